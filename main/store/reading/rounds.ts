import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { unknownStartsOf } from './starts.ts';

/** What arrived for a cohort until five minutes of quiet, and what it changed. */
export interface RoundSummary {
  readonly id: number;
  readonly firstDelivery: number;
  readonly lastDelivery: number;
  readonly lastAtMs: number;
  /** People it was the first to name, and who may have been in before it. */
  readonly inSinceBefore: number;
  /** In after the round and not before it; not those whose start is unknown, by rule 7. */
  readonly joined: number;
  /** In before the round and not after it. */
  readonly left: number;
}

const rowSchema = z.object({
  id: z.number(),
  first_delivery: z.number(),
  last_delivery: z.number(),
  last_at: z.number(),
});

/** The latest rounds of a cohort, newest first. */
export function listRounds(db: DatabaseSync, cohort: number, limit: number): RoundSummary[] {
  const rows = db
    .prepare(`
      SELECT id, first_delivery, last_delivery, last_at FROM round
      WHERE cohort = ? ORDER BY id DESC LIMIT ?`)
    .all(cohort, limit);
  return rows.map((value) => {
    const row = rowSchema.parse(value);
    const bounds = { since: row.first_delivery - 1, at: row.last_delivery };
    return {
      id: row.id,
      firstDelivery: row.first_delivery,
      lastDelivery: row.last_delivery,
      lastAtMs: row.last_at,
      inSinceBefore: countInSinceBefore(db, cohort, bounds),
      joined: countJoined(db, cohort, bounds),
      left: countLeft(db, cohort, bounds),
    };
  });
}

/** What one round changed; null when it is not there any more. */
export function changeOfRound(
  db: DatabaseSync,
  cohort: number,
  round: number,
): { readonly joined: number; readonly left: number } | null {
  const found = db
    .prepare('SELECT first_delivery, last_delivery FROM round WHERE id = ? AND cohort = ?')
    .get(round, cohort);
  if (found === undefined) return null;
  const bounds = { since: Number(found.first_delivery) - 1, at: Number(found.last_delivery) };
  return { joined: countJoined(db, cohort, bounds), left: countLeft(db, cohort, bounds) };
}

/** How many more members there are after delivery `at` than after `since`; costs what changed in between. */
export function countGrowth(db: DatabaseSync, cohort: number, { since, at }: Bounds): number {
  const row = db
    .prepare(`
      SELECT (SELECT count(*) FROM member WHERE cohort = ?1 AND joined > ?2 AND joined <= ?3)
        + (SELECT count(*) FROM stay WHERE cohort = ?1 AND joined > ?2 AND joined <= ?3)
        - (SELECT count(*) FROM stay WHERE cohort = ?1 AND left > ?2 AND left <= ?3) AS n`)
    .get(cohort, since, at);
  return Number(row?.n);
}

interface Bounds {
  readonly since: number;
  readonly at: number;
}

const WAS_IN = (person: string): string => `EXISTS (
  SELECT 1 FROM stay s WHERE s.cohort = ?1 AND s.distinct_id = ${person}
    AND s.joined <= ?2 AND s.left > ?2)`;
const IS_IN = (person: string): string => `(EXISTS (
  SELECT 1 FROM member n WHERE n.cohort = ?1 AND n.distinct_id = ${person} AND n.joined <= ?3)
  OR EXISTS (SELECT 1 FROM stay s WHERE s.cohort = ?1 AND s.distinct_id = ${person}
    AND s.joined <= ?3 AND s.left > ?3))`;

/** The rows of `membershipSql` for who joined, counted by way of what changed in between alone. */
function countJoined(db: DatabaseSync, cohort: number, { since, at }: Bounds): number {
  // Before the cohort's first delivery nobody was in, and there is nobody to look for.
  const first = db.prepare('SELECT first_delivery AS n FROM cohort WHERE id = ?').get(cohort);
  const isFirst = since < Number(first?.n);
  const isJoin = `m.joined NOT IN (${unknownStartsOf('?1')})`;
  const row = db
    .prepare(`
      SELECT (SELECT count(*) FROM member m WHERE m.cohort = ?1 AND m.joined > ?2 AND m.joined <= ?3 AND ${isJoin}
          ${isFirst ? '' : `AND NOT ${WAS_IN('m.distinct_id')}`})
        + (SELECT count(*) FROM stay m WHERE m.cohort = ?1 AND m.joined > ?2 AND m.joined <= ?3 AND m.left > ?3
          AND ${isJoin} ${isFirst ? '' : `AND NOT ${WAS_IN('m.distinct_id')}`}) AS n`)
    .get(cohort, since, at);
  return Number(row?.n);
}

function countInSinceBefore(db: DatabaseSync, cohort: number, { since, at }: Bounds): number {
  const row = db
    .prepare(`
      SELECT coalesce(sum(joined), 0) AS n FROM applied WHERE cohort = ?1 AND delivery > ?2 AND delivery <= ?3
        AND delivery IN (${unknownStartsOf('?1')})`)
    .get(cohort, since, at);
  return Number(row?.n);
}

function countLeft(db: DatabaseSync, cohort: number, { since, at }: Bounds): number {
  const row = db
    .prepare(`
      SELECT count(*) AS n FROM stay m INDEXED BY stay_by_left
      WHERE m.cohort = ?1 AND m.left > ?2 AND m.left <= ?3 AND m.joined <= ?2
        AND NOT ${IS_IN('m.distinct_id')}`)
    .get(cohort, since, at);
  return Number(row?.n);
}
