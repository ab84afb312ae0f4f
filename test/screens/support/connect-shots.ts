import type { Page } from 'playwright-core';
import type { Snapshot } from '../../../shared/api/contract.ts';
import type { Shot } from './shot.ts';

type Tunnel = Snapshot['tunnel'];

const CONNECT = '?at=connect';
const ADDRESS = 'https://calm-otter-114.ngrok-free.app/hook/Vb3nq0sTz8yXr2mKc7LwPa';

const ONLINE = {
  provider: 'ngrok',
  state: 'online',
  publicHookUrl: ADDRESS,
  domain: 'calm-otter-114.ngrok-free.app',
  hasToken: true,
} as const;

/** How Connect looks while the tunnel is in a state that takes ngrok, or trouble, to come about. */
export const CONNECT_SHOTS: readonly Shot[] = [
  { name: 'connect-start', query: CONNECT },
  {
    name: 'connect-token-wrong',
    query: CONNECT,
    change: withTunnel({
      provider: 'ngrok',
      state: 'failed',
      hasToken: true,
      trouble: { code: 'TUNNEL_TOKEN_WRONG', details: {}, raw: 'ERR_NGROK_107' },
    }),
  },
  {
    name: 'connect-own-address',
    query: CONNECT,
    act: async (page) => page.locator('.ways input').nth(1).check(),
  },
  { name: 'connect-address', query: CONNECT, change: atTheAddress, act: refusePassword },
  { name: 'connect-online', query: CONNECT, change: withTunnel(ONLINE), act: test },
  {
    name: 'connect-reconnecting',
    query: CONNECT,
    change: withTunnel({
      ...ONLINE,
      state: 'reconnecting',
      trouble: { code: 'TUNNEL_OFFLINE', details: {}, raw: null },
    }),
  },
  {
    name: 'connect-doubt',
    query: CONNECT,
    change: withTunnel({
      ...ONLINE,
      doubt: { code: 'TUNNEL_ENDPOINT_OFFLINE', details: {}, raw: 'ERR_NGROK_3200' },
    }),
  },
  {
    name: 'connect-other-address',
    query: CONNECT,
    change: (snapshot) => ({
      ...withTunnel(ONLINE)(snapshot),
      forecast: { requestsPerMonth: 23_400, limit: 20_000, level: 'over', lastsDays: 25 },
      urlAlert: {
        inForce: ADDRESS,
        differing: [
          {
            id: 1,
            address: 'https://old-heron-7.ngrok-free.app/hook/Vb3nq0sTz8yXr2mKc7LwPa',
            connection: 'Rollcall (EU)',
            copiedAtMs: Date.now() - 9 * 86_400_000,
            usedAtMs: Date.now() - 3_600_000,
            isInForce: false,
            isInUse: true,
          },
        ],
      },
    }),
  },
  {
    name: 'connect-paused',
    query: CONNECT,
    change: (snapshot) => ({
      ...withTunnel({ ...ONLINE, state: 'paused' })(snapshot),
      settings: { ...snapshot.settings, paused: true },
    }),
  },
  {
    name: 'connect-set-up',
    query: CONNECT,
    change: withTunnel(ONLINE),
    act: async (page) => {
      const change = page.getByRole('button', { name: /^(Change|変更)$/ });
      await change.click();
      await change.scrollIntoViewIfNeeded();
    },
  },
];

function withTunnel(tunnel: Partial<Tunnel>): (snapshot: Snapshot) => Snapshot {
  return (snapshot) => {
    const sinceMs = Date.now() - 3 * 3_600_000;
    const provenAtMs = tunnel.state === 'online' ? Date.now() - 40_000 : null;
    return { ...snapshot, tunnel: { ...snapshot.tunnel, sinceMs, provenAtMs, ...tunnel } };
  };
}

function atTheAddress(snapshot: Snapshot): Snapshot {
  return { ...withTunnel(ONLINE)(snapshot), cohorts: [], lastDeliveryAtMs: null };
}

async function refusePassword(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(Go on without|設定しない)$/ }).click();
}

async function test(page: Page): Promise<void> {
  await page.route('**/api/tunnel.selfTest', async (route) => {
    const hops = ['receiver', 'session', 'door', 'roundTrip'].map((hop, i) => ({
      hop,
      outcome: 'ok',
      ms: [2, 0, 61, 148][i],
      trouble: null,
    }));
    await route.fulfill({ json: { ok: true, value: { hops } } });
  });
  await page.getByRole('button', { name: /^(Test now|確認する)$/ }).click();
  await page.locator('.test-good').waitFor();
}
