import { BASELINE_KEPT_MS } from './baseline.ts';
import { holdsDue, type KnownRhythm, lastBeat } from './expect-sync.ts';
import type { ArrivedRound } from './learn-rhythm.ts';
import type { Outage } from './outage.ts';

const HOUR_MS = 60 * 60_000;
/** How long it is worth telling that all has been caught up. */
const TOLD_FOR_MS = 8 * HOUR_MS;

/** One that comes by a rhythm; a silent one is told of as that. */
export interface RecurringCohort {
  readonly id: number;
  /** Oldest first. */
  readonly rounds: readonly ArrivedRound[];
  readonly rhythm: KnownRhythm;
  /** A sync is on its way or lacks pages. */
  readonly isUnfinished: boolean;
}

/** The latest absence in which a sync was due. */
export interface MissedAbsence {
  readonly fromMs: number;
  readonly toMs: number;
  readonly waiting: readonly number[];
  readonly keptUntilMs: number | null;
  /** The first rounds since: one for each cohort it concerned, once all are complete. */
  readonly caughtUpBy: readonly { readonly cohort: number; readonly round: number }[] | null;
  readonly changesAtMs: number | null;
}

/** Tells what an absence, such as a night with the lid closed, means for the syncs; null when it means nothing. */
export function lastAbsence(
  cohorts: readonly RecurringCohort[],
  outages: readonly Outage[],
  nowMs: number,
): MissedAbsence | null {
  const last = outages.findLast(
    (outage) =>
      outage.kind === 'away' && outage.toMs !== null && concerned(cohorts, outage).length > 0,
  );
  if (last === undefined || last.toMs === null) return null;
  const { fromMs, toMs } = last;
  const affected = concerned(cohorts, last).map((cohort) => ({
    id: cohort.id,
    before: cohort.rounds.findLast(({ startedAtMs }) => startedAtMs < toMs),
    since: firstComplete(cohort, toMs),
  }));
  const waiting = affected.filter(({ since }) => since === null);
  if (waiting.length > 0) {
    const keptUntilMs =
      Math.min(...waiting.map(({ before }) => before?.lastAtMs ?? fromMs)) + BASELINE_KEPT_MS;
    return {
      fromMs,
      toMs,
      waiting: waiting.map(({ id }) => id),
      keptUntilMs,
      caughtUpBy: null,
      changesAtMs: keptUntilMs > nowMs ? keptUntilMs : null,
    };
  }
  const endsAtMs = Math.max(...affected.map(({ since }) => since?.lastAtMs ?? toMs)) + TOLD_FOR_MS;
  if (endsAtMs <= nowMs) return null;
  const caughtUpBy = affected.flatMap(({ id, since }) =>
    since === null ? [] : [{ cohort: id, round: since.id }],
  );
  return { fromMs, toMs, waiting: [], keptUntilMs: null, caughtUpBy, changesAtMs: endsAtMs };
}

/** The cohorts with a sync due while nobody was here. */
function concerned(
  cohorts: readonly RecurringCohort[],
  { fromMs, toMs }: Outage,
): readonly RecurringCohort[] {
  if (toMs === null) return [];
  return cohorts.filter(({ rounds, rhythm }) => {
    const before = rounds.filter(({ startedAtMs }) => startedAtMs < toMs);
    const { everyMs } = rhythm;
    return before.length > 0 && holdsDue(fromMs, toMs, lastBeat(before, everyMs), everyMs);
  });
}

function firstComplete(cohort: RecurringCohort, sinceMs: number): ArrivedRound | null {
  const first = cohort.rounds.find(({ startedAtMs }) => startedAtMs >= sinceMs);
  if (first === undefined) return null;
  return first === cohort.rounds.at(-1) && cohort.isUnfinished ? null : first;
}

/** Until when the person can pause, or be away, and Mixpanel still sends only what changed; null: nothing recurs. */
export function pauseSafeUntil(lastHeardMs: readonly number[]): number | null {
  return lastHeardMs.length === 0 ? null : Math.min(...lastHeardMs) + BASELINE_KEPT_MS;
}
