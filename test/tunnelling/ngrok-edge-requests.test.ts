/**
 * The loopback ngrok service, with ngrok's real SDK as its client: what becomes of a request between the public front
 * door and the program on this computer. After each fact stands where it comes from.
 */
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type http from 'node:http';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { until } from '../support/until.ts';
import { connect, edgeForTest } from './support/agent.ts';
import { ask, begin, responseTo } from './support/ask.ts';
import { startSite, type Visit } from './support/site.ts';

const MEGABYTE = 1024 * 1024;

/** Far more than what sockets and streams between here and there hold by themselves. */
const LARGE = 64 * MEGABYTE;

async function published(serve?: Parameters<typeof startSite>[0]) {
  const edge = await edgeForTest();
  const site = await startSite(serve);
  const agent = await connect(edge, { forwardTo: site.url });
  return { edge, site, agent };
}

describe('a request', () => {
  // Source: ngrok.com/docs/endpoints/cloud-endpoints/http, upstream headers.
  it('arrives as it was sent, and says for whom it was passed on', async () => {
    const { edge, site } = await published();
    const answer = await ask(edge.probe, {
      domain: edge.domain,
      path: '/hook/abc?x=%20y',
      method: 'POST',
      headers: { 'x-own': 'kept', 'x-forwarded-for': '192.0.2.7' },
      body: Buffer.from('{"action":"members"}'),
    });
    expect(answer.status).toBe(200);
    expect(site.visits).toEqual([JSON.parse(answer.body)]);
    expect(site.visits[0]).toMatchObject({
      method: 'POST',
      url: '/hook/abc?x=%20y',
      bytes: 20,
      headers: {
        host: edge.domain,
        'x-own': 'kept',
        'x-forwarded-for': '192.0.2.7, 127.0.0.1',
        'x-forwarded-proto': 'https',
        'x-forwarded-host': edge.domain,
      },
    });
  });

  // Source: the status and header that clients of offline endpoints report; ngrok.com/docs/errors/err_ngrok_3200.
  it('for an endpoint that is offline finds a 404 with ngrok’s code', async () => {
    const edge = await edgeForTest();
    const { status, headers, body } = await ask(edge.probe, edge);
    expect([status, headers['ngrok-error-code']]).toEqual([404, 'ERR_NGROK_3200']);
    expect(body).toContain(`The endpoint ${edge.domain} is offline.`);
  });

  it('for another domain than the one that is bound finds nobody', async () => {
    const { edge, site } = await published();
    const { status } = await ask(edge.probe, { domain: 'elsewhere.example.com' });
    expect(status).toBe(404);
    expect(site.visits).toEqual([]);
  });

  // Source: ngrok-rust, ngrok/src/tunnel_ext.rs: the SDK itself answers, so there is no ERR_NGROK_8012 in a header.
  it('is told by the SDK that the program behind it is not there', async () => {
    const edge = await edgeForTest();
    await connect(edge, { forwardTo: 'http://127.0.0.1:1' });
    const { status, headers, body } = await ask(edge.probe, edge);
    expect([status, headers['ngrok-error-code']]).toEqual([502, undefined]);
    expect(body).toContain('failed to dial backend');
  });

  // Source: ngrok.com/docs/pricing-limits/free-plan-limits, removing the interstitial page.
  it('of a browser meets the free plan’s warning, unless it skips that', async () => {
    const { edge, site } = await published();
    const browser = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64)' };
    const warned = await ask(edge.probe, { ...edge, headers: browser });
    expect(warned.headers['ngrok-error-code']).toBe('ERR_NGROK_6024');
    expect(site.visits).toEqual([]);
    const skipping = { ...browser, 'ngrok-skip-browser-warning': '1' };
    await ask(edge.probe, { ...edge, headers: skipping });
    await ask(edge.probe, { ...edge, headers: browser, method: 'POST' });
    expect(site.visits).toHaveLength(2);
  });

  it('is kept in the log with its path and nothing else of what it said', async () => {
    const { edge } = await published();
    const authorization = `Basic ${Buffer.from('user:pass-1234').toString('base64')}`;
    const sent = { ...edge, path: '/hook/abc', method: 'POST', headers: { authorization } };
    await ask(edge.probe, { ...sent, body: Buffer.from('anna@example.com') });
    expect(edge.requests).toEqual([
      {
        atMs: expect.any(Number),
        domain: edge.domain,
        method: 'POST',
        url: '/hook/abc',
        by: 'agent',
        status: 200,
        code: null,
      },
    ]);
  });
});

