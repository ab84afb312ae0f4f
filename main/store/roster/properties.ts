import type { DatabaseSync } from 'node:sqlite';
import { ALL_SURVEYED, type FoundProperty } from './run.ts';

/** Adds what a page taught about its cohort's columns; they stay in the order in which they first came. */
export function noteProperties(
  db: DatabaseSync,
  cohort: number,
  found: readonly FoundProperty[],
): void {
  // Only of a property that is new have all values been surveyed.
  const note = db.prepare(`
    INSERT INTO property (cohort, name, types) VALUES (?1, ?2, ?3 | ${ALL_SURVEYED})
    ON CONFLICT (cohort, name) DO UPDATE SET types = types | ?3 WHERE types | ?3 <> types`);
  for (const { name, types } of found) note.run(cohort, name, types);
}
