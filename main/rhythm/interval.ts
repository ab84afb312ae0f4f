const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** The intervals Mixpanel's pages name; any other is taken as it is observed. */
const GRID_MS = [15 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS, 2 * HOUR_MS, DAY_MS];
/** How far beside such an interval an observed one still means it. */
const SNAP = 1 / 6;
/** How far a single gap may lie beside the interval and speak for it. */
const FIT = 1 / 4;
/** Syncs are rarely on the minute, and those told by the hour of the day move when summer time begins and ends. */
const LATE_MS = 10 * MINUTE_MS;
const LATE_FOR_DAILY_MS = 75 * MINUTE_MS;

/** How often a cohort comes, and how much later than that a sync may be. */
export interface Interval {
  readonly everyMs: number;
  readonly toleranceMs: number;
}

/** Whether a gap between two syncs speaks for an interval. */
export function fits(gapMs: number, everyMs: number): boolean {
  return Math.abs(gapMs - everyMs) <= everyMs * FIT;
}

/** The interval that Mixpanel offers and all these gaps speak for; null: none. */
export function offered(gapsMs: readonly number[]): number | null {
  return GRID_MS.find((everyMs) => gapsMs.every((gapMs) => fits(gapMs, everyMs))) ?? null;
}

/** The interval that an observed one means. */
export function snap(ms: number): number {
  const onGrid = GRID_MS.find((gridMs) => Math.abs(ms - gridMs) <= gridMs * SNAP);
  return onGrid ?? Math.max(1, Math.round(ms / MINUTE_MS)) * MINUTE_MS;
}

/** An interval with the lateness usual for it, and for the gaps seen. */
export function withTolerance(everyMs: number, gapsMs: readonly number[] = []): Interval {
  const usual = everyMs >= DAY_MS / 2 ? LATE_FOR_DAILY_MS : Math.min(LATE_MS, everyMs / 3);
  const deviations = gapsMs.map((gapMs) => Math.abs(gapMs - everyMs)).sort((a, b) => a - b);
  const spread = deviations[Math.floor(deviations.length * 0.75)] ?? 0;
  return { everyMs, toleranceMs: Math.round(Math.min(everyMs / 2, usual + 2 * spread)) };
}
