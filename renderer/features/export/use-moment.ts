import { useApp } from '../../state/app-context.tsx';
import type { ExportSubject } from '../../state/export-subject.ts';
import { useRequest } from '../../state/use-request.ts';

interface Moment {
  /** Empty: now, or it is not known yet. */
  readonly when: string;
  /** Pages of what was the latest sync then are missing. */
  readonly isPartial: boolean;
}

/** The moment that an export shows the members of. */
export function useMoment({ cohort, selection: { at } }: ExportSubject): Moment {
  const { api, format, snapshot } = useApp();
  const latest = snapshot.cohorts.find(({ id }) => id === cohort);
  const sync = useRequest(`moment ${cohort} ${at} ${latest?.revision}`, async () => {
    if (at === 'now') return undefined;
    const syncs = await api.call('syncs.list', { cohort });
    return syncs
      .toSorted((a, b) => a.lastDelivery - b.lastDelivery)
      .find(({ lastDelivery }) => lastDelivery >= at);
  }).value;
  const state = at === 'now' ? latest?.state : sync?.state;
  return {
    when: sync ? format.moment(sync.lastAtMs) : '',
    isPartial: state !== undefined && state !== 'complete',
  };
}
