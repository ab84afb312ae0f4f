import { useCallback, useState } from 'react';
import type { Moment } from '../../../shared/api/model.ts';
import { START, type TablePlace } from '../../components/data-table/table-place.ts';
import type { MemberSorting } from './MemberTable.tsx';

/** What a person looks at of a cohort's members, besides filters and columns. */
interface View {
  readonly text: string;
  readonly at: Moment;
  readonly sorting: MemberSorting;
  readonly place: TablePlace;
}

const PLAIN: View = {
  text: '',
  at: 'now',
  sorting: { order: 'joined', isDescending: true },
  place: START,
};

// Whoever comes back from a person finds all as it was. In memory alone: a search may name somebody.
const views = new Map<number, View>();

/** The view of a cohort, kept for as long as this window is open. */
export function useView(cohort: number) {
  const [view, setView] = useState(() => viewOf(cohort));
  const keep = useCallback(
    (change: Partial<View>) => {
      const next = { ...viewOf(cohort), ...change };
      views.set(cohort, next);
      return next;
    },
    [cohort],
  );
  return {
    view,
    change: useCallback((change: Partial<View>) => setView(keep(change)), [keep]),
    /** Is read when the table is there anew: until then nothing depends on it. */
    keepPlace: useCallback((place: TablePlace) => void keep({ place }), [keep]),
  };
}

/** Forgets the views of cohorts that are gone. */
export function forgetViews(isGone: (cohort: number) => boolean): void {
  for (const cohort of views.keys()) if (isGone(cohort)) views.delete(cohort);
}

function viewOf(cohort: number): View {
  return views.get(cohort) ?? PLAIN;
}
