import type { Interval } from './interval.ts';
import { type Outage, touches } from './outage.ts';

/** Nobody needs a higher count, and a year of silence need not be counted through. */
const MAX_MISSED = 1000;

/** The syncs due in a span in which none came. */
export interface Due {
  /** Those that could have come, and are later than they usually are. */
  readonly missed: readonly number[];
  /** The first one that is not as late. */
  readonly nextMs: number;
}

export interface Span {
  /** When the last sync on the beat came. */
  readonly beatMs: number;
  /** A long sync covers those due while it was arriving. */
  readonly heardAtMs: number;
  readonly untilMs: number;
}

/** Counts through the syncs due since the last one. */
export function dueIn(
  { beatMs, heardAtMs, untilMs }: Span,
  { everyMs, toleranceMs }: Interval,
  outages: readonly Outage[],
): Due {
  const missed: number[] = [];
  const beats = Math.max(1, Math.floor((untilMs - beatMs) / everyMs) - MAX_MISSED);
  let dueMs = beatMs + beats * everyMs;
  for (; dueMs + toleranceMs <= untilMs; dueMs += everyMs) {
    if (dueMs > heardAtMs && !isExcused(dueMs, toleranceMs, outages)) missed.push(dueMs);
  }
  return { missed, nextMs: dueMs };
}

/** Whether nobody could, or wanted to, receive a sync about when it was due. */
export function isExcused(dueMs: number, toleranceMs: number, outages: readonly Outage[]): boolean {
  return outages.some(
    (outage) =>
      outage.kind !== 'tunnel' && touches(outage, dueMs - toleranceMs, dueMs + toleranceMs),
  );
}
