import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Filter } from '../../../shared/api/filter.ts';
import type { Member } from '../../../shared/api/model.ts';
import { RowWindow } from '../../components/data-table/row-window.ts';
import { useApp } from '../../state/app-context.tsx';
import type { Selection } from '../../state/export-subject.ts';
import { useWhenBack } from '../../state/use-when-back.ts';

export type MemberOrder = 'distinct_id' | 'email' | 'name' | 'joined';

export interface MemberQuery {
  readonly cohort: number;
  readonly selection: Selection;
  readonly search: string;
  readonly filters: readonly Filter[];
  readonly order: MemberOrder;
  readonly isDescending: boolean;
}

/** The rows of a query, read again when the cohort's revision moves; and how many there are. */
export function useMemberRows(query: MemberQuery, revision: number) {
  const { api } = useApp();
  const [search, setSearch] = useState(query.search);
  const key = JSON.stringify({ ...query, search });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the query
  const rows = useMemo(() => {
    const { cohort, selection, order, isDescending: descending } = query;
    const filters = [...query.filters];
    const asked = {
      cohort,
      selection,
      filters,
      order,
      descending,
      ...(search !== '' && { search }),
    };
    return new RowWindow<Member>((offset, limit) =>
      api.call('members.rows', { ...asked, offset, limit }),
    );
  }, [api, key]);
  useEffect(() => rows.showRevision(revision), [rows, revision]);
  useSyncExternalStore(rows.subscribe, rows.version);
  // One search at a time, and next the newest text: those typed past would queue before it.
  const isAnswered = rows.count !== null || rows.error !== null;
  if (search !== query.search && (isAnswered || query.search === '')) setSearch(query.search);
  // until another question is answered, the table keeps its length
  const [lastCount, setLastCount] = useState<number | null>(null);
  if (rows.count !== null && rows.count !== lastCount) setLastCount(rows.count);
  const again = useCallback(() => rows.again(), [rows]);
  useWhenBack(() => rows.error !== null && again());
  // That nobody is there can be said only of the question that is asked now.
  const isEmpty = rows.count === 0 && search === query.search;
  // How many there are can be said only of it, too; until then the table keeps its length, and nobody is told of that.
  const counted = search === query.search ? rows.count : null;
  return { rows, count: rows.count ?? lastCount, counted, isEmpty, error: rows.error, again };
}
