import { useCallback, useMemo } from 'react';
import type { Filter } from '../../../shared/api/filter.ts';
import type { Cohort } from '../../../shared/api/model.ts';
import { Button } from '../../components/Button.tsx';
import { arrange } from '../../components/data-table/columns.ts';
import { SearchField } from '../../components/SearchField.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useApp } from '../../state/app-context.tsx';
import { cohortName } from '../../state/cohort-name.ts';
import type { ExportSubject } from '../../state/export-subject.ts';
import { FailureNotice } from '../../state/FailureNotice.tsx';
import { useDebounced } from '../../state/use-debounced.ts';
import { AsOfSelect } from './AsOfSelect.tsx';
import { ColumnChooser } from './ColumnChooser.tsx';
import { FilterChips } from './FilterChips.tsx';
import { FilterPopover } from './FilterPopover.tsx';
import { MembersFooter } from './MembersFooter.tsx';
import { type MemberSorting, MemberTable } from './MemberTable.tsx';
import { NobodyHere } from './NobodyHere.tsx';
import { SortSelect } from './SortSelect.tsx';
import { useFilters } from './use-filters.ts';
import { useLayout } from './use-layout.ts';
import { useMemberColumns } from './use-member-columns.tsx';
import { useMemberRows } from './use-member-rows.ts';
import { useProperties } from './use-properties.ts';
import { useView } from './use-view.ts';

const SEARCH_AFTER_MS = 80;

interface MembersTabProps {
  readonly cohort: Cohort;
  /** Whether a filter is being added. */
  readonly isFiltering: boolean;
  readonly onFiltering: (isFiltering: boolean) => void;
  readonly onOpen: (distinctId: string) => void;
  readonly onExport: (subject: ExportSubject) => void;
}

export function MembersTab(props: MembersTabProps) {
  const { cohort, onOpen, onExport } = props;
  const { t } = useApp();
  const { view, change } = useView(cohort.id);
  const { text, at, sorting } = view;
  const sort = (next: MemberSorting) => change({ sorting: next });
  const search = useDebounced(text.trim(), SEARCH_AFTER_MS);
  const setFilters = useCallback(
    (next: (now: readonly Filter[]) => readonly Filter[]) =>
      change((now) => ({ filters: next(now.filters) })),
    [change],
  );
  const filters = useFilters(cohort.id, view.filters, setFilters);
  const subject = {
    cohort: cohort.id,
    selection: { what: 'members', at },
    search,
    filters: filters.value,
  } as const;
  const found = useMemberRows({ ...subject, ...sorting }, cohort.revision);
  const { rows, count, isEmpty, error, again } = found;
  // While a text is being typed, it is not what was looked for yet.
  const counted = text.trim() === search ? found.counted : null;
  const isFound = search !== '' || filters.value.length > 0;
  const isPart = isFound || at !== 'now';
  const properties = useProperties(cohort);
  const layout = useLayout(cohort.id);
  const all = useMemberColumns(properties, false);
  const columns = useMemo(() => arrange(all, layout.value), [all, layout.value]);
  return (
    <>
      <div className="table-bar">
        <div className="row">
          <SearchField
            label={t.members.search}
            placeholder={at === 'now' ? t.members.searchHint(cohort.members) : t.members.searchPast}
            value={text}
            onChange={(next) => change({ text: next })}
          />
          <FilterPopover
            properties={properties}
            filters={filters}
            isOpen={props.isFiltering}
            onOpenChange={props.onFiltering}
          />
        </div>
        <div className="row">
          {isPart && (
            <Button size="small" disabled={counted === 0} onClick={() => onExport(subject)}>
              {t.members.export}
            </Button>
          )}
          <AsOfSelect cohort={cohort} value={at} onChange={(next) => change({ at: next })} />
          <SortSelect value={sorting} onChange={sort} />
          <ColumnChooser columns={columns} layout={layout} />
        </div>
      </div>
      {filters.value.length > 0 && <FilterChips filters={filters} />}
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
          isCounted={counted !== null}
          columns={columns}
          layout={layout}
          sorting={sorting}
          onSort={sort}
          onOpen={onOpen}
          start={view.place}
          onLeave={(place) => change({ place })}
          empty={isEmpty && <NobodyHere search={search} filters={filters} />}
        />
      )}
      <MembersFooter
        counted={counted}
        isPart={isFound}
        all={at === 'now' ? cohort.members : null}
        filters={filters.value.length}
        hidden={columns.filter(({ id }) => layout.value.hidden.includes(id)).length}
        sorting={sorting}
      />
    </>
  );
}
