import type { NextExpected } from '../../shared/api/rhythm-model.ts';

/** How near an expected sync must be to be worth waiting for. */
const WITHIN_MS = 10 * 60_000;

export interface LeavingFacts {
  readonly cohorts: readonly {
    /** A sync is arriving. */
    readonly isArriving: boolean;
    readonly nextExpected: NextExpected | null;
  }[];
  /** The person paused receiving: Mixpanel is told to come back anyway. */
  readonly isPaused: boolean;
}

/** What quitting, or closing the lid, would meet. `changesAtMs`: when that changes by time alone; null: never. */
export type Leaving =
  | { readonly meets: 'nothing'; readonly changesAtMs: number | null }
  | { readonly meets: 'arriving'; readonly changesAtMs: null }
  /** Nobody would answer it, and Mixpanel may pause the sync; it changes when waiting has been long enough. */
  | { readonly meets: 'expected'; readonly atMs: number; readonly changesAtMs: number };

/**
 * Decides whether leaving now is worth a question; also, whether to keep the computer awake. Who wanted to leave at an
 * earlier moment waits for what was near then: with several cohorts a next one is always near.
 */
export function beforeLeaving(
  { cohorts, isPaused }: LeavingFacts,
  nowMs: number,
  wantedAtMs = nowMs,
): Leaving {
  if (cohorts.some(({ isArriving }) => isArriving)) return { meets: 'arriving', changesAtMs: null };
  const [next] = cohorts
    .flatMap(({ nextExpected }) => nextExpected ?? [])
    .filter(({ atMs, toleranceMs }) => atMs + toleranceMs > nowMs)
    .sort((a, b) => a.atMs - b.atMs);
  if (isPaused || next === undefined) return { meets: 'nothing', changesAtMs: null };
  const { atMs, toleranceMs } = next;
  const isNear = atMs - wantedAtMs <= WITHIN_MS;
  if (!isNear) return { meets: 'nothing', changesAtMs: atMs - WITHIN_MS };
  return { meets: 'expected', atMs, changesAtMs: atMs + toleranceMs };
}
