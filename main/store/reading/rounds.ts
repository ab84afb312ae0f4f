import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { membershipSql } from './membership.ts';

/** What arrived for a cohort until five minutes of quiet, and what it changed. */
export interface RoundSummary {
  readonly id: number;
  readonly firstDelivery: number;
  readonly lastDelivery: number;
  readonly lastAtMs: number;
  /** In after the round and not before it. */
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
      joined: count(db, cohort, 'joined', bounds),
      left: count(db, cohort, 'left', bounds),
    };
  });
}

/** How many members there were after a delivery. */
export function countMembersAt(db: DatabaseSync, cohort: number, at: number): number {
  const row = db
    .prepare(`
      SELECT (SELECT count(*) FROM member WHERE cohort = ?1 AND joined <= ?2)
        + (SELECT count(*) FROM stay WHERE cohort = ?1 AND joined <= ?2 AND left > ?2) AS n`)
    .get(cohort, at);
  return Number(row?.n);
}

function count(
  db: DatabaseSync,
  cohort: number,
  what: 'joined' | 'left',
  bounds: { readonly since: number; readonly at: number },
): number {
  const { sql, params } = membershipSql({ cohort, selection: { what, ...bounds } });
  return Number(db.prepare(`SELECT count(*) AS n FROM (${sql})`).get(params)?.n);
}
