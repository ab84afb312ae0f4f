/**
 * The loopback ngrok service, with ngrok's real SDK as its client: what it does to agents is what the SDK expects of
 * ngrok. After each fact stands where it comes from.
 */
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { until } from '../support/until.ts';
import { connect, edgeForTest, refusalOf } from './support/agent.ts';
import { ask } from './support/ask.ts';
import { startSite } from './support/site.ts';

const WELL_FORMED_TOKEN = '2abcdefghijklmnopqrstuvwxyz_0123456789abcdefghij';

describe('an agent that connects', () => {
  // Source: ngrok.com/docs/pricing-limits/free-plan-limits, the dev domain is the only one of the free plan.
  it('is given the account’s own domain when it asks for none', async () => {
    const edge = await edgeForTest();
    const { url } = await connect(edge);
    expect(url).toBe(edge.publicUrl(edge.domain));
    expect(edge.sessions()).toMatchObject([{ domain: edge.domain, ageMs: expect.any(Number) }]);
  });

  it('is given the domain that it asks for', async () => {
    const edge = await edgeForTest({ reserved: ['hooks.example.com'] });
    const { url } = await connect(edge, { domain: 'hooks.example.com' });
    expect(url).toBe('https://hooks.example.com');
  });

  // Source: the same page, random addresses are for paid plans.
  it('is given a random domain on a paid plan, each time another', async () => {
    const edge = await edgeForTest({ plan: 'paid' });
    const [one, two] = [await connect(edge), await connect(edge)];
    expect(one.url).toMatch(/^https:\/\/[0-9a-f]+\.ngrok\.app$/);
    expect(two.url).not.toBe(one.url);
  });

  // Source: ngrok-rust, ngrok/src/session.rs: without `caCert` only ngrok's own authority is trusted; and by trial.
  it('turns away when it does not trust the certificate', async () => {
    const edge = await edgeForTest();
    const otherCa = join(dirname(edge.caFile), 'other-ca.pem');
    const { code, message } = await refusalOf(connect(edge, { ca: otherCa }));
    expect({ code, message }).toEqual({
      code: null,
      message: expect.stringContaining('tls handshake error'),
    });
    expect(edge.sessions()).toEqual([]);
  });
});

describe('an agent that is refused', () => {
  // Source: ngrok.com/docs/errors/err_ngrok_4018, 105 and 107; the last two repeat the token.
  it.each([
    ['without a token', null, 'ERR_NGROK_4018', 'ngrok requires an account'],
    ['with what is no token', 'tunnel', 'ERR_NGROK_105', 'Your authtoken: tunnel'],
    [
      'with a token nobody has',
      WELL_FORMED_TOKEN,
      'ERR_NGROK_107',
      `Your authtoken: ${WELL_FORMED_TOKEN}`,
    ],
  ])('%s is told so', async (_, token, code, words) => {
    const edge = await edgeForTest();
    const refusal = await refusalOf(connect(edge, { token }));
    expect(refusal).toEqual({ code, message: expect.stringContaining(words) });
    expect(edge.sessions()).toEqual([]);
  });

  // Source: ngrok.com/docs/errors/err_ngrok_320, 319 and 313.
  it.each([
    ['another account’s domain', 'theirs.example.com', 'ERR_NGROK_320'],
    ['a domain nobody reserved', 'free.example.com', 'ERR_NGROK_319'],
    ['a name of its choice on the free plan', 'my-own.ngrok-free.app', 'ERR_NGROK_313'],
  ])('asks for %s in vain', async (_, domain, code) => {
    const edge = await edgeForTest({ reservedByOthers: ['theirs.example.com'] });
    expect(await refusalOf(connect(edge, { domain }))).toMatchObject({ code });
  });

  // Source: ngrok.com/docs/errors/err_ngrok_334.
  it('asks for a domain that another agent holds, until that one gives it back', async () => {
    const edge = await edgeForTest();
    const first = await connect(edge);
    expect(await refusalOf(connect(edge))).toEqual({
      code: 'ERR_NGROK_334',
      message: expect.stringContaining(`'${first.url}' is already online`),
    });
    await first.listener.close();
    expect((await connect(edge)).url).toBe(first.url);
  });

  // Source: ngrok.com/docs/errors/err_ngrok_108; three agents on the free plan.
  it('is one more than the plan allows', async () => {
    const edge = await edgeForTest({ plan: 'paid', maxSessions: 2 });
    await connect(edge);
    await connect(edge);
    expect(await refusalOf(connect(edge))).toEqual({
      code: 'ERR_NGROK_108',
      message: expect.stringContaining('limited to 2 simultaneous'),
    });
  });

  // Source: ngrok.com/docs/errors; ngrok-rust, ErrResp: the line that begins ERR_NGROK_ becomes the code.
  it.each([
    'ERR_NGROK_102',
    'ERR_NGROK_103',
    'ERR_NGROK_105',
    'ERR_NGROK_107',
    'ERR_NGROK_108',
    'ERR_NGROK_121',
    'ERR_NGROK_313',
    'ERR_NGROK_319',
    'ERR_NGROK_320',
    'ERR_NGROK_334',
    'ERR_NGROK_338',
    'ERR_NGROK_348',
  ])('hears %s when a test wants it, and is let in again afterwards', async (code) => {
    const edge = await edgeForTest();
    edge.refuseWith(code);
    const refusal = await refusalOf(connect(edge));
    expect(refusal.code).toBe(code);
    expect(refusal.message.length).toBeGreaterThan(20);
    edge.accept();
    expect((await connect(edge)).url).toBe(edge.publicUrl(edge.domain));
  });

  it('hears the words that a test chose', async () => {
    const edge = await edgeForTest();
    edge.refuseWith('ERR_NGROK_9999', 'Closed on Sundays.');
    expect(await refusalOf(connect(edge))).toEqual({
      code: 'ERR_NGROK_9999',
      message: expect.stringContaining('Closed on Sundays.'),
    });
  });
});

