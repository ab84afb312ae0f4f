import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect } from 'vitest';
import { CLOSED_FOR_KEY } from '../../shared/api/transport.ts';
import { removeDataFolders } from '../support/data-folders.ts';
import { ask, closeCodeAfter, upgrade } from './support/raw.ts';
import { test } from './support/with-api.ts';

afterAll(removeDataFolders);

/** The headers with which our own page asks. */
function ours(uiUrl: string) {
  const { host, origin, hash } = new URL(uiUrl);
  return {
    host,
    origin,
    authorization: `Bearer ${hash.slice(1)}`,
    'content-type': 'application/json',
  };
}

const SNAPSHOT = { method: 'POST', path: '/api/app.snapshot', body: '{}' } as const;

describe("the screens' port", () => {
  test('serves the page to this computer, guarded and without data', async ({ uiUrl }) => {
    const { host } = new URL(uiUrl);
    const page = await ask(uiUrl, { path: '/', headers: { host } });
    expect(page.status).toBe(200);
    expect(page.body).toMatch(/<title>Rollcall/);
    expect(page.headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringMatching(
        /^default-src 'none'; script-src 'self'; .*frame-ancestors 'none'$/,
      ),
    });
    const script = await ask(uiUrl, { path: '/assets/index-abc.js', headers: { host } });
    expect(script.headers['content-type']).toMatch(/^text\/javascript/);
    const head = await ask(uiUrl, { method: 'HEAD', path: '/', headers: { host } });
    expect([head.status, head.body]).toEqual([200, '']);
    for (const path of ['/../data/hook.json', '/%2e%2e/data/hook.json', '/nothing', '//']) {
      expect((await ask(uiUrl, { path, headers: { host } })).status, path).toBe(404);
    }
    expect((await ask(uiUrl, { method: 'PUT', path: '/', headers: { host } })).status).toBe(405);
  });

  test('answers requests of its own page with the right key alone', async ({ uiUrl }) => {
    const headers = ours(uiUrl);
    const { port } = new URL(uiUrl);
    const right = await ask(uiUrl, { ...SNAPSHOT, headers });
    expect([right.status, right.headers['cache-control']]).toEqual([200, 'no-store']);
    const asLocalhost = {
      ...headers,
      host: `localhost:${port}`,
      origin: `http://localhost:${port}`,
    };
    expect((await ask(uiUrl, { ...SNAPSHOT, headers: asLocalhost })).status).toBe(200);

    const { origin: _origin, ...withoutOrigin } = headers;
    const { authorization: _key, ...withoutKey } = headers;
    const foreign: [string, Record<string, string>, number][] = [
      ['a foreign origin', { ...headers, origin: 'https://example.com' }, 403],
      ['another port of this computer', { ...headers, origin: 'http://127.0.0.1:1' }, 403],
      ['an opaque origin', { ...headers, origin: 'null' }, 403],
      ['no origin', withoutOrigin, 403],
      ['a name that points here', { ...headers, host: `rebound.example:${port}` }, 403],
      [
        'a name and its own origin',
        {
          ...headers,
          host: `rebound.example:${port}`,
          origin: `http://rebound.example:${port}`,
        },
        403,
      ],
      ['no key', withoutKey, 401],
      ['a wrong key', { ...headers, authorization: `Bearer ${'A'.repeat(43)}` }, 401],
      ['an empty key', { ...headers, authorization: 'Bearer ' }, 401],
      [
        'a key of another kind',
        { ...headers, authorization: headers.authorization.replace('Bearer', 'Basic') },
        401,
      ],
      ['no JSON', { ...headers, 'content-type': 'text/plain' }, 400],
    ];
    for (const [what, sent, status] of foreign) {
      const answer = await ask(uiUrl, { ...SNAPSHOT, headers: sent });
      expect(answer.status, what).toBe(status);
      expect(answer.body, what).not.toMatch(/hookUrl/);
    }
    const pageElsewhere = { path: '/', headers: { host: `rebound.example:${port}` } };
    expect((await ask(uiUrl, pageElsewhere)).status).toBe(403);
  });

  test('refuses what is malformed, unknown or too large', async ({ uiUrl }) => {
    const headers = ours(uiUrl);
    const post = async (path: string, body: string) => {
      const { status, body: text } = await ask(uiUrl, { method: 'POST', path, headers, body });
      return [status, text];
    };
    expect(await post('/api/app.snapshot', '{')).toEqual([
      400,
      expect.stringMatching(/REQUEST_INVALID/),
    ]);
    expect(await post('/api/nothing', '{}')).toEqual([
      404,
      expect.stringMatching(/REQUEST_UNKNOWN/),
    ]);
    expect(await post('/api/members.rows', '{"cohort":"1"}')).toEqual([
      400,
      expect.stringMatching(/REQUEST_INVALID/),
    ]);
    const large = await post('/api/app.snapshot', `"${'x'.repeat(1024 * 1024)}"`);
    expect(large).toEqual([413, expect.stringMatching(/REQUEST_TOO_LARGE/)]);
    const chunked = await ask(uiUrl, {
      ...SNAPSHOT,
      headers: { ...headers, 'transfer-encoding': 'chunked' },
      body: `"${'x'.repeat(1024 * 1024)}"`,
    });
    expect(chunked.status).toBe(413);
  });

  test('takes a socket only from its own page', async ({ uiUrl }) => {
    const { host, origin } = ours(uiUrl);
    const { port } = new URL(uiUrl);
    expect(await upgrade(uiUrl, { host, origin })).toMatch(/^HTTP\/1.1 101/);
    expect(await upgrade(uiUrl, { host })).toMatch(/^HTTP\/1.1 403/);
    expect(await upgrade(uiUrl, { host, origin: 'https://example.com' })).toMatch(/ 403/);
    const rebound = `rebound.example:${port}`;
    expect(await upgrade(uiUrl, { host: rebound, origin: `http://${rebound}` })).toMatch(/ 403/);
    expect(await upgrade(uiUrl, { host, origin }, '/api/other')).toMatch(/ 403/);
  });

  test('closes a socket whose first message is not the key, or that says more', async ({
    uiUrl,
  }) => {
    const key = new URL(uiUrl).hash.slice(1);
    const right = JSON.stringify({ key });
    expect(await closeCodeAfter(uiUrl, [JSON.stringify({ key: 'A'.repeat(43) })])).toBe(
      CLOSED_FOR_KEY,
    );
    expect(await closeCodeAfter(uiUrl, ['{'])).toBe(1008);
    expect(await closeCodeAfter(uiUrl, ['{}'])).toBe(1008);
    expect(await closeCodeAfter(uiUrl, [Buffer.from(right)])).toBe(1008);
    expect(await closeCodeAfter(uiUrl, [right, right])).toBe(1008);
    expect(await closeCodeAfter(uiUrl, ['x'.repeat(2000)])).toBe(1009);
  });

  test('a renewed key makes the old one and every open page worthless', async ({
    connect,
    dataDir,
    uiUrl,
  }) => {
    const closed = closeCodeAfter(uiUrl, [JSON.stringify({ key: new URL(uiUrl).hash.slice(1) })]);
    const client = await connect('loopback');
    const { uiUrl: renewed } = await client.call('settings.renewKey', {});
    expect(await closed).toBe(CLOSED_FOR_KEY);
    expect((await ask(uiUrl, { ...SNAPSHOT, headers: ours(uiUrl) })).status).toBe(401);
    expect(renewed).not.toBe(uiUrl);
    expect((await ask(uiUrl, { ...SNAPSHOT, headers: ours(renewed ?? uiUrl) })).status).toBe(200);
    expect((await stat(join(dataDir, 'screens.json'))).mode & 0o777).toBe(0o600);
  });
});

describe("the receiver's port", () => {
  test('knows nothing of screens', async ({ rollcall, uiUrl }) => {
    const { host: _host, ...headers } = ours(uiUrl);
    const { origin } = new URL(rollcall.hookUrl);
    const bare = (await ask(origin, { path: '/no-such-place' })).body;
    const asked = [
      { path: '/' },
      { path: '/index.html' },
      { path: '/assets/index-abc.js' },
      { path: '/download/x' },
      { path: '/api/events' },
      { ...SNAPSHOT, headers },
    ];
    for (const request of asked) {
      const answer = await ask(origin, request);
      expect([answer.status, answer.body], request.path).toEqual([404, bare]);
    }
    expect(await upgrade(origin, { host: new URL(origin).host })).not.toMatch(/ 101/);
  });
});
