import { BASELINE_KEPT_MS } from './baseline.ts';
import { DAY_MS, type Interval } from './interval.ts';
import { type Outage, touches } from './outage.ts';

/** Nobody needs a higher count, and a year of silence need not be counted through. */
const MAX_MISSED = 1000;

/** The syncs due in a span in which none came. */
export interface Due {
  /** Those that could have come, and are later than they usually are. */
  readonly missed: readonly number[];
  /** Those that came to nobody, as this computer was away. */
  readonly sleptThrough: readonly number[];
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
  const sleptThrough: number[] = [];
  const beats = Math.max(1, Math.floor((untilMs - beatMs) / everyMs) - MAX_MISSED);
  let dueMs = beatMs + beats * everyMs;
  for (; dueMs + toleranceMs <= untilMs; dueMs += everyMs) {
    if (dueMs <= heardAtMs) continue;
    if (!isExcused(dueMs, toleranceMs, outages)) missed.push(dueMs);
    else if (!isExcused(dueMs, toleranceMs, outages.filter(isPause))) sleptThrough.push(dueMs);
  }
  return { missed, sleptThrough, nextMs: dueMs };
}

/**
 * When syncs that came to nobody count after all: this computer was here for a whole day in all since it last heard, so
 * that it is away just when they are due, and Mixpanel has forgotten what it sent last. While it is here, that is.
 */
export function countsFromMs(heardAtMs: number, outages: readonly Outage[], nowMs: number): number {
  // What was forgotten of earlier outages can't be told from having been here.
  const fromMs = Math.max(heardAtMs, Math.min(...outages.map((outage) => outage.fromMs)));
  const goneMs = outages
    .filter(({ kind }) => kind !== 'tunnel')
    .toSorted((a, b) => a.fromMs - b.fromMs)
    .reduce(
      ({ sumMs, endMs }, outage) => {
        const toMs = Math.max(endMs, Math.min(nowMs, outage.toMs ?? nowMs));
        return {
          sumMs: sumMs + toMs - Math.min(toMs, Math.max(endMs, outage.fromMs)),
          endMs: toMs,
        };
      },
      { sumMs: 0, endMs: fromMs },
    ).sumMs;
  const hereMs = nowMs - fromMs - goneMs;
  return Math.max(heardAtMs + BASELINE_KEPT_MS, nowMs + DAY_MS - hereMs);
}

function isPause({ kind }: Outage): boolean {
  return kind === 'paused';
}

/** Whether nobody could, or wanted to, receive a sync about when it was due. */
export function isExcused(dueMs: number, toleranceMs: number, outages: readonly Outage[]): boolean {
  return outages.some(
    (outage) =>
      outage.kind !== 'tunnel' && touches(outage, dueMs - toleranceMs, dueMs + toleranceMs),
  );
}
