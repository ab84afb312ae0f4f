import type { DatabaseSync } from 'node:sqlite';
import { listCohorts } from './cohorts.ts';

/** Whether deliveries were lost before they were applied, ever: nobody can tell whose they were. */
export function hasEverLost(db: DatabaseSync): boolean {
  const found = db.prepare("SELECT 1 FROM meta WHERE key = 'gap' UNION ALL SELECT 1 FROM loss");
  return found.get() !== undefined;
}

/** Whether that still matters: it does until every cohort there is has had a full sync since. */
export function hasHistoryGap(db: DatabaseSync, nowMs: number): boolean {
  if (!hasEverLost(db)) return false;
  const cohorts = listCohorts(db, nowMs);
  return (
    cohorts.length === 0 ||
    cohorts.some(({ completeness: { reasons } }) =>
      reasons.some((reason) => reason === 'start' || reason === 'failed'),
    )
  );
}
