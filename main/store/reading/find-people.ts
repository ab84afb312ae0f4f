import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { type ShownPerson, shownPerson } from './merged-properties.ts';
import { searchedColumns } from './narrowing.ts';
import { readSearchedRows } from './ordered-rows.ts';
import { searchClause } from './search.ts';
import { AS_DOCUMENTED, readRawCohorts, readSentFields } from './sent-fields.ts';

/** Somebody who is or was in a cohort. */
export interface FoundPerson extends ShownPerson {
  readonly projectId: string;
  readonly distinctId: string;
  /** Cohorts they are in now, by row id. */
  readonly cohorts: readonly number[];
}

const SHOWN = 50;
/** The same person stands in several cohorts: enough rows to fill the list all the same. */
const ROWS_READ = 500;

const rowSchema = z.object({
  project_id: z.string(),
  distinct_id: z.string(),
  email: z.string().nullable(),
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  phone: z.string().nullable(),
  props: z.string(),
});
const cohortRow = z.object({ cohort: z.number() });

/** The first people with this text in what is shown of them: those who are in before those who were. */
export function findPeople(db: DatabaseSync, search: string): FoundPerson[] {
  const people = new Map<string, z.infer<typeof rowSchema>>();
  for (const { rows, pattern } of placesToLook(db, search)) {
    if (people.size >= SHOWN) break;
    const found = db
      .prepare(`
        SELECT (SELECT project_id FROM cohort WHERE id = m.cohort) AS project_id, m.distinct_id,
          m.email, m.first_name, m.last_name, m.phone, json(m.props) AS props
        FROM ${rows} LIMIT ${ROWS_READ}`)
      .all(pattern);
    for (const value of found) {
      const row = rowSchema.parse(value);
      const key = JSON.stringify([row.project_id, row.distinct_id]);
      if (people.size < SHOWN && !people.has(key)) people.set(key, row);
    }
  }
  const cohortsOf = db.prepare(`
    SELECT m.cohort FROM cohort c CROSS JOIN member m ON m.cohort = c.id AND m.distinct_id = ?2
    WHERE c.project_id = ?1 ORDER BY m.cohort`);
  return [...people.values()].map((row) => ({
    projectId: row.project_id,
    distinctId: row.distinct_id,
    ...shownPerson(row),
    cohorts: cohortsOf
      .all(row.project_id, row.distinct_id)
      .map((cohort) => cohortRow.parse(cohort).cohort),
  }));
}

interface Place {
  /** Member rows named `m` in which the text is found. */
  readonly rows: string;
  readonly pattern: Readonly<Record<string, string>>;
}

/**
 * A text in a column is shown in any cohort; where raw names came, the properties are looked into, too, or an index that
 * holds what is shown of them.
 */
function placesToLook(db: DatabaseSync, search: string): Place[] {
  const { cohorts, fields } = readRawCohorts(db);
  const { clause, pattern } = searchClause(search, searchedColumns(AS_DOCUMENTED));
  const inRaw = searchClause(search, searchedColumns(fields)).clause;
  const indexed = cohorts.flatMap((cohort) => {
    const sent = readSentFields(db, cohort);
    const rows = readSearchedRows(db, cohort, sent);
    const found = searchClause(search, searchedColumns(sent)).clause;
    return rows === null ? [] : [{ cohort, rows: `${rows}${found}` }];
  });
  const others = cohorts.filter((id) => indexed.every(({ cohort }) => cohort !== id));
  const found = `m.cohort NOT IN (${indexed.map(({ cohort }) => cohort).join(', ')}) AND (
    (true${clause}) OR (m.cohort IN (${others.join(', ')})${inRaw}))`;
  const anywhere = `(true${clause}) OR (m.cohort IN (${cohorts.join(', ')})${inRaw})`;
  return [
    `member m NOT INDEXED WHERE ${found}`,
    ...indexed.map(({ rows }) => rows),
    `stay m NOT INDEXED WHERE ${anywhere}`,
  ].map((rows) => ({ rows, pattern }));
}
