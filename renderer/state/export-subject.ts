import type * as z from 'zod';
import type { Filter } from '../../shared/api/filter.ts';
import type { selectionSchema } from '../../shared/api/model.ts';
import { routeFromQuery } from './route.ts';

export type Selection = z.infer<typeof selectionSchema>;

/** Whose rows an export is about. */
export interface ExportSubject {
  readonly cohort: number;
  readonly selection: Selection;
  /** Empty: everybody of the selection. */
  readonly search: string;
  /** All of them hold. */
  readonly filters: readonly Filter[];
}

/** Everybody in a cohort now. */
export function wholeCohort(cohort: number): ExportSubject {
  return { cohort, selection: { what: 'members', at: 'now' }, search: '', filters: [] };
}

/** What an address asks to export as soon as it opens, as the tray's does. */
export function subjectFromQuery(text: string): ExportSubject | null {
  const route = routeFromQuery(text);
  const isAsked = new URLSearchParams(text).get('export') === '1';
  return route.at === 'cohort' && isAsked ? wholeCohort(route.cohort) : null;
}
