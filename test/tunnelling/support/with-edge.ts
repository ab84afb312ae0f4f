import { test as base, vi } from 'vitest';
import { createClient } from '../../../shared/api/client.ts';
import { contract, type Snapshot } from '../../../shared/api/contract.ts';
import { followState } from '../../../shared/api/follow-state.ts';
import { loopback, type OpenTransport } from '../../api/support/transports.ts';
import type { AppClient } from '../../api/support/with-api.ts';
import { makeDataFolder } from '../../support/data-folders.ts';
import { type NgrokEdge, startNgrokEdge } from '../../support/ngrok-edge/start-ngrok-edge.ts';
import { endAll, type RunningRollcall, startRollcall } from '../../support/start-rollcall.ts';
import { until } from '../../support/until.ts';
import { type OwnTunnel, startOwnTunnel } from './own-tunnel.ts';

// A process for Rollcall, one for each session of the SDK, on a small machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

type ShownTunnel = Snapshot['tunnel'];

/** A screen that looks at the tunnel. */
export interface Screen {
  readonly client: AppClient;
  readonly tunnel: () => ShownTunnel;
  /** Resolves when the screen shows this; fails after a time. */
  readonly shows: (
    what: string,
    isSo: (tunnel: ShownTunnel) => boolean,
    limitMs?: number,
  ) => Promise<ShownTunnel>;
}

interface Given {
  readonly dataDir: string;
  /** ngrok's service, played; the SDK is the real one. */
  readonly edge: NgrokEdge;
  /** Starts `rollcall serve --tunnel ngrok` in a process of its own. */
  readonly serve: (
    args?: readonly string[],
    environment?: Readonly<Record<string, string>>,
  ) => Promise<RunningRollcall>;
  readonly look: (rollcall: RunningRollcall) => Promise<Screen>;
  /** The internet before ngrok's front door: a plain address for who can't say a name. */
  readonly internet: OwnTunnel;
}

export const test = base.extend<Given>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern what a fixture needs
  dataDir: async ({}, use) => {
    await use(await makeDataFolder());
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  edge: async ({}, use) => {
    const edge = await startNgrokEdge();
    await use(edge);
    await edge.stop();
  },
  serve: async ({ dataDir, edge }, use) => {
    await use((args = [], environment = {}) =>
      startRollcall(dataDir, ['--tunnel', 'ngrok', ...args], {
        environment: { ...environmentOf(edge), ...environment },
      }),
    );
    await endAll();
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  look: async ({}, use) => {
    const opened: OpenTransport[] = [];
    await use(async (rollcall) => {
      const transport = await loopback(rollcall.ready.uiUrl);
      opened.push(transport);
      return await openScreen(transport);
    });
    for (const transport of opened) transport.close();
  },
  internet: async ({ edge }, use) => {
    const internet = await startOwnTunnel();
    internet.target = Number(edge.probe.split(':')[1]);
    internet.host = edge.domain;
    await use(internet);
    await internet.close();
  },
});

export function environmentOf(edge: NgrokEdge): Record<string, string> {
  return {
    NGROK_AUTHTOKEN: edge.token,
    ROLLCALL_NGROK_SERVER: edge.server,
    ROLLCALL_NGROK_CA: edge.caFile,
    ROLLCALL_NGROK_PROBE: edge.probe,
  };
}

async function openScreen(transport: OpenTransport): Promise<Screen> {
  const client = createClient(contract, transport);
  let shown = (await client.call('app.snapshot', {})).tunnel;
  followState(client, ({ tunnel }) => {
    shown = tunnel;
  });
  return {
    client,
    tunnel: () => shown,
    shows: (what, isSo, limitMs) =>
      until(`the screen shows ${what}`, () => (isSo(shown) ? shown : null), limitMs),
  };
}

export const isOnline = ({ state }: ShownTunnel): boolean => state === 'online';
export const isNotOnline = ({ state }: ShownTunnel): boolean => state !== 'online';
