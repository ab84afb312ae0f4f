import type { DatabaseSync } from 'node:sqlite';
import { hasRawNames, type SentFields } from './sent-fields.ts';
import { shownTexts } from './shown-texts.ts';

/** An index on the live table of one cohort whose members came with raw names. */
export interface RawIndex {
  readonly name: string;
  /** Kept by SQLite word for word, so that one made for other names is told from it. */
  readonly sql: string;
  /** What it sorts by, before the row id. */
  readonly columns: readonly string[];
}

export interface RawIndexes {
  readonly email: RawIndex;
  /** Holds all that is searched, too. */
  readonly name: RawIndex;
}

/** The indexes on what is shown of a cohort; null where the members came as documented, and the columns are indexed. */
export function rawIndexes(cohort: number, sent: SentFields): RawIndexes | null {
  if (!hasRawNames(sent)) return null;
  const { email, first_name, last_name, phone } = shownTexts(sent, '');
  const index = (order: string, columns: readonly string[], others: readonly string[]) => {
    const name = `member_${cohort}_by_${order}`;
    const all = [...columns, 'id', ...others].join(', ');
    return {
      name,
      columns,
      sql: `CREATE INDEX ${name} ON member (${all}) WHERE cohort = ${cohort}`,
    };
  };
  return {
    email: index('email', [email], []),
    name: index('name', [last_name, first_name], [email, phone, 'distinct_id']),
  };
}

/** Whether it is there: large cohorts get theirs in the background. */
export function isThere(db: DatabaseSync, { name, sql }: RawIndex): boolean {
  const found = db.prepare('SELECT 1 FROM sqlite_schema WHERE name = ? AND sql = ?').get(name, sql);
  return found !== undefined;
}
