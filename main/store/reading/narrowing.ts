import type { Filter } from '../../../shared/api/filter.ts';
import { type FilterSql, filterClause } from './filters.ts';
import { searchClause } from './search.ts';

/** Who of a selection is meant; everybody without it. */
export interface Narrowing {
  /** Text to be found in any common field. */
  readonly search?: string | undefined;
  /** What must be true of their properties, as they were at the selection's moment. */
  readonly filters?: readonly Filter[] | undefined;
}

/** A condition that begins with AND, on member rows named `m`. */
export function narrowingClause({ search, filters }: Narrowing): FilterSql {
  const { clause, pattern } = searchClause(search);
  const filter = filterClause(filters);
  return { clause: clause + filter.clause, params: { ...pattern, ...filter.params } };
}

export function isNarrowed({ search = '', filters = [] }: Narrowing): boolean {
  return search !== '' || filters.length > 0;
}
