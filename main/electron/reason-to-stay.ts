import type { Snapshot } from '../../shared/api/contract.ts';
import { beforeLeaving } from '../rhythm/before-leaving.ts';

/** What quitting now would cut off or miss. */
export type StayReason =
  | { readonly kind: 'arriving' }
  | { readonly kind: 'expected'; readonly inMinutes: number };

export interface Stay {
  /** null: nothing speaks against leaving. */
  readonly reason: StayReason | null;
  /** When that changes by time alone; null: never. */
  readonly changesAtMs: number | null;
}

/** Whether something speaks against leaving, for whoever wanted to at this moment or an earlier one. The sample does not. */
export function reasonToStay(snapshot: Snapshot, nowMs: number, wantedAtMs = nowMs): Stay {
  const { cohorts, waiting, sampleRunning, tunnel, settings } = snapshot;
  if (waiting > 0 && !sampleRunning) return { reason: { kind: 'arriving' }, changesAtMs: null };
  const facts = {
    cohorts: cohorts
      .filter(({ isSample }) => !isSample)
      .map(({ arriving, nextExpected }) => ({ isArriving: arriving !== null, nextExpected })),
    isPaused: settings.paused,
  };
  const leaving = beforeLeaving(facts, nowMs, wantedAtMs);
  const { meets, changesAtMs } = leaving;
  if (meets === 'arriving') return { reason: { kind: 'arriving' }, changesAtMs };
  // Where nothing can come through, nobody waits; a connection that is built anew is back within seconds.
  const comesThrough = tunnel.state === 'online' || tunnel.state === 'reconnecting';
  if (!comesThrough) return { reason: null, changesAtMs: null };
  if (meets === 'nothing') return { reason: null, changesAtMs };
  const inMinutes = Math.max(1, Math.round((leaving.atMs - nowMs) / 60_000));
  return { reason: { kind: 'expected', inMinutes }, changesAtMs };
}
