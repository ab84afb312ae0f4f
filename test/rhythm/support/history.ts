import type { ArrivedRound } from '../../../main/rhythm/learn-rhythm.ts';
import { type HeardCohort, lookAhead, type Outlook } from '../../../main/rhythm/look-ahead.ts';
import type { Outage } from '../../../main/rhythm/outage.ts';
import type { NextExpected, Rhythm, Silence } from '../../../shared/api/rhythm-model.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Midnight, UTC, of the first day. */
export const START_MS = Date.UTC(2026, 10, 23);

/** A moment such as `at('9:30')` on the first day, or `at('9:30', 1)` on the next. */
export function at(time: string, day = 0): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return START_MS + day * DAY + hours * HOUR + minutes * MINUTE;
}

/** Rounds that came at these moments: first everybody, then who joined and left. */
export function cameAt(moments: readonly number[], change: Partial<ArrivedRound> = {}) {
  return moments.map(
    (startedAtMs, i): ArrivedRound => ({
      id: i + 1,
      startedAtMs,
      lastAtMs: startedAtMs + 2000,
      deliveries: i === 0 ? 12 : 2,
      hasDeltas: i > 0,
      ...change,
    }),
  );
}

/** So many moments, one every so often. */
export function every(intervalMs: number, count: number, fromMs = START_MS): number[] {
  return Array.from({ length: count }, (_, i) => fromMs + i * intervalMs);
}

export function away(fromMs: number, toMs: number): Outage {
  return { kind: 'away', fromMs, toMs };
}

export interface Seen {
  readonly rhythm: Rhythm;
  readonly next: NextExpected | null;
  readonly silence: Silence | null;
  readonly outlook: Outlook;
}

/** What is known of one cohort at a moment. */
export function look(
  rounds: readonly ArrivedRound[],
  nowMs: number,
  outages: readonly Outage[] = [],
  turnedAway: HeardCohort['turnedAway'] = null,
): Seen {
  const known = rounds.filter(({ startedAtMs }) => startedAtMs <= nowMs);
  const outlook = lookAhead(
    [{ id: 1, rounds: known, isUnfinished: false, turnedAway }],
    outages,
    nowMs,
  );
  const cohort = outlook.cohorts.get(1);
  if (cohort === undefined) throw new Error('The cohort is not there.');
  const { rhythm, nextExpected: next, silence } = cohort;
  return { rhythm, next, silence, outlook };
}
