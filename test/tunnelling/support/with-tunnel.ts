import { test as base, vi } from 'vitest';
import {
  createRollcall,
  type Rollcall,
  type TunnelOptions,
} from '../../../main/create-rollcall.ts';
import { createLogger } from '../../../main/log.ts';
import { environmentSecrets } from '../../../main/settings/secret-box.ts';
import type { TunnelView } from '../../../main/tunnel/tunnel.ts';
import { makeDataFolder } from '../../support/data-folders.ts';
import { until } from '../../support/until.ts';
import { type OwnTunnel, startOwnTunnel } from './own-tunnel.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

interface Given {
  readonly dataDir: string;
  readonly own: OwnTunnel;
  /** Starts a Rollcall in this process; its lines are in `logged`. */
  readonly open: (tunnel: TunnelOptions, environment?: Record<string, string>) => Promise<Rollcall>;
  readonly logged: string[];
}

export const test = base.extend<Given>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern what a fixture needs
  dataDir: async ({}, use) => {
    await use(await makeDataFolder());
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  own: async ({}, use) => {
    const own = await startOwnTunnel();
    await use(own);
    await own.close();
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  logged: async ({}, use) => {
    await use([]);
  },
  open: async ({ dataDir, logged }, use) => {
    const opened: Rollcall[] = [];
    await use(async (tunnel, environment = {}) => {
      const rollcall = await createRollcall({
        dir: dataDir,
        secrets: environmentSecrets(environment),
        locale: 'en-GB',
        formatLocale: 'en-GB',
        // What stands in for the internet is on this computer.
        tunnel: { isPublic: () => true, ...tunnel },
        log: createLogger((line) => logged.push(line)),
      });
      opened.push(rollcall);
      return rollcall;
    });
    for (const rollcall of opened) await rollcall.close();
  },
});

/** Waits until the tunnel is as it should be, and returns what is shown of it. */
export function untilTunnel(
  { tunnel }: Rollcall,
  state: TunnelView['state'],
  isSo: (view: TunnelView) => boolean = () => true,
): Promise<TunnelView> {
  return until(`the tunnel is ${state}`, () => {
    const view = tunnel.view();
    return view.state === state && isSo(view) ? view : null;
  });
}
