import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { type ShownPerson, shownPerson } from './merged-properties.ts';
import { searchedColumns } from './narrowing.ts';
import { searchClause } from './search.ts';
import { AS_DOCUMENTED, readRawCohorts } from './sent-fields.ts';

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
  const { condition, pattern } = foundIn(db, search);
  const people = new Map<string, z.infer<typeof rowSchema>>();
  for (const table of ['member', 'stay']) {
    if (people.size >= SHOWN) break;
    const rows = db
      .prepare(`
        SELECT c.project_id, m.distinct_id, m.email, m.first_name, m.last_name, m.phone, json(m.props) AS props
        FROM ${table} m NOT INDEXED CROSS JOIN cohort c ON c.id = m.cohort
        WHERE ${condition} LIMIT ${ROWS_READ}`)
      .all(pattern);
    for (const value of rows) {
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

/** A text in a column is shown in any cohort; only where raw names came are the properties looked into, too. */
function foundIn(db: DatabaseSync, search: string) {
  const documented = searchClause(search, searchedColumns(AS_DOCUMENTED));
  const { cohorts, fields } = readRawCohorts(db);
  const raw = searchClause(search, searchedColumns(fields));
  const isOfRaw = `m.cohort IN (${cohorts.join(', ')})${raw.clause}`;
  const found = [`true${documented.clause}`, ...(cohorts.length === 0 ? [] : [isOfRaw])];
  return { condition: found.map((each) => `(${each})`).join(' OR '), pattern: documented.pattern };
}
