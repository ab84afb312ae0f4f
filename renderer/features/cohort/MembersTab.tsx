import { useMemo, useState } from 'react';
import type { Cohort, Moment } from '../../../shared/api/model.ts';
import { Button } from '../../components/Button.tsx';
import { arrange } from '../../components/data-table/columns.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { SearchField } from '../../components/SearchField.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useApp } from '../../state/app-context.tsx';
import { cohortName } from '../../state/cohort-name.ts';
import { withCommand } from '../../state/command-key.ts';
import type { ExportSubject } from '../../state/export-subject.ts';
import { FailureNotice } from '../../state/FailureNotice.tsx';
import { useDebounced } from '../../state/use-debounced.ts';
import { AsOfSelect } from './AsOfSelect.tsx';
import { ColumnChooser } from './ColumnChooser.tsx';
import { type MemberSorting, MemberTable } from './MemberTable.tsx';
import { SortSelect } from './SortSelect.tsx';
import { useLayout } from './use-layout.ts';
import { useMemberColumns } from './use-member-columns.tsx';
import { useMemberRows } from './use-member-rows.ts';
import { useProperties } from './use-properties.ts';

const SEARCH_AFTER_MS = 80;

interface MembersTabProps {
  readonly cohort: Cohort;
  readonly onOpen: (distinctId: string) => void;
  readonly onExport: (subject: ExportSubject) => void;
}

export function MembersTab({ cohort, onOpen, onExport }: MembersTabProps) {
  const { t } = useApp();
  const [text, setText] = useState('');
  const [at, setAt] = useState<Moment>('now');
  const [sorting, setSorting] = useState<MemberSorting>({ order: 'joined', isDescending: true });
  const search = useDebounced(text.trim(), SEARCH_AFTER_MS);
  const subject = { cohort: cohort.id, selection: { what: 'members', at }, search } as const;
  const { rows, count, error, again } = useMemberRows({ ...subject, ...sorting }, cohort.revision);
  const isPart = search !== '' || at !== 'now';
  const layout = useLayout(cohort.id);
  const all = useMemberColumns(useProperties(cohort), false);
  const columns = useMemo(() => arrange(all, layout.value), [all, layout.value]);
  const everyColumn = useMemo(
    () => arrange(all, layout.value, { withHidden: true }),
    [all, layout.value],
  );
  const empty =
    search === '' ? (
      <EmptyState title={t.members.none} />
    ) : (
      <EmptyState title={t.members.noneFound(search)} text={t.members.noneFoundHint} />
    );
  return (
    <>
      <div className="table-bar">
        <SearchField
          label={t.members.search}
          placeholder={t.members.searchHint(cohort.members)}
          value={text}
          onChange={setText}
        />
        <div className="row">
          {isPart && (
            <Button size="small" disabled={count === 0} onClick={() => onExport(subject)}>
              {t.members.export}
            </Button>
          )}
          <AsOfSelect cohort={cohort} value={at} onChange={setAt} />
          <SortSelect value={sorting} onChange={setSorting} />
          <ColumnChooser columns={everyColumn} layout={layout} />
        </div>
      </div>
      {error !== null && <FailureNotice error={error} onAgain={again} />}
      {count === null ? (
        <div className="table-wait">
          <Skeleton lines={8} label={t.common.loading} />
        </div>
      ) : (
        <MemberTable
          cohort={cohort}
          label={t.members.table(cohortName(cohort, t))}
          rows={rows}
          count={count}
          columns={columns}
          layout={layout}
          sorting={sorting}
          onSort={setSorting}
          onOpen={onOpen}
          empty={empty}
        />
      )}
      <Footer
        found={search === '' ? null : count}
        count={at === 'now' ? cohort.members : (count ?? 0)}
        hidden={everyColumn.length - columns.length}
        sorting={sorting}
      />
    </>
  );
}

interface FooterProps {
  readonly found: number | null;
  readonly count: number;
  readonly hidden: number;
  readonly sorting: MemberSorting;
}

function Footer({ found, count, hidden, sorting }: FooterProps) {
  const { t } = useApp();
  const parts = [
    found === null ? t.cohort.memberCount(count) : t.members.footerFound(found, count),
    hidden > 0 && t.members.footerHidden(hidden),
    t.members.sorted(t.members.orders[sorting.order]),
  ];
  return (
    <footer className="table-foot">
      <span role="status">{parts.filter(Boolean).join(' · ')}</span>
      <span className="table-keys">{t.members.footerKeys(withCommand('C'))}</span>
    </footer>
  );
}
