import { type RefObject, useMemo, useRef } from 'react';
import { type Filter, MOST_FILTERS } from '../../../shared/api/filter.ts';
import { useApp } from '../../state/app-context.tsx';
import { useFilterSentence } from '../../state/use-filter-sentence.ts';
import { useOfferUndo } from '../../state/use-offer-undo.ts';

type Change = (now: readonly Filter[]) => readonly Filter[];

export interface Filters {
  readonly value: readonly Filter[];
  readonly add: (filter: Filter) => void;
  readonly remove: (filter: Filter) => void;
  readonly clear: () => void;
  /** What opens the popover: where the focus goes when the last filter is gone. */
  readonly trigger: RefObject<HTMLButtonElement | null>;
}

/** What can be done with the filters on a cohort's members. */
export function useFilters(
  cohort: number,
  value: readonly Filter[],
  set: (change: Change) => void,
): Filters {
  const { t } = useApp();
  const sentence = useFilterSentence();
  const offerUndo = useOfferUndo();
  const trigger = useRef<HTMLButtonElement>(null);
  return useMemo(() => {
    // Whatever was added since stays on.
    const place = { at: 'cohort', cohort, tab: 'members' } as const;
    const putBack = () => set((now) => [...value, ...without(now, value)].slice(0, MOST_FILTERS));
    return {
      value,
      trigger,
      add: (filter) => set((now) => [...without(now, [filter]), filter]),
      remove: (filter) => {
        set((now) => without(now, [filter]));
        offerUndo(t.filters.removed(sentence(filter)), putBack, place);
      },
      clear: () => {
        set(() => []);
        offerUndo(t.filters.cleared(value.length), putBack, place);
      },
    };
  }, [cohort, value, set, offerUndo, sentence, t]);
}

function without(filters: readonly Filter[], others: readonly Filter[]): Filter[] {
  const keys = others.map(filterKey);
  return filters.filter((filter) => !keys.includes(filterKey(filter)));
}

export function filterKey(filter: Filter): string {
  return JSON.stringify(Object.entries(filter).sort());
}
