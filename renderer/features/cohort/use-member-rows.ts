import { useEffect, useMemo } from 'react';
import type { Member } from '../../../shared/api/model.ts';
import { RowWindow } from '../../components/data-table/row-window.ts';
import { useApp } from '../../state/app-context.tsx';
import type { Selection } from '../../state/export-subject.ts';
import { useRequest } from '../../state/use-request.ts';

export type MemberOrder = 'distinct_id' | 'email' | 'name' | 'joined';

export interface MemberQuery {
  readonly cohort: number;
  readonly selection: Selection;
  readonly search: string;
  readonly order: MemberOrder;
  readonly isDescending: boolean;
}

/** The rows of a query, read again when the cohort's revision moves; and how many there are. */
export function useMemberRows(query: MemberQuery, revision: number) {
  const { api } = useApp();
  const key = JSON.stringify(query);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the query
  const rows = useMemo(() => {
    const { cohort, selection, search, order, isDescending: descending } = query;
    const asked = { cohort, selection, order, descending, ...searchFor(search) };
    return new RowWindow<Member>(async (offset, limit) => {
      const answer = await api.call('members.rows', { ...asked, offset, limit });
      return answer.rows;
    });
  }, [api, key]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the revision is the reason to read again
  useEffect(() => rows.refresh(), [rows, revision]);
  const { cohort, selection, search } = query;
  const count = useRequest(JSON.stringify([cohort, selection, search, revision]), () =>
    api.call('members.count', { cohort, selection, ...searchFor(search) }),
  );
  return { rows, count: count.value?.count ?? null, error: count.error, again: count.again };
}

function searchFor(search: string): { readonly search?: string } {
  return search === '' ? {} : { search };
}
