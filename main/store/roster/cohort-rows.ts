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
  /** Entries without an id in that attempt, and in the complete one before it. */
  readonly unidentified: number;
  readonly unidentifiedBefore: number;
}

/** The project of deliveries that name none, while nobody can tell which it is. */
const NO_PROJECT = '';

const knownSchema = z.object({ id: z.number(), project_id: z.string() });
const rowSchema = z.object({
  id: z.number(),
  first_delivery: z.number(),
  last_leave: z.number(),
  complete_attempt: z.number(),
  unidentified: z.number(),
  unidentified_before: z.number(),
});

/** The cohort a run belongs to by rule 1, made if it is new. Returns its row id. */
export function openCohort(
  db: DatabaseSync,
  { projectId, cohortId }: Pick<RunKey, 'projectId' | 'cohortId'>,
  delivery: number,
): number {
  const known = z
    .array(knownSchema)
    .parse(db.prepare('SELECT id, project_id FROM cohort WHERE cohort_id = ?').all(cohortId));
  const same = known.find(({ project_id }) => project_id === projectId);
  const [one, another] = known.filter(({ project_id }) => project_id !== NO_PROJECT);
  if (projectId === NO_PROJECT && one !== undefined && another === undefined) return one.id;
  if (same !== undefined) return same.id;
  const [withoutProject] = known;
  if (withoutProject !== undefined && one === undefined) {
    db.prepare('UPDATE cohort SET project_id = ? WHERE id = ?').run(projectId, withoutProject.id);
    return withoutProject.id;
  }
  const made = db
    .prepare(`
      INSERT INTO cohort (project_id, cohort_id, first_delivery, last_delivery)
      VALUES (?1, ?2, ?3, ?3) RETURNING id`)
    .get(projectId, cohortId, delivery);
  return Number(made?.id);
}

/** Whether a delivery with the cohort's id and without a project would be taken for this cohort's. */
export function takesNameless(db: DatabaseSync, id: number): boolean {
  const row = db
    .prepare(`
      SELECT c.project_id, (SELECT count(*) FROM cohort o
        WHERE o.cohort_id = c.cohort_id AND o.project_id <> '') AS named
      FROM cohort c WHERE c.id = ?`)
    .get(id);
  return row !== undefined && (row.project_id === NO_PROJECT) === (Number(row.named) !== 1);
}

export function readCohort(db: DatabaseSync, id: number): CohortRow {
  const row = db
    .prepare(`
      SELECT id, first_delivery, last_leave, complete_attempt, unidentified, unidentified_before
      FROM cohort WHERE id = ?`)
    .get(id);
  const found = rowSchema.parse(row);
  return {
    id,
    firstDelivery: found.first_delivery,
    lastLeave: found.last_leave,
    completeAttempt: found.complete_attempt,
    unidentified: found.unidentified,
    unidentifiedBefore: found.unidentified_before,
  };
}

/** Entries without an id in the last complete full sync that is another than this attempt; 0 if there is none. */
export function lastUnidentified(cohort: CohortRow, attempt: number): number {
  return cohort.completeAttempt === attempt ? cohort.unidentifiedBefore : cohort.unidentified;
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
  cohort: CohortRow,
  complete: {
    readonly attempt: number;
    readonly delivery: number;
    readonly unidentified: number;
  },
): void {
  const { attempt, delivery, unidentified } = complete;
  db.prepare(`
    UPDATE cohort SET complete_attempt = max(complete_attempt, ?1), baseline = coalesce(baseline, ?2),
      unidentified = ?3, unidentified_before = ?4 WHERE id = ?5`).run(
    attempt,
    delivery,
    unidentified,
    lastUnidentified(cohort, attempt),
    cohort.id,
  );
}

/** The first session heard removed somebody, who had been in before. */
export function takeAssumptionBack(db: DatabaseSync, id: number): void {
  db.prepare('UPDATE cohort SET assumed_baseline = NULL WHERE id = ?').run(id);
}

/** The first session heard added everybody, as far as anybody can know. */
export function assumeBaseline(db: DatabaseSync, id: number, delivery: number): void {
  db.prepare('UPDATE cohort SET assumed_baseline = coalesce(assumed_baseline, ?) WHERE id = ?').run(
    delivery,
    id,
  );
}
