import type { Absence } from '../../../shared/api/rhythm-model.ts';
import type { SliceValue } from '../../../shared/api/state-model.ts';
import { latestOf, type TurnedAway } from '../../membership/turned-away.ts';
import type { Outages } from '../../outages.ts';
import type { MissedAbsence } from '../../rhythm/absence.ts';
import { hostsOf, lastFromOutside } from '../../rhythm/guard-addresses.ts';
import { lookAhead } from '../../rhythm/look-ahead.ts';
import type { CohortDetails } from '../../store/reading/cohort-details.ts';
import type { Store } from '../../store/store.ts';
import type { UrlGuard } from '../../url-guard.ts';

/** A cohort as it is read, with the host its latest delivery came over. */
export type ReadCohort = CohortDetails & { readonly host: string | null };

export interface OutlookParts {
  readonly store: Store;
  readonly outages: Outages;
  readonly urlGuard: UrlGuard;
  readonly now: () => number;
  /** The cohorts as they were last read. */
  readonly cohorts: () => readonly ReadCohort[];
  /** Who was turned away and has not been heard since, as last read. */
  readonly turnedAway: () => readonly TurnedAway[];
  /** Called with the moment at which the state changes by time alone; null: at none. */
  readonly onChangeAt: (atMs: number | null) => void;
}

/** Looks ahead from what was last read. Asks the store only for what the rounds after an absence changed, and once. */
export function createOutlook(parts: OutlookParts): () => Promise<SliceValue<'outlook'>> {
  const { outages, urlGuard, now } = parts;
  const caughtUp = createCaughtUp(parts.store);
  return async () => {
    const cohorts = parts.cohorts();
    const nowMs = now();
    // Right after a sleep the minute's timer may not have noticed it yet, and what was due meanwhile would seem missed.
    outages.tick();
    const refused = parts.turnedAway();
    const heard = cohorts.map(({ id, arrivedRounds, state, ...cohort }) => ({
      id,
      rounds: arrivedRounds,
      isUnfinished: state === 'receiving' || state === 'partial',
      turnedAway: latestOf(cohort, refused),
    }));
    const outlook = lookAhead(heard, outages.list(), nowMs);
    const changes = [outlook.changesAtMs, ...cohorts.map(({ partialAtMs }) => partialAtMs)];
    // A moment that has passed since the store was last read does not come again.
    const later = changes.flatMap((atMs) => (atMs === null || atMs <= nowMs ? [] : [atMs]));
    parts.onChangeAt(later.length > 0 ? Math.min(...later) : null);
    const came = hostsOf(cohorts);
    return {
      ahead: [...outlook.cohorts].map(([id, ahead]) => ({ id, ...ahead })),
      absence: outlook.absence && (await shown(outlook.absence, cohorts, caughtUp)),
      forecast: outlook.forecast,
      pauseSafeUntilMs: outlook.pauseSafeUntilMs,
      urlAlert: urlGuard.look(came),
      calledFromOutsideAtMs: lastFromOutside(came),
    };
  };
}

type CaughtUp = (
  rounds: NonNullable<MissedAbsence['caughtUpBy']>,
  cohorts: readonly ReadCohort[],
) => Promise<NonNullable<Absence['caughtUp']>>;

/** What these rounds changed in all. Read again only when one of their cohorts has changed. */
function createCaughtUp(store: Store): CaughtUp {
  let known = '';
  let sum = { joined: 0, left: 0 };
  return async (rounds, cohorts) => {
    const revisions = new Map(cohorts.map(({ id, revision }) => [id, revision]));
    const asked = JSON.stringify(rounds.map((which) => [which, revisions.get(which.cohort)]));
    if (asked === known) return sum;
    const read = { joined: 0, left: 0 };
    for (const which of rounds) {
      const change = await store.read('changeOfRound', which);
      read.joined += change?.joined ?? 0;
      read.left += change?.left ?? 0;
    }
    known = asked;
    sum = read;
    return sum;
  };
}

async function shown(
  { fromMs, toMs, waiting, keptUntilMs, caughtUpBy }: MissedAbsence,
  cohorts: readonly ReadCohort[],
  caughtUp: CaughtUp,
): Promise<Absence> {
  return {
    fromMs,
    toMs,
    waiting: [...waiting],
    keptUntilMs,
    caughtUp: caughtUpBy === null ? null : await caughtUp(caughtUpBy, cohorts),
  };
}
