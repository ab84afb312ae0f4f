import { afterAll, describe, expect } from 'vitest';
import { removeDataFolders } from '../support/data-folders.ts';
import { sendPage } from '../support/mixpanel.ts';
import { startOwnTunnel } from './support/own-tunnel.ts';
import { test, untilTunnel } from './support/with-tunnel.ts';

afterAll(removeDataFolders);

const portOf = (url: string): number => Number(new URL(url).port);

describe('a tunnel of the person’s own', () => {
  test('is online once a look through it comes in here, and deliveries do so, too', async ({
    open,
    own,
  }) => {
    const rollcall = await open({ choice: { provider: 'manual', publicUrl: own.url } });
    own.target = portOf(rollcall.hookUrl);
    const { publicHookUrl } = await untilTunnel(rollcall, 'online');
    expect(publicHookUrl).toBe(rollcall.hookUrl.replace(/^http:..[^/]+/, own.url));
    const page = { action: 'members', session: 's', members: ['ann'] } as const;
    expect((await sendPage(publicHookUrl ?? '', page)).status).toBe(200);
  });

  test('that leads elsewhere is not online, and what is wrong is said', async ({ open, own }) => {
    const other = await startOwnTunnel();
    own.target = portOf(other.url);
    const rollcall = await open({ choice: { provider: 'manual', publicUrl: own.url } });
    const isElsewhere = (view: { failure: { code: string } | null }) =>
      view.failure?.code === 'TUNNEL_LEADS_ELSEWHERE';
    const { failure } = await untilTunnel(rollcall, 'connecting', isElsewhere);
    expect(failure?.details).toMatchObject({ status: 502 });
    await other.close();
  });

  test('is believed no longer than it works', async ({ open, own }) => {
    const rollcall = await open({ choice: { provider: 'manual', publicUrl: own.url } });
    own.target = portOf(rollcall.hookUrl);
    await untilTunnel(rollcall, 'online');
    own.target = null;
    rollcall.tunnel.wake();
    await untilTunnel(rollcall, 'reconnecting', ({ failure }) => failure?.code !== 'TUNNEL_WOKE');
    own.target = portOf(rollcall.hookUrl);
    rollcall.tunnel.tryNow();
    await untilTunnel(rollcall, 'online');
  });

  test.for([
    'ftp://a.example',
    'http://a.example',
    'https://u:p@a.example',
    'https://a.example/?x=1',
    'a.example',
    '',
  ])('can’t stand at "%s"', async (publicUrl, { open, own }) => {
    const rollcall = await open({ choice: { provider: 'manual', publicUrl: own.url } });
    await expect(rollcall.tunnel.configure({ publicUrl })).rejects.toMatchObject({
      code: 'TUNNEL_URL_WRONG',
    });
    expect(rollcall.tunnel.view().publicUrl).toBe(own.url);
  });

  test('can’t be the receiver’s own address, which leads here from nowhere else', async ({
    open,
    own,
  }) => {
    const rollcall = await open({ choice: { provider: 'manual', publicUrl: own.url } });
    for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
      const publicUrl = rollcall.hookUrl.replace('127.0.0.1', host);
      await expect(rollcall.tunnel.configure({ publicUrl })).rejects.toMatchObject({
        code: 'TUNNEL_URL_OWN',
      });
    }
    expect(rollcall.tunnel.view().publicUrl).toBe(own.url);
  });

  test('may be given with the hook path, and stand below a path', async ({ open, own }) => {
    const rollcall = await open({ choice: { provider: 'manual', publicUrl: own.url } });
    const given = rollcall.hookUrl.replace(/^http:..[^/]+/, 'https://a.example/rollcall');
    await rollcall.tunnel.configure({ publicUrl: `${given}/` });
    expect(rollcall.tunnel.view()).toMatchObject({
      publicUrl: 'https://a.example/rollcall',
      publicHookUrl: given,
    });
  });

  test('is asked for when it is missing', async ({ open }) => {
    const rollcall = await open({ choice: { provider: 'manual' } });
    const { failure, publicHookUrl } = await untilTunnel(rollcall, 'failed');
    expect(failure?.code).toBe('TUNNEL_URL_MISSING');
    expect(publicHookUrl).toBeNull();
  });

  test('is there again at the next start, and gone when none is chosen', async ({ open, own }) => {
    const first = await open({ choice: { provider: 'manual', publicUrl: own.url } });
    await first.close();
    const second = await open({});
    expect(second.tunnel.view()).toMatchObject({ provider: 'manual', publicUrl: own.url });
    await second.tunnel.configure({ provider: 'none' });
    expect(second.tunnel.view()).toMatchObject({ state: 'off', publicHookUrl: null });
  });
});

