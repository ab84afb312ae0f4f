import type { DatabaseSync } from 'node:sqlite';
import type { FoundProperty } from './run.ts';

/** Adds what a page taught about its cohort's columns; they stay in the order in which they first came. */
export function noteProperties(
  db: DatabaseSync,
  cohort: number,
  found: readonly FoundProperty[],
): void {
  const note = db.prepare(`
    INSERT INTO property (cohort, name, types) VALUES (?, ?, ?)
    ON CONFLICT (cohort, name) DO UPDATE SET types = types | excluded.types
    WHERE types | excluded.types <> types`);
  for (const { name, types } of found) note.run(cohort, name, types);
}
