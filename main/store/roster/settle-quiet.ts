import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { completionOf } from '../../membership/sync-pages.ts';
import { readCohort, touchCohort } from './cohort-rows.ts';
import type { QuietMoment } from './delivery-row.ts';
import { report } from './reports.ts';
import { countToLastRound } from './rounds.ts';
import { settleSync } from './settle-sync.ts';
import type { SyncStates } from './sync-state.ts';

/** A full sync whose pages have no numbers, and that is complete if no page of it comes for ten minutes. */
export interface AwaitedQuiet {
  /** Its last delivery. */
  readonly delivery: number;
  readonly lastAtMs: number;
}

const awaitedSchema = z.array(z.object({ delivery: z.number(), last_at: z.number() }));

/**
 * Completes a full sync at its moment of quiet, by rule 4, inside a transaction. The moment belongs to the round of its
 * cohort that came last: what it makes leave is of that round. Returns the cohort's row id; null when there is no such
 * sync any more.
 */
export function settleQuiet(
  db: DatabaseSync,
  syncs: SyncStates,
  { number, receivedAtMs, settles }: QuietMoment,
): number | null {
  const found = syncs.ofDelivery(settles);
  if (found === undefined) return null;
  const { cohort, sync } = found;
  const moment = { number, receivedAtMs, entries: 0, unidentified: 0, oddText: 0, nullNumbers: 0 };
  report(db, { cohort, sync: sync.id }, moment, 'quiet');
  const isSuperseded = sync.pages.attempt < readCohort(db, cohort).completeAttempt;
  const last = db.prepare('SELECT last_delivery AS n FROM sync WHERE id = ?').get(sync.id)?.n;
  if (completionOf(sync.pages) === 'once-quiet' && !isSuperseded && last === settles) {
    sync.pages.isQuiet = true;
    settleSync(db, syncs, cohort, { sync, other: undefined }, number);
  }
  touchCohort(db, cohort, number);
  countToLastRound(db, cohort, number);
  return cohort;
}

/** The full syncs that wait for their moment of quiet, in the order of their last deliveries. */
export function listAwaitedQuiet(db: DatabaseSync, syncs: SyncStates): AwaitedQuiet[] {
  const rows = db
    .prepare(`
      SELECT s.last_delivery AS delivery, a.received_at AS last_at
      FROM sync s JOIN cohort c ON c.id = s.cohort JOIN applied a ON a.delivery = s.last_delivery
      WHERE s.completed IS NULL AND s.action = 'members' AND s.attempt >= c.complete_attempt
        AND EXISTS (SELECT 1 FROM page p
          WHERE p.sync = s.id AND p.attempt = s.attempt AND p.current = 1 AND p.number IS NULL)
      ORDER BY s.last_delivery`)
    .all();
  return awaitedSchema
    .parse(rows)
    .filter(({ delivery }) => {
      const pages = syncs.ofDelivery(delivery)?.sync.pages;
      return pages !== undefined && completionOf(pages) === 'once-quiet';
    })
    .map(({ delivery, last_at }) => ({ delivery, lastAtMs: last_at }));
}
