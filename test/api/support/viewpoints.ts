/** How Rollcall is, as told by whoever tells it: pages, the tray, the log, `rollcall status`. */
import * as z from 'zod';
import { statusCommand } from '../../../main/cli/commands/status.ts';
import { createTray } from '../../../main/electron/tray.ts';
import { createClient } from '../../../shared/api/client.ts';
import { contract, type Snapshot } from '../../../shared/api/contract.ts';
import { followState } from '../../../shared/api/follow-state.ts';
import { messages } from '../../../shared/messages/messages.ts';
import { overallState, type Reason } from '../../../shared/overall-state.ts';
import { snapshot } from '../../shell/support/snapshots.ts';
import { MenuDouble, NativeThemeDouble, trayClass } from '../../shell/support/tray-doubles.ts';
import type { OpenTransport } from './transports.ts';

/** What keeps syncs from coming in: the store, the tunnel, a refusal at which Mixpanel pauses, or nothing. */
export type Said = 'store' | 'tunnel' | 'refusal' | 'nothing';

/** The name of the cohort whose page is refused. */
const REFUSED_COHORT = 'Cohort 99';

const TUNNEL_CAUSES: readonly Reason['why'][] = ['unreachable', 'reconnecting', 'connecting'];

function saidOf(why: string): Said {
  if (why === 'store') return 'store';
  if (why === 'turnedAway') return 'refusal';
  return TUNNEL_CAUSES.some((one) => one === why) ? 'tunnel' : 'nothing';
}

export interface PageView {
  /** null before it knows. */
  readonly said: () => Said | null;
  /** What it says of the store. */
  readonly trouble: () => string | null;
  readonly saysOnline: () => boolean;
  close(): void;
}

/** A page, through its transport. */
export function watchPage(transport: OpenTransport): PageView {
  let latest: Snapshot | null = null;
  followState(createClient(contract, transport), (one) => {
    latest = one;
  });
  const shown = (): Snapshot | null => latest;
  return {
    said: () => {
      const known = shown();
      return known === null ? null : saidOf(overallState(known).reason.why);
    },
    trouble: () => shown()?.trouble ?? null,
    saysOnline: () => shown()?.tunnel.state === 'online',
    close: () => transport.close(),
  };
}

/** The desktop's tray, on the core's own transport. */
export function watchTray(transport: OpenTransport): { readonly said: () => Said } {
  const { Tray, made } = trayClass();
  const nothing = (): void => {};
  const keeper = createTray(
    {
      Tray,
      Menu: new MenuDouble(),
      nativeTheme: new NativeThemeDouble(),
      platform: 'linux',
      iconsDir: '/icons',
      actions: {
        copyHookUrl: nothing,
        setPaused: nothing,
        show: nothing,
        setKeepRunning: nothing,
        setOpenAtLogin: nothing,
        quit: nothing,
        stay: nothing,
      },
      choices: () => ({
        keepRunning: true,
        openAtLogin: null,
        updateWaiting: null,
        isQuitWaiting: false,
      }),
      now: Date.now,
      alarm: () => ({ set: nothing, close: nothing }),
    },
    snapshot(),
  );
  followState(createClient(contract, transport), (latest) => keeper.update(latest));
  const { state: say } = messages('en').desktop;
  return {
    said: () => {
      const words = made[0]?.menu[0]?.label;
      if (made[0]?.image.includes('attention') && words?.includes(REFUSED_COHORT)) return 'refusal';
      if (words === say.trouble) return 'store';
      const ofTunnel = [say.reconnecting, say.connecting, say.notReachable];
      return ofTunnel.some((sentence) => sentence === words) ? 'tunnel' : 'nothing';
    },
  };
}

/** Whoever reads the log, line by line. */
export class LogReader {
  readonly #troubles = new Set<string>();
  readonly #latest: string[] = [];
  #isOnline = false;

  read(line: string): void {
    this.#latest.push(line);
    if (this.#latest.length > 40) this.#latest.shift();
    const part = / part=(\w+)/.exec(line)?.[1] ?? '';
    if (line.includes(' store-trouble ')) this.#troubles.add(part);
    if (line.includes(' store-works-again ')) this.#troubles.delete(part);
    const tunnel = / tunnel\.(off|connecting|online|reconnecting|failed)\b/.exec(line)?.[1];
    if (tunnel !== undefined) this.#isOnline = tunnel === 'online';
  }

  /** The last lines. */
  latest(): readonly string[] {
    return this.#latest;
  }

  said(): Said {
    if (this.#troubles.size > 0) return 'store';
    return this.#isOnline ? 'nothing' : 'tunnel';
  }
}

const statusSchema = z.union([
  z.object({ running: z.null(), trouble: z.literal('folder-gone') }),
  z.object({ running: z.boolean(), reason: z.object({ why: z.string() }) }),
]);

/** The command, as of its start. */
export async function askStatus(dataDir: string): Promise<Said> {
  let text = '';
  const context = {
    environment: {},
    language: 'en',
    locale: 'en',
    formatLocale: 'en',
    writeOut: async (more: string) => {
      text += more;
    },
    stdout: process.stdout,
    writeError: () => {},
    signal: new AbortController().signal,
  } as const;
  // Without its folder it fails, and says so in its answer.
  await statusCommand.run(['--data-dir', dataDir, '--json'], context).catch(() => {});
  const told = statusSchema.parse(JSON.parse(text));
  return told.running === null ? 'store' : saidOf(told.reason.why);
}
