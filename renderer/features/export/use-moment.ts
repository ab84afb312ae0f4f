import { useApp } from '../../state/app-context.tsx';
import type { ExportSubject } from '../../state/export-subject.ts';
import { useRequest } from '../../state/use-request.ts';

/** The moment that an export shows the members of, in words. Empty: now, or it is not known yet. */
export function useMoment({ cohort, selection: { at } }: ExportSubject): string {
  const { api, format, snapshot } = useApp();
  const latest = snapshot.cohorts.find(({ id }) => id === cohort);
  const sync = useRequest(`moment ${cohort} ${at} ${latest?.revision}`, async () => {
    if (at === 'now') return undefined;
    const syncs = await api.call('syncs.list', { cohort });
    return syncs
      .toSorted((a, b) => a.lastDelivery - b.lastDelivery)
      .find(({ lastDelivery }) => lastDelivery >= at);
  }).value;
  return sync ? format.moment(sync.lastAtMs) : '';
}
