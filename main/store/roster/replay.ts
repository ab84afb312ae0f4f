import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { RollcallError } from '../../../shared/errors.ts';
import { storeTrouble } from '../database.ts';
import { NO_COHORT } from './cohort-rows.ts';
import { isQuiet, type QuietMoment } from './delivery-row.ts';
import { findRewindPoint, rewindCohort } from './rewind-cohort.ts';
import type { KeyedDelivery } from './run.ts';
import { RunApplier } from './run-applier.ts';
import { settleQuiet } from './settle-quiet.ts';
import type { SyncStates } from './sync-state.ts';

/** What is applied anew so that a failed delivery counts in its place. */
export interface Replay {
  /** Row id in the cohort table. */
  readonly cohort: number;
  /** The first delivery applied anew: the cohort is taken back to before it. */
  readonly point: number;
  /** Numbers of the cohort's deliveries from there on, in order. */
  readonly numbers: readonly number[];
}

const failedSchema = z.object({ cohort: z.number() }).optional();

/** null when there is no such failed delivery. Throws DELIVERY_NOT_KEPT when nobody can tell whose it is. */
export function findReplay(db: DatabaseSync, delivery: number): Replay | null {
  const failed = failedSchema.parse(
    db
      .prepare("SELECT cohort FROM applied WHERE delivery = ? AND outcome = 'failed'")
      .get(delivery),
  );
  if (failed === undefined) return null;
  const { cohort } = failed;
  if (cohort === NO_COHORT) throw new RollcallError('DELIVERY_NOT_KEPT');
  const point = findRewindPoint(db, cohort, delivery);
  const numbers = db
    .prepare('SELECT delivery FROM applied WHERE cohort = ? AND delivery >= ? ORDER BY delivery')
    .all(cohort, point)
    .map((row) => Number(row.delivery));
  return { cohort, point, numbers };
}

export interface ReplayedDeliveries extends Replay {
  readonly deliveries: readonly (KeyedDelivery | QuietMoment)[];
  /** The failed one that has to be applied now; null: none has to. */
  readonly wanted: number | null;
}

/**
 * Takes a cohort back to before a delivery and applies everything from there on in its order, inside a transaction:
 * the membership and its history are what they had been without the failure. The mark and the rounds stay, since all
 * of it was heard before. Throws DELIVERY_FAILS_AGAIN.
 */
export function replay(db: DatabaseSync, syncs: SyncStates, replayed: ReplayedDeliveries): void {
  const { cohort, point, deliveries, wanted } = replayed;
  db.exec('DELETE FROM temp.kept_sync');
  db.prepare(`
    INSERT INTO temp.kept_sync SELECT first_delivery, id FROM sync WHERE cohort = ? AND first_delivery >= ?`).run(
    cohort,
    point,
  );
  rewindCohort(db, cohort, point);
  syncs.forget();
  for (const one of deliveries) {
    if (isQuiet(one)) settleQuiet(db, syncs, one);
    else applyInPlace(db, syncs, cohort, one, one.delivery.number === wanted);
  }
  restoreSyncIds(db, cohort, point);
  syncs.forget();
}

/** One that is not wanted and fails, as it may have before, is set aside again. */
function applyInPlace(
  db: DatabaseSync,
  syncs: SyncStates,
  cohort: number,
  { key, delivery }: KeyedDelivery,
  isWanted: boolean,
): void {
  const applier = new RunApplier(db, syncs, { key, sharesPeople: false, cohort });
  const problem = delivery.problem ?? tryToApply(db, () => applier.apply([delivery]));
  if (problem === null) return;
  if (isWanted) throw new RollcallError('DELIVERY_FAILS_AGAIN');
  syncs.forget();
  applier.setAside(delivery, problem);
}

function tryToApply(db: DatabaseSync, apply: () => void): string | null {
  db.exec('SAVEPOINT one');
  try {
    apply();
    db.exec('RELEASE one');
    return null;
  } catch (error) {
    if (storeTrouble(error) !== null || !db.isTransaction) throw error;
    db.exec('ROLLBACK TO one; RELEASE one');
    return error instanceof Error ? error.message : String(error);
  }
}

/** Moments are named by the ids of syncs, so they stay. New ids are all higher than the old ones. */
function restoreSyncIds(db: DatabaseSync, cohort: number, point: number): void {
  db.exec('DELETE FROM temp.moved_sync');
  db.prepare(`
    INSERT INTO temp.moved_sync SELECT s.id, k.id FROM sync s JOIN temp.kept_sync k ON k.first_delivery = s.first_delivery
    WHERE s.cohort = ? AND s.first_delivery >= ?`).run(cohort, point);
  for (const [table, column] of [
    ['page', 'sync'],
    ['applied', 'sync'],
    ['sync', 'id'],
  ]) {
    db.exec(`
      UPDATE ${table} SET ${column} = m.kept FROM temp.moved_sync m WHERE ${table}.${column} = m.id`);
  }
}

/** Whoever remembers what was true is told by this number that it no longer is: the mark has not moved. */
export function countReplay(db: DatabaseSync): void {
  db.prepare(`
    INSERT INTO meta VALUES ('replays', '1')
    ON CONFLICT DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)`).run();
}
