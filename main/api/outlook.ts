import type { Absence, Forecast, UrlAlert } from '../../shared/api/rhythm-model.ts';
import type { Outages } from '../outages.ts';
import type { MissedAbsence } from '../rhythm/absence.ts';
import { type CohortOutlook, lookAhead } from '../rhythm/look-ahead.ts';
import type { CohortDetails } from '../store/reading/cohort-details.ts';
import type { Store } from '../store/store.ts';
import type { UrlGuard } from '../url-guard.ts';

export interface OutlookSources {
  readonly store: Store;
  readonly outages: Outages;
  readonly urlGuard: UrlGuard;
}

/** A cohort as it is read, with the host its latest delivery came over. */
export type ReadCohort = CohortDetails & { readonly host: string | null };

/** What is to come, as the screens are told. */
export interface ShownOutlook {
  readonly cohort: (id: number) => CohortOutlook;
  readonly absence: Absence | null;
  readonly forecast: Forecast | null;
  readonly pauseSafeUntilMs: number | null;
  readonly urlAlert: UrlAlert | null;
  /** When something of the state changes by time alone; null: never. */
  readonly changesAtMs: number | null;
}

const NOTHING_KNOWN: CohortOutlook = {
  rhythm: { kind: 'unknown' },
  nextExpected: null,
  silence: null,
};

/** Looks ahead from what was read. */
export async function readOutlook(
  { store, outages, urlGuard }: OutlookSources,
  cohorts: readonly ReadCohort[],
  nowMs: number,
): Promise<ShownOutlook> {
  const heard = cohorts.map(({ id, arrivedRounds, state }) => ({
    id,
    rounds: arrivedRounds,
    isUnfinished: state === 'receiving' || state === 'partial',
  }));
  // Right after a sleep the minute's timer may not have noticed it yet, and what was due meanwhile would seem missed.
  outages.tick();
  const outlook = lookAhead(heard, outages.list(), nowMs);
  const changes = [outlook.changesAtMs, ...cohorts.map(({ partialAtMs }) => partialAtMs)];
  const later = changes.filter((atMs) => atMs !== null);
  const came = cohorts.flatMap(({ host, lastSyncAtMs }) =>
    host === null || lastSyncAtMs === null ? [] : [{ host, atMs: lastSyncAtMs }],
  );
  return {
    cohort: (id) => outlook.cohorts.get(id) ?? NOTHING_KNOWN,
    absence: outlook.absence === null ? null : await shown(store, outlook.absence),
    forecast: outlook.forecast,
    pauseSafeUntilMs: outlook.pauseSafeUntilMs,
    urlAlert: urlGuard.look(came),
    changesAtMs: later.length > 0 ? Math.min(...later) : null,
  };
}

async function shown(
  store: Store,
  { fromMs, toMs, waiting, keptUntilMs, caughtUpBy }: MissedAbsence,
): Promise<Absence> {
  let caughtUp: Absence['caughtUp'] = null;
  if (caughtUpBy !== null) {
    caughtUp = { joined: 0, left: 0 };
    for (const which of caughtUpBy) {
      const change = await store.read('changeOfRound', which);
      caughtUp.joined += change?.joined ?? 0;
      caughtUp.left += change?.left ?? 0;
    }
  }
  return { fromMs, toMs, waiting: [...waiting], keptUntilMs, caughtUp };
}
