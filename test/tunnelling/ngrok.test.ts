import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect } from 'vitest';
import { z } from 'zod';
import { readLedger } from '../../main/simulator/read-ledger.ts';
import { ask } from '../api/support/raw.ts';
import { allApplied, membersOf, removeDataFolders, rosterPath } from '../support/data-folders.ts';
import { firstDifference, peopleAt } from '../support/known-people.ts';
import { sendPage } from '../support/mixpanel.ts';
import { readJson, runRollcall } from '../support/start-rollcall.ts';
import { until } from '../support/until.ts';
import { environmentOf, isNotOnline, isOnline, test } from './support/with-edge.ts';

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
    const status = async (method: string, at: string, host = edge.domain) =>
      (await ask(`http://${edge.probe}`, { method, path: at, headers: { host } })).status;
    expect(await status('GET', path)).toBe(200);
    expect(await status('HEAD', `${path}/`)).toBe(200);
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE']) {
      expect(await status(method, path), method).toBe(404);
    }
    const others = [
      '/',
      '/api/app.snapshot',
      '/index.html',
      '/hook/',
      `${path}x`,
      path.slice(0, -1),
      `${path}/..`,
    ];
    for (const other of others) {
      expect(await status('GET', other), other).toBe(404);
      expect(await status('POST', other), other).toBe(404);
    }
    const { host } = new URL(rollcall.ready.uiUrl);
    expect(await status('GET', '/', host)).toBe(404);
    // Turned away at ngrok already, and here as well if it were not.
    expect(
      edge.requests.filter(({ by }) => by === 'agent').every(({ url }) => url.startsWith(path)),
    ).toBe(true);
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

test('neither the token nor the hook’s secret is in a log, an answer or a file', async ({
  serve,
  edge,
  look,
  dataDir,
}) => {
  const rollcall = await serve();
  const screen = await look(rollcall);
  const { hops } = await screen.client.call('tunnel.selfTest', {});
  expect(hops.map(({ outcome }) => outcome)).toEqual(['ok', 'ok', 'ok', 'ok']);
  const snapshot = await screen.client.call('app.snapshot', {});
  edge.revoke();
  const { trouble } = await screen.shows(
    'that the token is refused',
    ({ state }) => state === 'failed',
  );
  expect(trouble).toMatchObject({ code: 'TUNNEL_TOKEN_WRONG', raw: 'ERR_NGROK_107' });
  const { stdout, stderr } = await rollcall.stop();
  const secret = publicPath(rollcall.hookUrl).slice('/hook/'.length);
  expect(stderr).not.toContain(secret);
  const files = (await readdir(dataDir)).filter((name) => name.endsWith('.json'));
  const texts = await Promise.all(files.map((name) => readFile(join(dataDir, name), 'utf8')));
  const told = [stdout, stderr, JSON.stringify([snapshot, hops, trouble]), ...texts].join('\n');
  expect(told).not.toContain(edge.token);
  expect(told).not.toContain(Buffer.from(edge.token).toString('base64').replace(/=+$/, ''));
  expect(environmentOf(edge).NGROK_AUTHTOKEN).toBe(edge.token);
  expect(membersOf(dataDir)).toEqual([]);
});
