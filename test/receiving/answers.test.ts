import { afterEach, describe, expect, it } from 'vitest';
import { RollcallError } from '../../shared/errors.ts';
import { errorSentence } from '../../shared/messages/messages.ts';
import { sameHookPaths } from '../support/hook-paths.ts';
import { connect, jsonOf, send } from './support/send.ts';
import {
  HOOK_PATH,
  HOOK_TOKEN,
  holdInbox,
  type StartedReceiver,
  startReceiver,
  textOf,
} from './support/start-receiver.ts';

const PAGE = '{"action":"members","parameters":{"mixpanel_cohort_id":"1","members":[]}}';

let started: StartedReceiver;
afterEach(() => started.receiver.close());

describe('a delivery', () => {
  it('is answered 200 with its action once the inbox has it', async () => {
    started = await startReceiver();
    started.inbox.answer = () => ({ kind: 'kept', action: 'add_members' });
    const reply = await send(started.port, { body: PAGE });
    expect(reply.status).toBe(200);
    expect(reply.text).toBe('{"action":"add_members","status":"success"}');
    expect(reply.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(reply.headers['content-length']).toBe(String(reply.text.length));
    expect(reply.headers['cache-control']).toBe('no-store');
    expect(reply.headers['x-powered-by']).toBeUndefined();
  });

  it('is not answered before the inbox has it', async () => {
    started = await startReceiver();
    const { asked, release } = holdInbox(started.inbox);
    let isAnswered = false;
    const sending = send(started.port, { body: PAGE }).then((reply) => {
      isAnswered = true;
      return reply;
    });
    await asked;
    // A whole other exchange fits in while the first one waits.
    await send(started.port, { method: 'GET' });
    expect(isAnswered).toBe(false);
    release();
    expect((await sending).status).toBe(200);
  });

  it('reaches the inbox byte for byte, in a buffer that can be handed to another thread', async () => {
    started = await startReceiver();
    const bytes = Buffer.from(`{"名前":"山田 太郎 ${'x'.repeat(200_000)}"}`);
    const half = bytes.length >> 1;
    await send(started.port, { body: bytes });
    await send(started.port, { chunks: [bytes.subarray(0, half), bytes.subarray(half)] });
    await send(started.port, { body: '{}' });
    await send(started.port, { chunks: ['{', '}'] });
    const bodies = started.inbox.deliveries.map(({ body }) => body);
    expect(bodies.map(textOf)).toEqual([bytes.toString(), bytes.toString(), '{}', '{}']);
    for (const body of bodies) {
      expect(body.buffer.byteLength).toBe(body.byteLength);
      structuredClone(body, { transfer: [body.buffer] });
      expect(body.byteLength).toBe(0);
    }
  });

  it('carries the time it was complete', async () => {
    started = await startReceiver();
    const before = Date.now();
    await send(started.port, { body: PAGE });
    const after = Date.now();
    const receivedAtMs = started.inbox.deliveries[0]?.receivedAtMs ?? 0;
    expect(receivedAtMs).toBeGreaterThanOrEqual(before);
    expect(receivedAtMs).toBeLessThanOrEqual(after);
  });

  it.each(sameHookPaths(HOOK_TOKEN))('is accepted at %s', async (path) => {
    started = await startReceiver();
    expect((await send(started.port, { path, body: PAGE })).status).toBe(200);
    expect(started.inbox.deliveries).toHaveLength(1);
  });

  it('is taken although it offers an upgrade, as the upgrade may be ignored', async () => {
    started = await startReceiver();
    const headers = { Connection: 'Upgrade, HTTP2-Settings', Upgrade: 'h2c', 'HTTP2-Settings': '' };
    const reply = await send(started.port, { headers, body: PAGE });
    expect(reply.status).toBe(200);
    expect(started.inbox.deliveries.map(({ body }) => textOf(body))).toEqual([PAGE]);
  });

  it('keeps its headers, but no credentials and nothing that names the secret', async () => {
    started = await startReceiver();
    await send(started.port, {
      body: PAGE,
      headers: {
        'Content-Type': 'application/json',
        'User-Agent': 'Mixpanel',
        'X-Forwarded-For': '203.0.113.9',
        'X-Forwarded-Proto': 'https',
        Accept: '*/*',
        Authorization: 'Basic dTpw',
        'Proxy-Authorization': 'Basic dTpw',
        Cookie: 'a=b',
        Referer: `https://example.com${HOOK_PATH}`,
        [`X-${HOOK_TOKEN}`]: 'yes',
      },
    });
    const headers = started.inbox.deliveries[0]?.headers ?? {};
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': String(PAGE.length),
      'user-agent': 'Mixpanel',
      'x-forwarded-for': '203.0.113.9',
      'x-forwarded-proto': 'https',
      accept: '*/*',
    });
    expect(Object.keys(headers)).not.toContain('authorization');
    expect(JSON.stringify(headers)).not.toMatch(/dTpw|a=b|authorization|cookie/);
    expect(JSON.stringify(headers).toLowerCase()).not.toContain(HOOK_TOKEN.toLowerCase());
  });

  it('keeps at most 8 KB of headers, and the ones that tell who sent what', async () => {
    started = await startReceiver();
    const flood = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`A-${index}`, 'v'.repeat(200)]),
    );
    await send(started.port, { body: PAGE, headers: { ...flood, 'Content-Type': 'text/plain' } });
    const headers = started.inbox.deliveries[0]?.headers ?? {};
    const bytes = Object.entries(headers).flat().join('').length;
    expect(bytes).toBeLessThanOrEqual(8 * 1024);
    expect(bytes).toBeGreaterThan(7 * 1024);
    expect(headers['content-type']).toBe('text/plain');
  });

  it('leaves the connection open for the next one', async () => {
    started = await startReceiver();
    const connection = await connect(started.port);
    for (const count of [1, 2, 3]) {
      connection.socket.write(`POST ${HOOK_PATH} HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}`);
      await connection.until((text) => text.split('HTTP/1.1 200 OK').length === count + 1);
    }
    connection.socket.destroy();
    expect(started.inbox.deliveries).toHaveLength(3);
  });
});