describe('the self-test', () => {
  const outcomes = (hops: readonly { hop: string; outcome: string }[]) =>
    hops.map(({ hop, outcome }) => `${hop} ${outcome}`);

  test('tries each part of the way and measures it, and leaves no delivery behind', async ({
    open,
    own,
    dataDir,
  }) => {
    const rollcall = await open({ choice: { provider: 'manual', publicUrl: own.url } });
    own.target = portOf(rollcall.hookUrl);
    await untilTunnel(rollcall, 'online');
    const hops = await rollcall.tunnel.selfTest();
    expect(outcomes(hops)).toEqual(['receiver ok', 'session ok', 'door ok', 'roundTrip ok']);
    for (const { ms } of hops) expect(ms).toBeGreaterThanOrEqual(0);
    const list = await rollcall.api.request('deliveries.list', { limit: 10 });
    expect(list, dataDir).toEqual({ ok: true, value: [] });
  });

  test('names the part that fails, and what is behind it was not tried', async ({ open, own }) => {
    const rollcall = await open({ choice: { provider: 'manual', publicUrl: own.url } });
    const before = await rollcall.tunnel.selfTest();
    expect(outcomes(before)).toEqual([
      'receiver ok',
      'session failed',
      'door skipped',
      'roundTrip skipped',
    ]);
    own.target = portOf(rollcall.hookUrl);
    rollcall.tunnel.tryNow();
    await untilTunnel(rollcall, 'online');
    own.answer = { status: 404, headers: { 'ngrok-error-code': 'ERR_NGROK_3200' } };
    const offline = await rollcall.tunnel.selfTest();
    expect(outcomes(offline)).toEqual(['receiver ok', 'session ok', 'door ok', 'roundTrip failed']);
    expect(offline[3]?.failure).toMatchObject({
      code: 'TUNNEL_ENDPOINT_OFFLINE',
      raw: 'ERR_NGROK_3200',
    });
    own.answer = { status: 403, headers: { 'ngrok-error-code': 'ERR_NGROK_727' } };
    expect((await rollcall.tunnel.selfTest())[3]?.failure?.code).toBe('TUNNEL_MONTH_USED_UP');
    own.answer = { status: 302, headers: { location: 'https://login.example' } };
    expect((await rollcall.tunnel.selfTest())[3]?.failure).toMatchObject({
      code: 'TUNNEL_LEADS_ELSEWHERE',
      details: { status: 302 },
    });
    await own.close();
    const closed = await rollcall.tunnel.selfTest();
    expect(closed[2]?.failure).toMatchObject({ code: 'TUNNEL_BLOCKED', raw: 'ECONNREFUSED' });
  });

  test('is not fooled by another that answers like a receiver', async ({ open, own }) => {
    const rollcall = await open({ choice: { provider: 'manual', publicUrl: own.url } });
    own.answer = { status: 200 };
    const isElsewhere = (view: { failure: { code: string } | null }) =>
      view.failure?.code === 'TUNNEL_LEADS_ELSEWHERE';
    await untilTunnel(rollcall, 'connecting', isElsewhere);
  });
});

describe('the person’s pause', () => {
  test('is told as such while the tunnel is online, and its look still comes through', async ({
    open,
    own,
  }) => {
    const rollcall = await open({ choice: { provider: 'manual', publicUrl: own.url } });
    own.target = portOf(rollcall.hookUrl);
    const { publicHookUrl } = await untilTunnel(rollcall, 'online');
    await rollcall.api.request('settings.update', { paused: true });
    expect(rollcall.tunnel.view()).toMatchObject({ state: 'paused', isPaused: true });
    const page = { action: 'members', session: 's', members: ['ann'] } as const;
    const { status, message } = await sendPage(publicHookUrl ?? '', page);
    expect([status, message]).toEqual([503, expect.stringContaining('paused by the owner')]);
    expect(outcomesOk(await rollcall.tunnel.selfTest())).toBe(true);
    await rollcall.api.request('settings.update', { paused: false });
    expect(rollcall.tunnel.view()).toMatchObject({ state: 'online', isPaused: false });
    expect((await sendPage(publicHookUrl ?? '', page)).status).toBe(200);
  });

  const outcomesOk = (hops: readonly { outcome: string }[]): boolean =>
    hops.every(({ outcome }) => outcome === 'ok');
});
