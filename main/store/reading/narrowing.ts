import type { Filter } from '../../../shared/api/filter.ts';
import { type FilterSql, filterClause } from './filters.ts';
import { searchClause } from './search.ts';
import type { SentFields } from './sent-fields.ts';
import { shownTexts } from './shown-texts.ts';

/** Who of a selection is meant; everybody without it. */
export interface Narrowing {
  /** Text to be found in any common field. */
  readonly search?: string | undefined;
  /** What must be true of their properties, as they were at the selection's moment. */
  readonly filters?: readonly Filter[] | undefined;
}

/** A condition that begins with AND, on member rows named `m` that came so. */
export function narrowingClause({ search, filters }: Narrowing, sent: SentFields): FilterSql {
  const { clause, pattern } = searchClause(search, searchedColumns(sent));
  const filter = filterClause(filters, sent);
  return { clause: clause + filter.clause, params: { ...pattern, ...filter.params } };
}

export function isNarrowed({ search = '', filters = [] }: Narrowing): boolean {
  return search !== '' || filters.length > 0;
}

/** What a text is looked for in. */
export function searchedColumns(sent: SentFields): string[] {
  return ['m.distinct_id', ...Object.values(shownTexts(sent, 'm'))];
}
