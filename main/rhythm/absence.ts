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

/** What the latest absence in which a sync of theirs was due means for the cohorts. */
export interface MissedAbsence {
  /** Of several, the one whose cohort Mixpanel forgets first; once all have caught up, the latest. */
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
  const affected = cohorts.flatMap((cohort) => missedBy(cohort, outages) ?? []);
  const [first] = affected
    .filter(({ since }) => since === null)
    .sort((a, b) => a.heardAtMs - b.heardAtMs);
  if (first !== undefined) {
    const keptUntilMs = first.heardAtMs + BASELINE_KEPT_MS;
    return {
      fromMs: first.fromMs,
      toMs: first.toMs,
      waiting: affected.flatMap(({ id, since }) => (since === null ? [id] : [])),
      keptUntilMs,
      caughtUpBy: null,
      changesAtMs: keptUntilMs > nowMs ? keptUntilMs : null,
    };
  }
  const last = affected.toSorted((a, b) => a.toMs - b.toMs).at(-1);
  if (last === undefined) return null;
  const { fromMs, toMs } = last;
  // Who missed an earlier one and came before this one has been told of.
  const caughtUp = affected.flatMap(({ id, since }) =>
    since === null || since.startedAtMs < toMs ? [] : [{ id, since }],
  );
  const endsAtMs = Math.max(...caughtUp.map(({ since }) => since.lastAtMs)) + TOLD_FOR_MS;
  if (endsAtMs <= nowMs) return null;
  const caughtUpBy = caughtUp.map(({ id, since }) => ({ cohort: id, round: since.id }));
  return { fromMs, toMs, waiting: [], keptUntilMs: null, caughtUpBy, changesAtMs: endsAtMs };
}

interface Missed {
  readonly id: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** When it last came before. */
  readonly heardAtMs: number;
  /** The first complete round since. */
  readonly since: ArrivedRound | null;
}

/** The latest absence in which a sync of a cohort was due: it may lie before one that meant nothing to it. */
function missedBy(cohort: RecurringCohort, outages: readonly Outage[]): Missed | null {
  const { id, rounds, rhythm } = cohort;
  const { everyMs } = rhythm;
  for (const { kind, fromMs, toMs } of outages.toReversed()) {
    if (kind !== 'away' || toMs === null) continue;
    const before = rounds.filter(({ startedAtMs }) => startedAtMs < toMs);
    const heardAtMs = before.at(-1)?.lastAtMs;
    if (heardAtMs === undefined) continue;
    if (!holdsDue(fromMs, toMs, lastBeat(before, everyMs), everyMs)) continue;
    return { id, fromMs, toMs, heardAtMs, since: firstComplete(cohort, toMs) };
  }
  return null;
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