describe('a session', () => {
  // Source: ngrok-rust, muxado/src/heartbeat.rs; the SDK counts the interval in seconds (trial).
  it('has its heartbeats answered', async () => {
    const edge = await edgeForTest();
    const { beats } = await connect(edge, { heartbeatSeconds: 1 });
    await until('two heartbeats are answered', () => beats.length >= 2);
    expect(beats).not.toContain(null);
  });

  // Source: trial: missed heartbeats are told as null, and nothing else happens.
  it('misses its heartbeats in the silence, keeps its connection, and goes on after it', async () => {
    const edge = await edgeForTest();
    const { beats, losses } = await connect(edge, { heartbeatSeconds: 1 });
    edge.goSilent();
    await until('a heartbeat is missed', () => beats.includes(null));
    expect([losses(), edge.connections()]).toEqual([0, 1]);
    edge.speak();
    await until('heartbeats are answered again', () => beats.at(-1) !== null);
  });

  it('that is new waits for as long as the silence lasts', async () => {
    const edge = await edgeForTest();
    edge.goSilent();
    const connecting = connect(edge);
    await until('its connection is taken', () => edge.connections() === 1);
    expect(edge.sessions()).toEqual([]);
    edge.speak();
    expect((await connecting).url).toBe(edge.publicUrl(edge.domain));
  });

  // Source: ngrok-rust, ngrok/src/session.rs, try_reconnect: the same client id, cookie and domain; 50 ms later.
  it('that is cut comes back by itself under the same domain', async () => {
    const edge = await edgeForTest();
    const site = await startSite();
    const { losses } = await connect(edge, { forwardTo: site.url, reconnects: true });
    const cutAtMs = performance.now();
    edge.cut();
    await until('the endpoint is back', async () => {
      return losses() === 1 && (await ask(edge.probe, edge)).status === 200;
    });
    expect(edge.sessions()).toHaveLength(1);
    expect(edge.sessions()[0]?.ageMs).toBeLessThan(performance.now() - cutAtMs);
  });

  // Source: ngrok-rust, session.rs: Connect errors carry no code.
  it('finds nobody while the service is away, and the service at the same place later', async () => {
    const edge = await edgeForTest();
    const { losses } = await connect(edge);
    await edge.goAway();
    await until('the SDK knows', () => losses() === 1);
    expect(edge.connections()).toBe(0);
    expect(await refusalOf(connect(edge))).toEqual({
      code: null,
      message: expect.stringContaining('failed to establish tcp connection'),
    });
    expect((await ask(edge.probe, edge)).status).toBe(404);
    const { server } = edge;
    await edge.comeBack();
    await connect(edge);
    expect(edge.server).toBe(server);
    expect(edge.sessions()).toHaveLength(1);
  });

  // Source: ngrok.com/docs/errors/err_ngrok_107: this is what an explicitly revoked credential hears.
  it('ends when the token is revoked, and the token opens no other', async () => {
    const edge = await edgeForTest();
    const { losses } = await connect(edge);
    edge.revoke();
    await until('the SDK knows', () => losses() === 1);
    await until('the connection is closed', () => edge.connections() === 0);
    expect(await refusalOf(connect(edge))).toMatchObject({ code: 'ERR_NGROK_107' });
    edge.accept();
    await connect(edge);
  });

  // Source: trial: `Session.close` of SDK 1.7.0 sends nothing, so only the end of its process closes the connection.
  it('that the SDK closed is still seen here', async () => {
    const edge = await edgeForTest();
    const { session, listener } = await connect(edge);
    await listener.close();
    await session.close();
    expect(edge.sessions()).toMatchObject([{ domain: null }]);
    expect(edge.connections()).toBe(1);
  });
});
