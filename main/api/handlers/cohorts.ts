import type { AppContract } from '../../../shared/api/contract.ts';
import type { Handlers } from '../../../shared/api/define.ts';
import { RollcallError } from '../../../shared/errors.ts';
import { shownProperties } from '../../store/reading/properties.ts';
import type { RemovedCohort, Store } from '../../store/store.ts';

type CohortHandlers = Pick<
  Handlers<AppContract>,
  | 'cohorts.remove'
  | 'cohorts.merge'
  | 'cohorts.keepApart'
  | 'syncs.list'
  | 'rounds.list'
  | 'properties.list'
>;

export function cohortHandlers(store: Store, onChanged: () => void): CohortHandlers {
  return {
    'cohorts.remove': async ({ cohort }) => {
      await store.removeCohort(await findCohortById(store, cohort));
      onChanged();
      return {};
    },
    'cohorts.merge': async ({ cohort }) => {
      await store.mergeCohort(cohort);
      onChanged();
      return {};
    },
    'cohorts.keepApart': async ({ cohort }) => {
      await store.keepCohortApart(cohort);
      onChanged();
      return {};
    },
    'syncs.list': ({ cohort }) => store.read('syncs', { cohort, nowMs: Date.now() }),
    'rounds.list': (query) => store.read('rounds', query),
    'properties.list': async ({ cohort }) =>
      shownProperties(await store.read('properties', cohort)).map(({ name, types }) => ({
        name,
        types: [...types],
      })),
  };
}

/** Throws COHORT_GONE. */
async function findCohortById(store: Store, id: number): Promise<RemovedCohort> {
  const cohorts = await store.read('cohorts', { nowMs: Date.now() });
  const found = cohorts.find((cohort) => cohort.id === id);
  if (found === undefined) throw new RollcallError('COHORT_GONE');
  return found;
}