describe('many and large requests', () => {
  // Source: ngrok-rust, muxado/src/session.rs: 512 streams at a time; one stream carries one request.
  it('come through side by side, each answer to its question, and leave nothing open', async () => {
    const { edge, site } = await published();
    const paths = Array.from({ length: 200 }, (_, n) => `/hook/${n}`);
    const answers = await Promise.all(
      paths.map((path) =>
        ask(edge.probe, { ...edge, path, method: 'POST', body: Buffer.from(path) }),
      ),
    );
    const urls = answers.map(({ body }): unknown => JSON.parse(body).url);
    expect(urls).toEqual(paths);
    await until('every connection is closed', async () => (await site.connections()) === 0);
    expect(edge.sessions()).toHaveLength(1);
  });

  // Source: ngrok-rust, muxado/src/session.rs: windows of 256 KiB; more than that is reset with FlowControl.
  it('come through whole, both ways at once', async () => {
    const echo = (request: http.IncomingMessage, response: http.ServerResponse): void => {
      request.pipe(response);
    };
    const { edge } = await published(echo);
    const body = randomBytes(20 * MEGABYTE);
    const request = begin(edge.probe, { ...edge, method: 'POST' });
    request.end(body);
    const hash = createHash('sha256');
    for await (const chunk of await responseTo(request)) hash.update(chunk);
    expect(hash.digest('hex')).toBe(createHash('sha256').update(body).digest('hex'));
  });

  it('wait for a program that reads slowly, while other requests go on', async () => {
    const release = Promise.withResolvers<void>();
    const { edge, site } = await published(async (request, response) => {
      if (request.url === '/slow') await release.promise;
      let bytes = 0;
      for await (const chunk of request) bytes += chunk.byteLength;
      response.end(String(bytes));
    });
    const slow = begin(edge.probe, { ...edge, path: '/slow', method: 'POST' });
    const answer = responseTo(slow);
    const source = new Source();
    source.pipe(slow);
    await until(
      'nothing moves any more',
      isStill(() => source.takenBytes),
    );
    expect(source.takenBytes).toBeLessThan(LARGE / 2);
    expect((await ask(edge.probe, { ...edge, path: '/quick' })).body).toBe('0');
    release.resolve();
    expect(await text(await answer)).toBe(String(LARGE));
    await until('every connection is closed', async () => (await site.connections()) === 0);
  });

  it('wait for a visitor who reads slowly', async () => {
    const source = new Source();
    const { edge } = await published((_, response) => void source.pipe(response));
    const visit = begin(edge.probe, edge);
    visit.end();
    const response = await responseTo(visit);
    await until(
      'nothing moves any more',
      isStill(() => source.takenBytes),
    );
    expect(source.takenBytes).toBeLessThan(LARGE / 2);
    let bytes = 0;
    for await (const chunk of response) bytes += chunk.byteLength;
    expect(bytes).toBe(LARGE);
  });
});

describe('a request that breaks off', () => {
  // Source: ngrok.com/docs/errors/err_ngrok_3004.
  it('because the agent was cut before it answered hears so', async () => {
    const arrived = Promise.withResolvers<http.IncomingMessage>();
    const { edge } = await published((request) => arrived.resolve(request));
    const request = begin(edge.probe, { ...edge, method: 'POST' });
    request.write('half of');
    const answer = responseTo(request);
    const atSite = await arrived.promise;
    const brokenOff = closed(atSite);
    edge.cut();
    const { statusCode, headers } = await answer;
    expect([statusCode, headers['ngrok-error-code']]).toEqual([502, 'ERR_NGROK_3004']);
    await brokenOff;
    expect(atSite.complete).toBe(false);
  });

  it('because the agent was cut within the answer is not taken for whole', async () => {
    const { edge } = await published((_, response) => {
      response.writeHead(200, { 'content-length': 1000 }).write('half of');
    });
    const request = begin(edge.probe, edge);
    request.end();
    const response = await responseTo(request);
    const failed = once(response, 'error');
    response.resume();
    edge.cut();
    await failed;
    expect(response.complete).toBe(false);
  });

  it('because the visitor left reaches the program as broken off', async () => {
    const arrived = Promise.withResolvers<http.IncomingMessage>();
    const { edge, site } = await published((request) => arrived.resolve(request.resume()));
    const request = begin(edge.probe, { ...edge, method: 'POST' });
    request.on('error', () => {});
    request.write('half of');
    const atSite = await arrived.promise;
    request.destroy();
    await closed(atSite);
    expect(atSite.complete).toBe(false);
    await until('its connection is closed', async () => (await site.connections()) === 0);
  });

  it('is no reason for the next to fail', async () => {
    const { edge, site } = await published();
    const request = begin(edge.probe, { ...edge, method: 'POST' });
    request.on('error', () => {});
    request.write('half of');
    await until('it is on its way', async () => (await site.connections()) === 1);
    request.destroy();
    const answer: Visit = JSON.parse((await ask(edge.probe, edge)).body);
    expect(answer.bytes).toBe(0);
  });

  it('waits through the silence of the service, and is answered after it', async () => {
    const { edge, site } = await published();
    edge.goSilent();
    const answer = ask(edge.probe, { ...edge, path: '/hook/late' });
    await until('the front door has it', () => edge.requests.length === 1);
    expect(site.visits).toEqual([]);
    edge.speak();
    expect((await answer).status).toBe(200);
  });
});

/** As many bytes as `LARGE`, made as they are taken. */
class Source extends Readable {
  takenBytes = 0;

  override _read(): void {
    if (this.takenBytes >= LARGE) {
      this.push(null);
      return;
    }
    const piece = Buffer.alloc(64 * 1024);
    this.takenBytes += piece.byteLength;
    this.push(piece);
  }
}

/** The end of a request, which an error may come before. */
function closed(request: http.IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    request.on('error', () => {}).on('close', resolve);
  });
}

/** True once a count has begun and is the same in 25 looks one after another. */
function isStill(count: () => number): () => boolean {
  let last = 0;
  let looks = 0;
  return () => {
    const now = count();
    looks = now > 0 && now === last ? looks + 1 : 0;
    last = now;
    return looks >= 25;
  };
}
