import { onBeat } from './beats.ts';
import { dueIn } from './due-syncs.ts';
import { DAY_MS, fits, type Interval, offered, withTolerance } from './interval.ts';
import type { ArrivedRound } from './learn-rhythm.ts';
import { type Outage, touches } from './outage.ts';

/** So many missed at a stretch were told as silence. */
const SILENCE = 2;
/** The longest interval that Mixpanel offers. */
const LONGEST = withTolerance(DAY_MS);

/**
 * The rounds since the schedule was last changed in Mixpanel: since the latest gaps agreed on another interval that it
 * offers. A gap in which nothing could have come says nothing.
 */
export function sinceChange(
  rounds: readonly ArrivedRound[],
  outages: readonly Outage[],
  agreeing: number,
): readonly ArrivedRound[] {
  let from = 0;
  let agreed: Interval | null = null;
  let latest: { readonly from: number; readonly ms: number }[] = [];
  for (const [i, { startedAtMs }] of rounds.entries()) {
    const before = rounds[i - 1];
    const gapMs = startedAtMs - (before?.startedAtMs ?? startedAtMs);
    if (before === undefined || gapMs <= 0) continue;
    if (agreed !== null && isForNobody(before, startedAtMs, agreed, outages)) continue;
    latest = [...latest, { from: i - 1, ms: gapMs }].slice(-agreeing);
    const everyMs = latest.length < agreeing ? null : offered(latest.map(({ ms }) => ms));
    if (everyMs === null || everyMs === agreed?.everyMs) continue;
    agreed = withTolerance(everyMs);
    from = latest[0]?.from ?? 0;
  }
  return rounds.slice(from);
}

/**
 * The interval by which the next silence is told. After one that nothing here explains the schedule may be another: until
 * the old rhythm is seen to go on, only the longest there is tells a stop from it.
 */
export function patientInterval(
  rounds: readonly ArrivedRound[],
  learnt: Interval,
  outages: readonly Outage[],
): Interval {
  const { everyMs, toleranceMs } = learnt;
  if (everyMs >= LONGEST.everyMs) return learnt;
  const beats = onBeat(rounds, everyMs);
  for (let i = beats.length - 1; i > 0; i -= 1) {
    const [before, round] = [beats[i - 1], beats[i]];
    if (before === undefined || round === undefined) break;
    if (fits(round.startedAtMs - before.startedAtMs, everyMs)) break;
    // Mixpanel pauses a sync that met nobody: what stays away from then on has its reason here.
    const nextByMs = before.startedAtMs + everyMs + toleranceMs;
    const isExplained = outages.some((outage) => touches(outage, before.startedAtMs, nextByMs));
    const missed = missedBetween(before, round.startedAtMs, learnt, outages);
    if (!isExplained && missed >= SILENCE) return LONGEST;
  }
  return learnt;
}

/** Whether a gap is longer than the interval for want of anybody to receive. */
function isForNobody(
  before: ArrivedRound,
  untilMs: number,
  interval: Interval,
  outages: readonly Outage[],
): boolean {
  const gapMs = untilMs - before.startedAtMs;
  if (gapMs < interval.everyMs || fits(gapMs, interval.everyMs)) return false;
  return missedBetween(before, untilMs, interval, outages) === 0;
}

function missedBetween(
  { startedAtMs, lastAtMs }: ArrivedRound,
  untilMs: number,
  interval: Interval,
  outages: readonly Outage[],
): number {
  const span = { beatMs: startedAtMs, heardAtMs: lastAtMs, untilMs };
  return dueIn(span, interval, outages).missed.length;
}
