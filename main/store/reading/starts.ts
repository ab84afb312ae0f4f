import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';

const numbersSchema = z.array(z.object({ delivery: z.number() }));
const countsSchema = z.array(z.object({ sync: z.number(), n: z.number() }));

/**
 * SQL for the deliveries of the cohort `cohort` (a parameter or a column) on which stays began whose start is unknown, by
 * rule 7: they say of people that they were in by then, and not since when.
 */
export const unknownStartsOf = (cohort: string): string => `
  SELECT p.delivery FROM cohort c JOIN sync s ON s.cohort = c.id JOIN page p ON p.sync = s.id
  WHERE c.id = ${cohort} AND (
    (s.action = 'members' AND (c.baseline IS NULL OR p.attempt <= c.baseline))
    OR (s.action = 'add_members' AND EXISTS (
      SELECT 1 FROM applied a JOIN sync first ON first.id = a.sync
      WHERE a.delivery = c.assumed_baseline AND (first.id = s.id OR first.session_id = s.session_id))))`;

/** The deliveries of a cohort on which stays began whose start is unknown, in order. */
export function listUnknownStarts(db: DatabaseSync, cohort: number): number[] {
  const rows = db.prepare(`${unknownStartsOf('?')} ORDER BY p.delivery`).all(cohort);
  return numbersSchema.parse(rows).map(({ delivery }) => delivery);
}

/** How many stays of a cohort began with each of its syncs whose start is unknown, by the sync's row id. */
export function countUnknownStarts(db: DatabaseSync, cohort: number): ReadonlyMap<number, number> {
  const rows = db
    .prepare(`
      SELECT sync, CAST(total(joined) AS INTEGER) AS n FROM applied
      WHERE delivery IN (${unknownStartsOf('?')}) GROUP BY sync`)
    .all(cohort);
  return new Map(countsSchema.parse(rows).map(({ sync, n }) => [sync, n]));
}

/**
 * Whether everybody of a cohort whose start is unknown came before everybody who joined, as is usual: then deliveries have
 * the order in which people are listed by their start, the unknown ones first.
 */
export function areUnknownStartsFirst(db: DatabaseSync, cohort: number): boolean {
  const unknown = unknownStartsOf(':cohort');
  const row = db
    .prepare(`
      SELECT 1 FROM applied a
      WHERE a.cohort = :cohort AND a.delivery < (SELECT max(delivery) FROM (${unknown}))
        AND a.delivery NOT IN (${unknown})
        AND EXISTS (SELECT 1 FROM member m WHERE m.cohort = :cohort AND m.joined = a.delivery) LIMIT 1`)
    .get({ cohort });
  return row === undefined;
}

/** Tells of a delivery of a cohort whether the start of the stays that began with it is unknown; each is asked once. */
export function unknownStartTest(db: DatabaseSync, cohort: number): (delivery: number) => boolean {
  const statement = db.prepare(
    `SELECT 1 FROM (${unknownStartsOf(':cohort')}) WHERE delivery = :delivery`,
  );
  const known = new Map<number, boolean>();
  return (delivery) => {
    const isUnknown = known.get(delivery) ?? statement.get({ cohort, delivery }) !== undefined;
    known.set(delivery, isUnknown);
    return isUnknown;
  };
}

/** Times of deliveries, each looked up once. */
export function deliveryTimes(db: DatabaseSync): (delivery: number) => number {
  const statement = db.prepare('SELECT received_at AS ms FROM applied WHERE delivery = ?');
  const known = new Map<number, number>();
  return (delivery) => {
    const ms = known.get(delivery) ?? Number(statement.get(delivery)?.ms ?? 0);
    known.set(delivery, ms);
    return ms;
  };
}

/** When a stay began, as it is told: either of the two. */
export interface Start {
  readonly joinedAtMs: number | null;
  readonly inSinceBeforeMs: number | null;
}

export function startOf(timeMs: number, isUnknown: boolean): Start {
  return isUnknown
    ? { joinedAtMs: null, inSinceBeforeMs: timeMs }
    : { joinedAtMs: timeMs, inSinceBeforeMs: null };
}
