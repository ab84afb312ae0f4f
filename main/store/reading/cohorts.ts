import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import type { Completeness } from '../../../shared/api/completeness.ts';
import { RollcallError } from '../../../shared/errors.ts';
import { completenessOf } from './completeness.ts';
import { readSameCohorts } from './same-cohorts.ts';
import { type CohortState, stateOf } from './syncs.ts';

/** How far a cohort's membership is known: in full, in full if its first session held everybody, or from deltas alone. */
export type Baseline = 'known' | 'assumed' | 'unknown';

export interface CohortSummary {
  /** Row id, for further reading. */
  readonly id: number;
  readonly projectId: string;
  readonly cohortId: string;
  readonly name: string | null;
  readonly members: number;
  readonly baseline: Baseline;
  readonly completeness: Completeness;
  /** Row id of the cohort it is the same as by rule 1, if an earlier version kept them apart; else null. */
  readonly sameAs: number | null;
  /** complete, or the worst of its unfinished syncs. */
  readonly state: CohortState;
  /** ms UTC of the last delivery. */
  readonly lastSyncAtMs: number | null;
}

const rowSchema = z.object({
  id: z.number(),
  project_id: z.string(),
  cohort_id: z.string(),
  name: z.string().nullable(),
  members: z.number(),
  baseline: z.number().nullable(),
  assumed_baseline: z.number().nullable(),
  last_at: z.number().nullable(),
});

const SELECT = `
  SELECT c.id, c.project_id, c.cohort_id, c.name, c.baseline, c.assumed_baseline,
    (SELECT count(*) FROM member m WHERE m.cohort = c.id) AS members,
    (SELECT last_at FROM round r WHERE r.cohort = c.id ORDER BY r.id DESC LIMIT 1) AS last_at
  FROM cohort c`;

/** How an empty text is written on the command line of this system. */
const NO_PROJECT = process.platform === 'win32' ? '""' : "''";

/** All cohorts, in the order in which they first came. Whether a sync is partial depends on the time. */
export function listCohorts(db: DatabaseSync, nowMs: number): CohortSummary[] {
  const same = readSameCohorts(db);
  return db
    .prepare(`${SELECT} ORDER BY c.id`)
    .all()
    .map((row) => summarise(db, row, nowMs, same));
}

/** The cohort meant by an id. Throws COHORT_UNKNOWN, or COHORT_AMBIGUOUS when two projects have it. */
export function findCohort(
  db: DatabaseSync,
  cohortId: string,
  projectId: string | undefined,
  nowMs: number,
): CohortSummary {
  const same = readSameCohorts(db);
  const found = db
    .prepare(`${SELECT} WHERE c.cohort_id = ?1 AND (?2 IS NULL OR c.project_id = ?2) ORDER BY c.id`)
    .all(cohortId, projectId ?? null)
    .map((row) => summarise(db, row, nowMs, same));
  const [first, second] = found;
  if (first === undefined) throw new RollcallError('COHORT_UNKNOWN', { cohort: cohortId });
  if (second !== undefined) {
    const projects = found.map((cohort) => cohort.projectId || NO_PROJECT).join(', ');
    throw new RollcallError('COHORT_AMBIGUOUS', { cohort: cohortId, projects });
  }
  return first;
}

function summarise(
  db: DatabaseSync,
  value: unknown,
  nowMs: number,
  same: ReadonlyMap<number, number>,
): CohortSummary {
  const row = rowSchema.parse(value);
  return {
    id: row.id,
    projectId: row.project_id,
    cohortId: row.cohort_id,
    name: row.name,
    members: row.members,
    baseline:
      row.baseline !== null ? 'known' : row.assumed_baseline !== null ? 'assumed' : 'unknown',
    sameAs: same.get(row.id) ?? null,
    completeness: completenessOf(db, row.id, nowMs),
    state: stateOf(db, row.id, nowMs),
    lastSyncAtMs: row.last_at,
  };
}
