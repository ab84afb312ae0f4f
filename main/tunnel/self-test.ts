import { broken, type Failure } from './failure.ts';
import { lookThrough, type PublicDoor, tryDoor } from './public-door.ts';
import type { Look } from './watch-session.ts';

/** The way of a delivery, in the order in which its parts are tried. */
export const HOPS = ['receiver', 'session', 'door', 'roundTrip'] as const;

export interface Hop {
  readonly hop: (typeof HOPS)[number];
  /** `skipped`: an earlier part failed, so that this one could not tell anything. */
  readonly outcome: 'ok' | 'failed' | 'skipped';
  readonly ms: number | null;
  readonly failure: Failure | null;
}

export interface SelfTestPorts {
  /** The receiver on this computer. */
  readonly hookUrl: string;
  /** The address as Mixpanel has it; null when there is none yet. */
  readonly publicHookUrl: string | null;
  /** Why there is no session; null when there is one. */
  readonly sessionFailure: () => Failure | null;
  readonly door: PublicDoor;
  /** Sends a marked request out and back in. */
  readonly look: (hookUrl: string) => Promise<Look>;
}

/** Sends a marked request all the way round, part by part; a part that fails is named with its likely cause. */
export async function testWay(ports: SelfTestPorts): Promise<Hop[]> {
  const { hookUrl, publicHookUrl, sessionFailure, door, look } = ports;
  const address = publicHookUrl ?? hookUrl;
  const tries: Readonly<Record<Hop['hop'], () => Promise<Failure | null>>> = {
    receiver: async () => {
      const found = await lookThrough(hookUrl, { ...door, via: null });
      return found.kind === 'through' ? null : broken('TUNNEL_RECEIVER_SILENT');
    },
    session: async () => sessionFailure(),
    door: () => tryDoor(address, door.via),
    roundTrip: async () => {
      const found = await look(address);
      return found.kind === 'through' ? null : found.failure;
    },
  };
  const hops: Hop[] = [];
  for (const hop of HOPS) {
    const hasFailed = hops.some(({ outcome }) => outcome === 'failed');
    hops.push(hasFailed ? skipped(hop) : await tried(hop, tries[hop]));
  }
  return hops;
}

function skipped(hop: Hop['hop']): Hop {
  return { hop, outcome: 'skipped', ms: null, failure: null };
}

async function tried(hop: Hop['hop'], attempt: () => Promise<Failure | null>): Promise<Hop> {
  const startedAtMs = performance.now();
  const failure = await attempt();
  const ms = Math.round(performance.now() - startedAtMs);
  return { hop, outcome: failure === null ? 'ok' : 'failed', ms, failure };
}
