import type { DatabaseSync } from 'node:sqlite';

/**
 * What is shown of a cohort is out of date when this number is another one: that of its last applied delivery, and
 * one more for each time a failed delivery was applied in its place. 0 when there is no such cohort.
 */
export function readRevision(db: DatabaseSync, cohort: number): number {
  const row = db
    .prepare(`
      SELECT last_delivery + coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'replays'), 0) AS n
      FROM cohort WHERE id = ?`)
    .get(cohort);
  return Number(row?.n ?? 0);
}
