import type { Rhythm } from '../../shared/api/rhythm-model.ts';
import { onBeat } from './beats.ts';
import { fits, snap, withTolerance } from './interval.ts';
import { type Outage, touches } from './outage.ts';
import { sinceChange } from './schedule-change.ts';

/** When a round of a cohort came. */
export interface ArrivedRound {
  readonly id: number;
  readonly startedAtMs: number;
  readonly lastAtMs: number;
  readonly deliveries: number;
  /** Some of it told who joined or left: only a sync that recurs does. */
  readonly hasDeltas: boolean;
}

const RECENT_ROUNDS = 25;
/** Fitting gaps that make a rhythm; more where nothing but full syncs came, which a person may send at will. */
const ENOUGH = 2;
const ENOUGH_OF_FULL_SYNCS = 5;
/** Gaps in a row that make another interval of a known one. */
const ENOUGH_FOR_CHANGE = 3;
/** Nothing for this long after the only round: one sync was all that was asked for. */
export const ONCE_AFTER_MS = 2 * 60 * 60_000;

/** Learns how often a cohort comes from when its latest rounds came, oldest first. */
export function learnRhythm(
  rounds: readonly ArrivedRound[],
  outages: readonly Outage[],
  nowMs: number,
): Rhythm {
  const [first] = rounds;
  if (first === undefined) return { kind: 'unknown' };
  if (rounds.length === 1) {
    return { kind: nowMs - first.lastAtMs > ONCE_AFTER_MS ? 'once' : 'unknown' };
  }
  const recurs = rounds.filter(({ hasDeltas }) => hasDeltas).length >= ENOUGH;
  const enough = recurs ? ENOUGH : ENOUGH_OF_FULL_SYNCS;
  const agreeing = Math.max(enough, ENOUGH_FOR_CHANGE);
  const recent = sinceChange(rounds, outages, agreeing).slice(-RECENT_ROUNDS);
  const everyMs = usualInterval(recent, outages);
  if (everyMs === null) return { kind: 'unknown' };
  const { fitting, unexplained } = weigh(recent, everyMs, outages);
  if (fitting.length < enough || unexplained > fitting.length) return { kind: 'unknown' };
  return { kind: 'known', ...withTolerance(snap(median(fitting)), fitting) };
}

interface Weight {
  /** The gaps between beats that speak for the interval. */
  readonly fitting: readonly number[];
  /** Longer ones, though nothing kept syncs from coming. */
  readonly unexplained: number;
  /** Rounds that came too soon. */
  readonly tooSoon: number;
}

function weigh(
  rounds: readonly ArrivedRound[],
  everyMs: number,
  outages: readonly Outage[],
): Weight {
  const beats = onBeat(rounds, everyMs);
  const fitting: number[] = [];
  let unexplained = 0;
  let tooSoon = rounds.length - beats.length;
  for (const [i, { startedAtMs }] of beats.entries()) {
    const beforeMs = beats[i - 1]?.startedAtMs ?? Number.POSITIVE_INFINITY;
    const gapMs = startedAtMs - beforeMs;
    if (gapMs <= 0) continue;
    if (fits(gapMs, everyMs)) fitting.push(gapMs);
    else if (gapMs < everyMs) tooSoon += 1;
    else if (!outages.some((outage) => touches(outage, beforeMs, startedAtMs))) unexplained += 1;
  }
  return { fitting, unexplained, tooSoon };
}

/** The interval that most speaks for. A repeat weighs less than a sync that is missing. */
function usualInterval(rounds: readonly ArrivedRound[], outages: readonly Outage[]): number | null {
  const gaps = rounds.map(({ startedAtMs }, i) => startedAtMs - (rounds[i - 1]?.startedAtMs ?? 0));
  const candidates = [
    ...new Set(
      gaps
        .slice(1)
        .filter((ms) => ms > 0)
        .map(snap),
    ),
  ];
  let best: { readonly everyMs: number; readonly score: number } | null = null;
  for (const everyMs of candidates.sort((a, b) => a - b)) {
    const { fitting, unexplained, tooSoon } = weigh(rounds, everyMs, outages);
    const score = fitting.length - unexplained - tooSoon / 2;
    if (score > (best?.score ?? 0)) best = { everyMs, score };
  }
  return best?.everyMs ?? null;
}

/** The one in the middle; of two, the longer. */
function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
