import { type RefObject, useCallback, useMemo, useRef } from 'react';
import { z } from 'zod';
import { type Filter, filterSchema } from '../../../shared/api/filter.ts';
import { useStored } from '../../state/use-stored.ts';

const filtersSchema = z.array(filterSchema);
const NONE: readonly Filter[] = [];

export interface Filters {
  readonly value: readonly Filter[];
  readonly add: (filter: Filter) => void;
  readonly remove: (filter: Filter) => void;
  readonly clear: () => void;
  /** What opens the popover: where the focus goes when the last filter is gone. */
  readonly trigger: RefObject<HTMLButtonElement | null>;
}

/** The filters on a cohort's members, kept for as long as this window is open. */
export function useFilters(cohort: number): Filters {
  const [value, set] = useStored<readonly Filter[]>(`filters.${cohort}`, filtersSchema, NONE, {
    storage: sessionStorage,
  });
  const trigger = useRef<HTMLButtonElement>(null);
  const add = useCallback(
    (filter: Filter) => set([...value.filter((other) => !isSame(other, filter)), filter]),
    [value, set],
  );
  const remove = useCallback(
    (filter: Filter) => set(value.filter((other) => !isSame(other, filter))),
    [value, set],
  );
  const clear = useCallback(() => set(NONE), [set]);
  return useMemo(() => ({ value, add, remove, clear, trigger }), [value, add, remove, clear]);
}

function isSame(a: Filter, b: Filter): boolean {
  return filterKey(a) === filterKey(b);
}

export function filterKey(filter: Filter): string {
  return JSON.stringify([filter.property, filter.test, 'value' in filter ? filter.value : null]);
}
