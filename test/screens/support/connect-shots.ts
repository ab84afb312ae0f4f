import type { Page } from 'playwright-core';
import type { Snapshot } from '../../../shared/api/contract.ts';
import type { Shot } from './shot.ts';

type Tunnel = Snapshot['tunnel'];
type Trouble = NonNullable<Tunnel['trouble']>;

const CONNECT = '?at=connect';
const ADDRESS = 'https://calm-otter-114.ngrok-free.app/hook/Vb3nq0sTz8yXr2mKc7LwPa';

const ONLINE = {
  provider: 'ngrok',
  state: 'online',
  publicHookUrl: ADDRESS,
  domain: 'calm-otter-114.ngrok-free.app',
  hasToken: true,
} as const;

const MANUAL = {
  ...ONLINE,
  provider: 'manual',
  publicHookUrl: 'https://hooks.example.com/rollcall/hook/Vb3nq0sTz8yXr2mKc7LwPa',
  publicUrl: 'https://hooks.example.com/rollcall',
  domain: null,
  hasToken: false,
} as const;

const DOMAIN = { domain: ONLINE.domain };
const HOST = { host: 'connect.ngrok-agent.com' };

/** One of each family of what can be wrong. */
const FAILURES: readonly Trouble[] = [
  trouble('TUNNEL_DOMAIN_NOT_YOURS', DOMAIN, 'ERR_NGROK_320'),
  trouble('TUNNEL_DOMAIN_IN_USE', DOMAIN, 'ERR_NGROK_334'),
  trouble('TUNNEL_TOO_MANY_SESSIONS', {}, 'ERR_NGROK_108'),
  trouble('TUNNEL_MONTH_USED_UP', {}, 'ERR_NGROK_727'),
  trouble('TUNNEL_ACCOUNT_SUSPENDED', {}, 'ERR_NGROK_103'),
  trouble('TUNNEL_TOO_OLD', {}, 'ERR_NGROK_121'),
  trouble('TUNNEL_INTERCEPTED', HOST, 'SELF_SIGNED_CERT_IN_CHAIN'),
  trouble('TUNNEL_CLOCK_WRONG', {}, 'CERT_NOT_YET_VALID'),
  trouble('TUNNEL_CLOUD_MISSING', DOMAIN, 'ERR_NGROK_3200'),
];

const HOPS = ['receiver', 'session', 'door', 'roundTrip'] as const;
const CAUSES: Readonly<Record<(typeof HOPS)[number], Trouble>> = {
  receiver: trouble('TUNNEL_RECEIVER_SILENT'),
  session: trouble('TUNNEL_LOST'),
  door: trouble('TUNNEL_NAME_UNKNOWN', { host: ONLINE.domain }, 'ENOTFOUND'),
  roundTrip: trouble('TUNNEL_NGROK_ELSEWHERE', { status: 404, host: ONLINE.domain }),
};

/** How Connect looks while the tunnel is in a state that takes ngrok, or trouble, to come about. */
export const CONNECT_SHOTS: readonly Shot[] = [
  { name: 'connect-start', query: CONNECT },
  {
    name: 'connect-token-missing',
    query: CONNECT,
    change: asNew({ provider: 'ngrok', state: 'failed', trouble: trouble('TUNNEL_TOKEN_MISSING') }),
  },
  {
    name: 'connect-connecting',
    query: CONNECT,
    change: asNew({ provider: 'ngrok', state: 'connecting', hasToken: true }),
  },
  { name: 'connect-address', query: CONNECT, change: asNew(ONLINE), act: refusePassword },
  ...FAILURES.map((failure) => ({
    name: `connect-failed-${failure.code.slice('TUNNEL_'.length).toLowerCase().replaceAll('_', '-')}`,
    query: CONNECT,
    change: withTunnel({ ...ONLINE, state: 'failed', trouble: failure }),
  })),
  {
    name: 'connect-still-connecting',
    query: CONNECT,
    change: withTunnel({ ...ONLINE, state: 'connecting' }),
  },
  { name: 'connect-manual', query: CONNECT, change: withTunnel(MANUAL) },
  {
    name: 'connect-manual-elsewhere',
    query: CONNECT,
    change: withTunnel({
      ...MANUAL,
      state: 'reconnecting',
      trouble: trouble('TUNNEL_LEADS_ELSEWHERE', { status: 502, host: 'hooks.example.com' }),
    }),
  },
  {
    name: 'connect-cloud-steps',
    query: CONNECT,
    prepare: offerPolicy,
    change: withTunnel(ONLINE),
    act: async (page) => {
      await page.getByRole('button', { name: /^(Set it up|設定する)$/ }).click();
      await policyIsThere(page);
    },
  },
  {
    name: 'connect-cloud-in-front',
    query: CONNECT,
    change: withTunnel({ ...ONLINE, endpoint: 'cloud' }),
    prepare: offerPolicy,
    act: policyIsThere,
  },
  ...HOPS.map((hop, at) => ({
    name: `connect-test-fails-${hop.toLowerCase()}`,
    query: CONNECT,
    change: withTunnel(ONLINE),
    act: (page: Page) => testUntil(page, at),
  })),
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

async function refusePassword(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(Go on without|設定しない)$/ }).click();
}

async function test(page: Page): Promise<void> {
  await testUntil(page, HOPS.length);
  await page.locator('.test-good').waitFor();
}

/** Tests the way, which fails at the hop of this number. */
async function testUntil(page: Page, failsAt: number): Promise<void> {
  await page.route('**/api/tunnel.selfTest', async (route) => {
    const hops = HOPS.map((hop, i) => ({
      hop,
      outcome: i < failsAt ? 'ok' : i === failsAt ? 'failed' : 'skipped',
      ms: i <= failsAt ? [2, 0, 61, 148][i] : null,
      trouble: i === failsAt ? CAUSES[hop] : null,
    }));
    await route.fulfill({ json: { ok: true, value: { hops } } });
  });
  await page.getByRole('button', { name: /^(Test now|確認する)$/ }).click();
  await page.locator('.hops > li').last().scrollIntoViewIfNeeded();
}

function trouble(
  code: Trouble['code'],
  details: Trouble['details'] = {},
  raw: string | null = null,
): Trouble {
  return { code, details, raw };
}

/** Nothing has come yet: the guide leads. */
function asNew(tunnel: Partial<Tunnel>): (snapshot: Snapshot) => Snapshot {
  return (snapshot) => ({ ...withTunnel(tunnel)(snapshot), cohorts: [], lastDeliveryAtMs: null });
}

async function offerPolicy(page: Page): Promise<void> {
  await page.route('**/api/tunnel.cloudPolicy', (route) =>
    route.fulfill({ json: { ok: true, value: { fileName: 'policy.yml', text: '' } } }),
  );
}

async function policyIsThere(page: Page): Promise<void> {
  const save = page.getByRole('button', {
    name: /^(Save the policy file|ポリシーをファイルに保存)$/,
  });
  await save.scrollIntoViewIfNeeded();
  await page.locator('#connect-set-up').scrollIntoViewIfNeeded();
}