describe('a test call', () => {
  it.each(['length', 'chunked', 'gzip'])(
    'with an empty body (%s) is answered 200',
    async (kind) => {
      started = await startReceiver();
      const headers = kind === 'gzip' ? { 'Content-Encoding': 'gzip' } : {};
      const reply = await send(
        started.port,
        kind === 'chunked'
          ? { chunks: [], headers: { 'Transfer-Encoding': 'chunked' } }
          : { headers },
      );
      expect(reply.status).toBe(200);
      expect(jsonOf(reply)).toEqual({ action: null, status: 'success' });
      expect(started.inbox.deliveries[0]?.body.byteLength).toBe(0);
    },
  );

  it('by GET tells that the address is right, without asking for the password', async () => {
    started = await startReceiver({ credentials: () => ({ user: 'u', password: 'p' }) });
    const reply = await send(started.port, { method: 'GET' });
    expect(reply.status).toBe(200);
    expect(jsonOf(reply)).toEqual({
      action: null,
      status: 'success',
      message: expect.stringContaining('Mixpanel'),
    });
    expect(started.inbox.deliveries).toHaveLength(0);
  });

  it('by HEAD is the same without the text', async () => {
    started = await startReceiver();
    const get = await send(started.port, { method: 'GET' });
    const head = await send(started.port, { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(head.text).toBe('');
    expect(head.headers['content-length']).toBe(get.headers['content-length']);
  });
});

describe('a delivery that is not kept', () => {
  it.each(['en', 'ja'] as const)('is refused with a sentence (%s)', async (language) => {
    started = await startReceiver({ language: () => language });
    started.inbox.answer = () => ({
      kind: 'refused',
      code: 'COHORT_ID_MISSING',
      action: 'members',
    });
    const reply = await send(started.port, { body: PAGE });
    const message = errorSentence(new RollcallError('COHORT_ID_MISSING'), language);
    expect(reply.status).toBe(400);
    expect(jsonOf(reply)).toEqual({
      action: 'members',
      status: 'failure',
      error: { message, code: 400 },
    });
    expect(reply.headers['content-length']).toBe(String(Buffer.byteLength(reply.text)));
  });

  it('is answered 503 when the store can not take it now', async () => {
    started = await startReceiver();
    started.inbox.answer = () => ({ kind: 'unavailable', code: 'STORE_FULL', action: null });
    const reply = await send(started.port, { body: PAGE });
    expect(reply.status).toBe(503);
    expect(reply.headers['retry-after']).toMatch(/^\d+$/);
    expect(jsonOf(reply)).toEqual({
      action: null,
      status: 'failure',
      error: { message: errorSentence(new RollcallError('STORE_FULL'), 'en'), code: 503 },
    });
  });

  it.each([
    ['rejects', async () => Promise.reject(new Error('boom'))],
    [
      'throws',
      () => {
        throw new TypeError('boom');
      },
    ],
  ])('is answered 503 when the inbox %s, and the next one is taken', async (_how, answer) => {
    started = await startReceiver();
    started.inbox.answer = answer;
    const reply = await send(started.port, { body: PAGE });
    expect(reply.status).toBe(503);
    expect(jsonOf(reply)).toEqual({
      action: null,
      status: 'failure',
      error: { message: errorSentence(new RollcallError('STORE_FAILED'), 'en'), code: 503 },
    });
    expect(started.logLines.join('\n')).toMatch(/error receiver\.failed name=\w+ message=boom/);
    started.inbox.answer = () => ({ kind: 'kept', action: 'members' });
    expect((await send(started.port, { body: PAGE })).status).toBe(200);
  });
});
