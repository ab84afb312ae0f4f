import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { listProperties } from './properties.ts';
import { startOf, unknownStartsOf } from './starts.ts';

/** One uninterrupted interval of a person in a cohort. */
export interface StayOfPerson {
  readonly id: number;
  /** Row id in the cohort table. */
  readonly cohort: number;
  readonly projectId: string;
  readonly cohortId: string;
  readonly cohortName: string | null;
  /** Deliveries with which it began and ended; times in ms UTC. */
  readonly joined: number;
  /** null: the start is unknown, and `inSinceBeforeMs` says by when they were in. */
  readonly joinedAtMs: number | null;
  readonly inSinceBeforeMs: number | null;
  /** When the cohort was heard of last before the round in which it began; null: never. */
  readonly heardBeforeMs: number | null;
  readonly left: number | null;
  readonly leftAtMs: number | null;
  readonly email: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly phone: string | null;
  /** All other properties, as a JSON object: as last known in this stay. */
  readonly props: string;
  /** Names of those of its cohort whose dates are days. */
  readonly days: readonly string[];
}

const rowSchema = z.object({
  id: z.number(),
  cohort: z.number(),
  project_id: z.string(),
  cohort_id: z.string(),
  cohort_name: z.string().nullable(),
  joined: z.number(),
  joined_at: z.number(),
  is_start_unknown: z.number(),
  heard_before: z.number().nullable(),
  left: z.number().nullable(),
  left_at: z.number().nullable(),
  email: z.string().nullable(),
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  phone: z.string().nullable(),
  props: z.string(),
});

/** Every stay of a person of a project, in every cohort, in the order in which they began. */
export function listStaysOf(
  db: DatabaseSync,
  projectId: string,
  distinctId: string,
): StayOfPerson[] {
  const values = 'distinct_id, joined, email, first_name, last_name, phone, props';
  return db
    .prepare(`
      SELECT s.id, s.cohort, c.project_id, c.cohort_id, c.name AS cohort_name, s.joined, s.left,
        (SELECT received_at FROM applied WHERE delivery = s.joined) AS joined_at,
        s.joined IN (${unknownStartsOf('s.cohort')}) AS is_start_unknown,
        (SELECT a.received_at FROM applied a WHERE a.cohort = s.cohort AND a.outcome <> 'quiet' AND a.delivery <
            (SELECT r.first_delivery FROM round r WHERE r.cohort = s.cohort AND r.first_delivery <= s.joined
              ORDER BY r.id DESC LIMIT 1)
          ORDER BY a.delivery DESC LIMIT 1) AS heard_before,
        (SELECT received_at FROM applied WHERE delivery = s.left) AS left_at,
        s.email, s.first_name, s.last_name, s.phone, json(s.props) AS props
      FROM cohort c JOIN (
        SELECT id, cohort, NULL AS left, ${values} FROM member
        UNION ALL SELECT id, cohort, left, ${values} FROM stay) s ON s.cohort = c.id
      WHERE c.project_id = ? AND s.distinct_id = ? ORDER BY s.joined, s.id`)
    .all(projectId, distinctId)
    .map((value) => {
      const row = rowSchema.parse(value);
      return {
        id: row.id,
        cohort: row.cohort,
        projectId: row.project_id,
        cohortId: row.cohort_id,
        cohortName: row.cohort_name,
        joined: row.joined,
        ...startOf(row.joined_at, row.is_start_unknown === 1),
        heardBeforeMs: row.heard_before,
        left: row.left,
        leftAtMs: row.left_at,
        email: row.email,
        firstName: row.first_name,
        lastName: row.last_name,
        phone: row.phone,
        props: row.props,
        days: daysOf(db, row.cohort),
      };
    });
}

function daysOf(db: DatabaseSync, cohort: number): string[] {
  return listProperties(db, cohort)
    .filter(({ types }) => types.includes('day'))
    .map(({ name }) => name);
}
