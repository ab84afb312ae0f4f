import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { inspect } from 'node:util';
import { afterAll, describe, expect } from 'vitest';
import * as z from 'zod';
import { readLedger } from '../../main/simulator/read-ledger.ts';
import { ask } from '../api/support/raw.ts';
import { allApplied, membersOf, removeDataFolders, rosterPath } from '../support/data-folders.ts';
import { firstDifference, peopleAt } from '../support/known-people.ts';
import { sendPage } from '../support/mixpanel.ts';
import { readJson, runRollcall } from '../support/start-rollcall.ts';
import { until } from '../support/until.ts';
import { isNotOnline, isOnline, test } from './support/with-edge.ts';

afterAll(removeDataFolders);

/** Minutes of it on demand: what a machine that was away over lunch sees. */
const OUTAGES_S = process.env.ROLLCALL_LONG_OUTAGES === '1' ? [1, 10, 180] : [1, 10];
const SOON_MS = 5_000;
const LONGEST_MS = 300_000;

const statusSchema = z.looseObject({ tunnel: z.unknown() });

const publicPath = (hookUrl: string): string => new URL(hookUrl).pathname;

describe('through ngrok', () => {
  test('a full sync and its rounds arrive exactly as they were sent', async ({
    serve,
    internet,
    edge,
    dataDir,
  }) => {
    const rollcall = await serve();
    expect(rollcall.ready.publicHookUrl).toBe(
      edge.publicUrl(edge.domain) + publicPath(rollcall.hookUrl),
    );
    const ledgerPath = `${dataDir}-ledger`;
    const { code, stderr } = await runRollcall([
      ...['simulate', '--url', internet.url + publicPath(rollcall.hookUrl), '--cohort', '7'],
      ...['--members', '1500', '--page-size', '100', '--syncs', '3', '--churn', '10%'],
      ...['--concurrency', '3', '--ledger', ledgerPath],
    ]);
    expect(code, stderr).toBe(0);
    await allApplied(dataDir);
    const ledger = await readLedger(ledgerPath);
    const db = new DatabaseSync(rosterPath(dataDir), { readOnly: true });
    expect(firstDifference(peopleAt(db, 1, 'now'), ledger.finalMembers())).toBeNull();
    db.close();
    await rollcall.stop();
  });

  test('the hook path is the only thing of this computer that can be reached', async ({
    serve,
    edge,
  }) => {
    const rollcall = await serve();
    const path = publicPath(rollcall.hookUrl);
    const answer = (method: string, at: string, host = edge.domain) =>
      ask(`http://${edge.probe}`, { method, path: at, headers: { host } });
    const expectNothing = async (method: string, at: string, host?: string) => {
      const { status, body, headers } = await answer(method, at, host);
      expect(status, `${method} ${at}`).toBe(404);
      if (host === undefined) expect(body, `${method} ${at}`).toBe('');
      expect(JSON.stringify([body, headers])).not.toMatch(/rollcall|mixpanel|hook|node|express/i);
    };
    expect((await answer('GET', path)).status).toBe(200);
    expect((await answer('HEAD', `${path}/`)).status).toBe(200);
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE']) {
      await expectNothing(method, path);
    }
    const others = [
      '/',
      '/api/app.snapshot',
      '/api/events',
      '/index.html',
      '/hook/',
      '/hook/another-secret-that-was-never-here',
      `${path}x`,
      path.slice(0, -1),
      `${path}/..`,
      `${path}/../../api/app.snapshot`,
      path.toUpperCase(),
    ];
    for (const other of others) {
      await expectNothing('GET', other);
      await expectNothing('POST', other);
    }
    // Neither other ports of this computer nor other names lead anywhere.
    const { host } = new URL(rollcall.ready.uiUrl);
    for (const name of [host, 'localhost', '127.0.0.1', new URL(rollcall.hookUrl).host]) {
      await expectNothing('GET', '/', name);
      await expectNothing('GET', path, name);
    }
    // Turned away at ngrok already, and here as well if it were not.
    expect(
      edge.requests.filter(({ by }) => by === 'agent').every(({ url }) => url.startsWith(path)),
    ).toBe(true);
  });

  test('a secret that no longer holds leads nowhere', async ({ serve, edge }) => {
    const first = await serve(['--hook-token', 'the-secret-of-yesterday']);
    const status = async (at: string, origin = `http://${edge.probe}`) =>
      await ask(origin, { method: 'POST', path: at, headers: { host: edge.domain } });
    const old = publicPath(first.hookUrl);
    expect((await status(old)).status).not.toBe(404);
    await first.stop();
    const second = await serve(['--hook-token', 'the-secret-of-this-day']);
    expect(await status(old)).toMatchObject({ status: 404, body: '' });
    // Also where nothing stands in front.
    const { origin } = new URL(second.hookUrl);
    expect((await status(old, origin)).status).toBe(404);
    expect((await status(publicPath(second.hookUrl))).status).not.toBe(404);
  });

  test('the account’s own domain is asked for by name from the second start on', async ({
    serve,
    edge,
    dataDir,
  }) => {
    const first = await serve();
    await first.stop();
    expect(JSON.parse(await readFile(join(dataDir, 'tunnel.json'), 'utf8'))).toMatchObject({
      provider: 'ngrok',
      domain: edge.domain,
    });
    const second = await serve();
    expect(second.ready.publicHookUrl).toBe(first.ready.publicHookUrl);
    expect((await second.stop()).code).toBe(0);
    await until('nothing of it is left', () => edge.connections() === 0);
  });

  test('status tells it while it runs, and that nothing is open afterwards', async ({
    serve,
    edge,
    dataDir,
  }) => {
    const rollcall = await serve();
    const status = async () =>
      (await readJson(statusSchema, ['status', '--data-dir', dataDir, '--json'])).tunnel;
    const publicUrl = edge.publicUrl(edge.domain);
    const online = { provider: 'ngrok', state: 'online', publicUrl, code: null, raw: null };
    expect(await status()).toMatchObject({ ...online, since: expect.any(String) });
    await rollcall.kill();
    expect(await status()).toMatchObject({ state: 'off', publicUrl, since: null });
  });
});

