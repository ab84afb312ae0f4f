import type { DatabaseSync } from 'node:sqlite';
import { INDEXED_ORDER, type MemberOrder } from './member-order.ts';
import { isThere, rawIndexes } from './raw-indexes.ts';
import type { SentFields } from './sent-fields.ts';
import { areUnknownStartsFirst } from './starts.ts';

/** A cohort's rows of the live table as an index sorts them. */
export interface OrderedRows {
  /** What follows FROM, up to a condition. */
  readonly rows: string;
  /** What they are sorted by, before the id. */
  readonly columns: readonly string[];
}

/** null: no index sorts them so. */
export function readOrderedRows(
  db: DatabaseSync,
  { cohort, order }: { readonly cohort: number; readonly order: MemberOrder },
  sent: SentFields,
): OrderedRows | null {
  if (order === 'joined' && !areUnknownStartsFirst(db, cohort)) return null;
  const raw = rawIndexes(cohort, sent);
  if (raw === null || (order !== 'email' && order !== 'name')) {
    return { rows: `member WHERE cohort = ${cohort}`, columns: INDEXED_ORDER[order] };
  }
  const { name, columns } = raw[order];
  if (!isThere(db, raw[order])) return null;
  return { rows: `member INDEXED BY ${name} WHERE cohort = ${cohort}`, columns };
}

/**
 * Member rows named `m` of a cohort whose members came with raw names, up to a condition, to be searched without a look
 * into their properties; null where no index holds what is searched.
 */
export function readSearchedRows(
  db: DatabaseSync,
  cohort: number,
  sent: SentFields,
): string | null {
  const raw = rawIndexes(cohort, sent);
  if (raw === null || !isThere(db, raw.name)) return null;
  return `member m INDEXED BY ${raw.name.name} WHERE m.cohort = ${cohort}`;
}
