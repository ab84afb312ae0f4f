import type { Cohort, Sync } from '../../../shared/api/model.ts';
import { useApp } from '../../state/app-context.tsx';
import { type Answer, useRequest } from '../../state/use-request.ts';

/** The syncs of a cohort, newest first. */
export function useSyncs(cohort: Cohort): Answer<readonly Sync[]> {
  const { api } = useApp();
  const arrived = cohort.arriving?.pagesReceived ?? 0;
  return useRequest(`syncs ${cohort.id} ${cohort.revision} ${arrived}`, async () => {
    const syncs = await api.call('syncs.list', { cohort: cohort.id });
    return syncs.toSorted((a, b) => b.id - a.id);
  });
}
