import { test as base, vi } from 'vitest';
import { createRollcall, type Rollcall } from '../../../main/create-rollcall.ts';
import { createLogger } from '../../../main/log.ts';
import { environmentSecrets } from '../../../main/settings/secret-box.ts';
import { createClient } from '../../../shared/api/client.ts';
import { contract, type Snapshot } from '../../../shared/api/contract.ts';
import { cloning } from '../../api/support/transports.ts';
import { makeDataFolder } from '../../support/data-folders.ts';
import { type Page, sendPage } from '../../support/mixpanel.ts';
import { until } from '../../support/until.ts';
import { MINUTE } from './history.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
// Of all timers only the minute's, by which a sleep is noticed: it goes by the test's clock.
vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });

/** Rollcall as it runs, under a clock that the test sets. */
export interface ClockedApp {
  /** Moves the clock at once: the computer sleeps until then. */
  readonly setClock: (nowMs: number) => void;
  /** Time goes by, and the computer is awake. */
  readonly passUntil: (ms: number) => void;
  /** Mixpanel's usual pair at a moment, or everybody, awake until then; resolves once it is applied. */
  readonly sync: (atMs: number, change?: SyncChange) => Promise<void>;
  readonly snapshot: () => Promise<Snapshot>;
  readonly client: ReturnType<typeof openClient>;
  /** Ends Rollcall, and starts it again at another time. */
  readonly quit: () => Promise<void>;
  readonly startAt: (nowMs: number) => Promise<void>;
  readonly dir: string;
  /** Its log, line by line. */
  readonly logged: readonly string[];
}

export interface SyncChange {
  readonly everybody?: readonly string[];
  readonly joined?: readonly string[];
  readonly left?: readonly string[];
  /** The host Mixpanel called. */
  readonly host?: string;
}

function openClient(rollcall: Rollcall) {
  return createClient(contract, cloning(rollcall.api));
}

export const test = base.extend<{ app: ClockedApp }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern what a fixture needs
  app: async ({}, use) => {
    const app = makeClockedApp(await makeDataFolder());
    await use(app);
    await app.quit();
  },
});

/** One over this data folder; not started yet. */
export function makeClockedApp(dir: string): ClockedApp {
  const logged: string[] = [];
  let nowMs = 0;
  let rollcall: Rollcall | null = null;
  const running = (): Rollcall => {
    if (rollcall === null) throw new Error('Rollcall is not running.');
    return rollcall;
  };
  const snapshot = () => openClient(running()).call('app.snapshot', {});
  let session = 0;
  const app: ClockedApp = {
    dir,
    logged,
    setClock: (ms) => {
      nowMs = ms;
    },
    passUntil(ms) {
      while (nowMs + MINUTE <= ms) {
        nowMs += MINUTE;
        vi.advanceTimersByTime(MINUTE);
      }
      nowMs = ms;
    },
    async startAt(ms) {
      nowMs = ms;
      rollcall = await createRollcall({
        dir,
        secrets: environmentSecrets({}),
        locale: 'en',
        formatLocale: 'en',
        now: () => nowMs,
        tunnel: { isPublic: () => true },
        log: createLogger((line) => logged.push(line)),
      });
    },
    async quit() {
      await rollcall?.close();
      rollcall = null;
    },
    snapshot,
    get client() {
      return openClient(running());
    },
    async sync(atMs, { everybody, joined = [], left = [], host } = {}) {
      app.passUntil(atMs);
      session += 1;
      const of = { session: `s${session}`, totalPages: 1, page: 1 };
      const pages: Page[] =
        everybody === undefined
          ? [
              { ...of, action: 'add_members', members: joined },
              { ...of, action: 'remove_members', members: left },
            ]
          : [{ ...of, action: 'members', members: everybody }];
      for (const page of pages) {
        const { status } = await sendPage(running().hookUrl, page, host);
        if (status !== 200) throw new Error(`The page was answered with ${status}.`);
      }
      await until('the sync is applied', async () => (await snapshot()).waiting === 0);
    },
  };
  return app;
}
