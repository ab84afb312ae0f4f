import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import type { PreparedDelivery, RunKey } from './run.ts';

/** Stands where nobody can tell which cohort it is; row ids begin with 1. */
export const NO_COHORT = 0;

/** A cohort as the rules need it. */
export interface CohortRow {
  readonly id: number;
  readonly firstDelivery: number;
  /** Highest number among the leaves told by deltas. */
  readonly lastLeave: number;
  /** Number of the newest complete attempt, 0 if none. */
  readonly completeAttempt: number;
}

const rowSchema = z.object({
  id: z.number(),
  first_delivery: z.number(),
  last_leave: z.number(),
  complete_attempt: z.number(),
});

/** The cohort a run belongs to, made if it is new. */
export function openCohort(db: DatabaseSync, key: RunKey, delivery: number): CohortRow {
  db.prepare(`
    INSERT INTO cohort (project_id, cohort_id, first_delivery, last_delivery) VALUES (?1, ?2, ?3, ?3)
    ON CONFLICT (project_id, cohort_id) DO NOTHING`).run(key.projectId, key.cohortId, delivery);
  const row = db
    .prepare('SELECT id FROM cohort WHERE project_id = ? AND cohort_id = ?')
    .get(key.projectId, key.cohortId);
  return readCohort(db, Number(row?.id));
}

export function readCohort(db: DatabaseSync, id: number): CohortRow {
  const row = db
    .prepare('SELECT id, first_delivery, last_leave, complete_attempt FROM cohort WHERE id = ?')
    .get(id);
  const { first_delivery, last_leave, complete_attempt } = rowSchema.parse(row);
  return {
    id,
    firstDelivery: first_delivery,
    lastLeave: last_leave,
    completeAttempt: complete_attempt,
  };
}

/** Notes that a cohort was heard of. */
export function touchCohort(db: DatabaseSync, id: number, delivery: number): void {
  db.prepare('UPDATE cohort SET last_delivery = ? WHERE id = ?').run(delivery, id);
}

/** Names follow renames: the last one told counts, but not by a page that changes nothing. */
export function renameCohort(
  db: DatabaseSync,
  id: number,
  applied: readonly Pick<PreparedDelivery, 'cohortName' | 'cohortDescription'>[],
): void {
  const name = applied.findLast(({ cohortName }) => cohortName !== null)?.cohortName;
  const description = applied.findLast(
    ({ cohortDescription }) => cohortDescription !== null,
  )?.cohortDescription;
  if (name === undefined && description === undefined) return;
  db.prepare(`
    UPDATE cohort SET name = coalesce(?, name), description = coalesce(?, description)
    WHERE id = ?`).run(name ?? null, description ?? null, id);
}

/** A full sync is complete: attempts begun earlier change nothing from now on. */
export function noteComplete(
  db: DatabaseSync,
  id: number,
  attempt: number,
  delivery: number,
): void {
  db.prepare(`
    UPDATE cohort SET complete_attempt = max(complete_attempt, ?1), baseline = coalesce(baseline, ?2)
    WHERE id = ?3`).run(attempt, delivery, id);
}

/** The first session heard added everybody, as far as anybody can know. */
export function assumeBaseline(db: DatabaseSync, id: number, delivery: number): void {
  db.prepare('UPDATE cohort SET assumed_baseline = coalesce(assumed_baseline, ?) WHERE id = ?').run(
    delivery,
    id,
  );
}
