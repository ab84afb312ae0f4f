import type { Cohort, Sync } from '../../../shared/api/model.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { type Mark, StateMark } from '../../components/StateMark.tsx';
import { useApp } from '../../state/app-context.tsx';
import { FailureNotice } from '../../state/FailureNotice.tsx';
import { TimeText } from '../../state/TimeText.tsx';
import { useSyncs } from './use-syncs.ts';

const MARKS: Readonly<Record<Sync['state'], Mark>> = {
  receiving: 'syncing',
  complete: 'ready',
  partial: 'attention',
  superseded: 'offline',
  failed: 'failure',
};

export function SyncsTab({ cohort }: { readonly cohort: Cohort }) {
  const { t } = useApp();
  const { value: syncs, error, again } = useSyncs(cohort);
  if (error !== null) return <FailureNotice error={error} onAgain={again} />;
  return (
    <div className="syncs">
      {syncs === null && <Skeleton lines={6} label={t.common.loading} />}
      {syncs?.length === 0 && <EmptyState title={t.syncs.none} />}
      {syncs !== null && syncs.length > 0 && <SyncTable syncs={syncs} />}
    </div>
  );
}

function SyncTable({ syncs }: { readonly syncs: readonly Sync[] }) {
  const { t } = useApp();
  return (
    <table className="plain-table">
      <caption className="visually-hidden">{t.syncs.table}</caption>
      <thead>
        <tr>
          <th scope="col">{t.syncs.started}</th>
          <th scope="col">{t.syncs.action}</th>
          <th scope="col">{t.syncs.state}</th>
          <th scope="col">{t.syncs.pages}</th>
          <th scope="col">{t.syncs.changed}</th>
          <th scope="col">{t.syncs.notes}</th>
        </tr>
      </thead>
      <tbody>
        {syncs.map((sync) => (
          <SyncRow key={sync.id} sync={sync} />
        ))}
      </tbody>
    </table>
  );
}

function SyncRow({ sync }: { readonly sync: Sync }) {
  const { t, format } = useApp();
  const notes = [
    sync.removedMost && t.syncs.removedMost,
    sync.failedPages > 0 && t.syncs.failedPages(sync.failedPages),
    sync.unidentified > 0 && t.syncs.unidentified(sync.unidentified),
    sync.withheld > 0 && t.syncs.withheld(sync.withheld),
    sync.unknown > 0 && t.syncs.unknown(sync.unknown),
  ].filter(Boolean);
  return (
    <tr>
      <td>
        <TimeText timeMs={sync.startedAtMs} text={format.moment(sync.startedAtMs)} />
      </td>
      <td>{t.syncs.actions[sync.action]}</td>
      <td>
        <StateMark mark={MARKS[sync.state]} word={t.syncs.states[sync.state]} />
      </td>
      <td className="figures">
        {t.syncs.pageProgress(sync.pagesReceived, sync.totalPages)}
        {sync.pagesReceived < sync.totalPages && (
          <progress max={sync.totalPages} value={sync.pagesReceived} aria-hidden="true" />
        )}
      </td>
      <td className="figures">
        {sync.inSinceBefore > 0 && t.syncs.inSinceBefore(sync.inSinceBefore)}{' '}
        {sync.joined > 0 && <span className="joined">{t.common.joined(sync.joined)}</span>}{' '}
        {sync.left > 0 && <span className="left">{t.common.left(sync.left)}</span>}
        {sync.inSinceBefore + sync.joined + sync.left === 0 && (
          <span className="quiet">{t.syncs.nothing}</span>
        )}
      </td>
      <td className="quiet">{notes.join(' · ')}</td>
    </tr>
  );
}
