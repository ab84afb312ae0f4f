import { useCallback, useSyncExternalStore } from 'react';
import type { Filter } from '../../../shared/api/filter.ts';
import type { Moment } from '../../../shared/api/model.ts';
import { START, type TablePlace } from '../../components/data-table/table-place.ts';
import type { MemberSorting } from './MemberTable.tsx';

/** What a person looks at of a cohort's members, besides columns. */
interface View {
  readonly text: string;
  readonly filters: readonly Filter[];
  readonly at: Moment;
  readonly sorting: MemberSorting;
  readonly place: TablePlace;
}

const PLAIN: View = {
  text: '',
  filters: [],
  at: 'now',
  sorting: { order: 'joined', isDescending: true },
  place: START,
};

// Whoever comes back from a person finds all as it was. In memory alone: a search or a filter may name somebody.
const views = new Map<number, View>();
const listeners = new Set<() => void>();

/** The view of a cohort, kept for as long as this window is open. */
export function useView(cohort: number) {
  const view = useSyncExternalStore(subscribe, () => viewOf(cohort));
  // Also a change from a screen that is gone counts, such as an undo.
  const change = useCallback(
    (change: Partial<View> | ((now: View) => Partial<View>)) => {
      const now = viewOf(cohort);
      views.set(cohort, { ...now, ...(typeof change === 'function' ? change(now) : change) });
      for (const listener of listeners) listener();
    },
    [cohort],
  );
  return { view, change };
}

/** Forgets the views of cohorts that are gone. */
export function forgetViews(isGone: (cohort: number) => boolean): void {
  for (const cohort of views.keys()) if (isGone(cohort)) views.delete(cohort);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function viewOf(cohort: number): View {
  return views.get(cohort) ?? PLAIN;
}
