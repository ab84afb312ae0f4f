import type { CohortOutlook, Forecast, Silence } from '../../shared/api/rhythm-model.ts';
import {
  lastAbsence,
  type MissedAbsence,
  pauseSafeUntil,
  type RecurringCohort,
} from './absence.ts';
import { BASELINE_KEPT_MS } from './baseline.ts';
import { expectSync, type RefusedDelivery } from './expect-sync.ts';
import { forecastRequests, type Traffic } from './forecast.ts';
import { type ArrivedRound, learnRhythm, ONCE_AFTER_MS } from './learn-rhythm.ts';
import type { Outage } from './outage.ts';

/** A cohort, as far as what is to come depends on it. */
export interface HeardCohort {
  readonly id: number;
  /** The latest, oldest first. */
  readonly rounds: readonly ArrivedRound[];
  readonly isUnfinished: boolean;
  /** The latest delivery of it that was turned away and may have paused it. */
  readonly turnedAway?: RefusedDelivery | null;
}

/** What is to come, as known at one moment. */
export interface Outlook {
  readonly cohorts: ReadonlyMap<number, CohortOutlook>;
  readonly absence: MissedAbsence | null;
  readonly forecast: Forecast | null;
  readonly pauseSafeUntilMs: number | null;
  /** When the next of these answers changes, though nothing came; null: never. */
  readonly changesAtMs: number | null;
}

/** Works out what is to come from what has come, and from when nothing could. */
export function lookAhead(
  heard: readonly HeardCohort[],
  outages: readonly Outage[],
  nowMs: number,
): Outlook {
  const cohorts = new Map<number, CohortOutlook>();
  const recurring: RecurringCohort[] = [];
  const traffic: Traffic[] = [];
  const changes: number[] = [];
  for (const { id, rounds, isUnfinished, turnedAway } of heard) {
    const rhythm = learnRhythm(rounds, outages, nowMs);
    if (rhythm.kind === 'known') {
      const { next, silence, changesAtMs } = expectSync(rounds, rhythm, outages, nowMs, turnedAway);
      cohorts.set(id, { rhythm, nextExpected: next, silence });
      changes.push(changesAtMs);
      if (silence === null) recurring.push({ id, rounds, rhythm, isUnfinished });
      else changes.push(silence.sinceMs + BASELINE_KEPT_MS);
      if (!hasEnded(silence, nowMs)) traffic.push({ rounds, everyMs: rhythm.everyMs });
    } else {
      cohorts.set(id, { rhythm, nextExpected: null, silence: null });
      const [first, second] = rounds;
      // The moment after which a single round is all that was asked for.
      if (first !== undefined && second === undefined) {
        changes.push(first.lastAtMs + ONCE_AFTER_MS + 1);
      }
    }
  }
  const absence = lastAbsence(recurring, outages, nowMs);
  if (absence?.changesAtMs != null) changes.push(absence.changesAtMs);
  const later = changes.filter((atMs) => atMs > nowMs);
  return {
    cohorts,
    absence,
    forecast: forecastRequests(traffic),
    pauseSafeUntilMs: pauseSafeUntil(lastHeard(heard, cohorts)),
    changesAtMs: later.length > 0 ? Math.min(...later) : null,
  };
}

/** Whether a sync was taken off in Mixpanel; one that only lost its way, as through a used up month, will go on. */
function hasEnded(silence: Silence | null, nowMs: number): boolean {
  if (silence === null) return false;
  return silence.cause.kind === 'stopped' || nowMs >= silence.sinceMs + BASELINE_KEPT_MS;
}

/** When each cohort that may come again was last heard. */
function lastHeard(
  heard: readonly HeardCohort[],
  cohorts: ReadonlyMap<number, CohortOutlook>,
): number[] {
  return heard.flatMap(({ id, rounds }) => {
    const last = rounds.at(-1);
    const isOver = cohorts.get(id)?.rhythm.kind === 'once' || cohorts.get(id)?.silence != null;
    return last === undefined || isOver ? [] : [last.lastAtMs];
  });
}
