import type { NextExpected } from '../../shared/api/rhythm-model.ts';

/** How near an expected sync must be to be worth waiting for. */
const WITHIN_MS = 10 * 60_000;

export interface LeavingFacts {
  readonly cohorts: readonly {
    readonly id: number;
    /** A sync is arriving. */
    readonly isArriving: boolean;
    readonly nextExpected: NextExpected | null;
  }[];
  /** The person paused receiving: Mixpanel is told to come back anyway. */
  readonly isPaused: boolean;
}

/** What quitting, or closing the lid, would meet. */
export type Leaving =
  | { readonly meets: 'nothing'; readonly changesAtMs: number | null }
  | { readonly meets: 'arriving'; readonly cohort: number }
  /** Nobody would answer it, and Mixpanel may pause the sync. `untilMs`: when waiting for it has been long enough. */
  | {
      readonly meets: 'expected';
      readonly cohort: number;
      readonly atMs: number;
      readonly untilMs: number;
    };

/** Decides whether leaving now is worth a question; also, whether to keep the computer awake. */
export function beforeLeaving({ cohorts, isPaused }: LeavingFacts, nowMs: number): Leaving {
  const arriving = cohorts.find(({ isArriving }) => isArriving);
  if (arriving !== undefined) return { meets: 'arriving', cohort: arriving.id };
  const expected = cohorts
    .flatMap(({ id, nextExpected }) =>
      nextExpected === null ? [] : [{ cohort: id, ...nextExpected }],
    )
    .sort((a, b) => a.atMs - b.atMs);
  const [next] = expected;
  if (isPaused || next === undefined) return { meets: 'nothing', changesAtMs: null };
  const { cohort, atMs, toleranceMs } = next;
  if (atMs - nowMs > WITHIN_MS) return { meets: 'nothing', changesAtMs: atMs - WITHIN_MS };
  return { meets: 'expected', cohort, atMs, untilMs: atMs + toleranceMs };
}