describe('when the connection to ngrok breaks', () => {
  test.for(OUTAGES_S)(
    'for %i s, the screen says so within 5 s, and it is online within 5 s of the return',
    { timeout: LONGEST_MS },
    async (seconds, { serve, edge, look }) => {
      const rollcall = await serve();
      const screen = await look(rollcall);
      await screen.shows('that it is online', isOnline);
      await edge.goAway();
      await screen.shows('that it is not online', isNotOnline, SOON_MS);
      await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
      expect(screen.tunnel().state).toBe('reconnecting');
      await edge.comeBack();
      await screen.shows('that it is online again', isOnline, SOON_MS);
      expect(edge.connections()).toBe(1);
      const page = { action: 'members', session: 's', members: ['ann'] } as const;
      expect((await sendPage(rollcall.hookUrl, page)).status).toBe(200);
    },
  );

  test('in silence, it is noticed, and the dead connection is not kept', async ({
    serve,
    edge,
    look,
  }) => {
    const screen = await look(await serve());
    edge.goSilent();
    const { trouble } = await screen.shows('that it is not online', isNotOnline);
    expect(trouble?.code).toBe('TUNNEL_SILENT');
    edge.speak();
    await screen.shows('that it is online again', isOnline);
    await until('one connection is left', () => edge.connections() === 1);
  });

  test('a Rollcall that is killed leaves nobody on the domain', async ({ serve, edge }) => {
    const first = await serve();
    await first.kill();
    await until('its connection is gone', () => edge.connections() === 0, SOON_MS);
    const second = await serve();
    expect(second.ready.publicHookUrl).toBe(first.ready.publicHookUrl);
  });

  test('one that starts without a service receives at once, and is reached as soon as there is one', async ({
    serve,
    edge,
    look,
  }) => {
    await edge.goAway();
    const rollcall = await serve();
    expect(rollcall.ready.publicHookUrl).toBeNull();
    expect(rollcall.readyMs).toBeGreaterThan(14_000);
    const page = { action: 'members', session: 's', members: ['ann'] } as const;
    expect((await sendPage(rollcall.hookUrl, page)).status).toBe(200);
    const screen = await look(rollcall);
    await edge.comeBack();
    await screen.shows('that it is online', isOnline, SOON_MS);
  });
});

test('no token, password or hook secret is in a log, an error, an answer, a file or on ngrok’s side', async ({
  serve,
  edge,
  look,
  dataDir,
}) => {
  const password = 'open-sesame-93';
  const rollcall = await serve([], {
    ROLLCALL_HOOK_USER: 'mixpanel',
    ROLLCALL_HOOK_PASSWORD: password,
  });
  const path = publicPath(rollcall.hookUrl);
  const screen = await look(rollcall);
  const post = async (given: string) => {
    const authorization = `Basic ${Buffer.from(`mixpanel:${given}`).toString('base64')}`;
    const headers = { host: edge.domain, authorization, 'content-type': 'application/json' };
    return await ask(`http://${edge.probe}`, { method: 'POST', path, headers, body: '}' });
  };
  const answers = [await post('wrong-one-4711'), await post(password)];
  expect(answers.map(({ status }) => status)).toEqual([401, 400]);
  const { hops } = await screen.client.call('tunnel.selfTest', {});
  expect(hops.map(({ outcome }) => outcome)).toEqual(['ok', 'ok', 'ok', 'ok']);
  const snapshot = await screen.client.call('app.snapshot', {});
  const refused = await Promise.allSettled([
    screen.client.call('tunnel.configure', { domain: `${edge.token} ${password}` }),
    screen.client.call('tunnel.configure', { publicUrl: `https://me:${password}@example.com` }),
  ]);
  expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  edge.revoke();
  const { trouble } = await screen.shows(
    'that the token is refused',
    ({ state }) => state === 'failed',
  );
  expect(trouble).toMatchObject({ code: 'TUNNEL_TOKEN_WRONG', raw: 'ERR_NGROK_107' });
  const { stdout, stderr } = await rollcall.stop();
  expect(stderr).not.toContain(path.slice('/hook/'.length));
  const files = (await readdir(dataDir)).filter((name) => name.endsWith('.json'));
  const texts = await Promise.all(files.map((name) => readFile(join(dataDir, name), 'utf8')));
  const reasons = refused.map((one) => (one.status === 'rejected' ? inspect(one.reason) : ''));
  const seen = JSON.stringify(edge.requests);
  expect(seen).toContain(path);
  const shown = JSON.stringify([snapshot, hops, trouble, answers]);
  const told = [stdout, stderr, shown, ...reasons, ...texts, seen].join('\n');
  for (const secret of [edge.token, password, 'wrong-one-4711', `mixpanel:${password}`]) {
    expect(told).not.toContain(secret);
    expect(told).not.toContain(Buffer.from(secret).toString('base64').replace(/=+$/, ''));
  }
  expect(membersOf(dataDir)).toEqual([]);
});
