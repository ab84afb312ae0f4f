import type { DatabaseSync } from 'node:sqlite';
import { storeTrouble, transaction } from '../database.ts';

const REMOVE: readonly string[] = [
  'DELETE FROM former WHERE stay IN (SELECT id FROM member WHERE cohort IN (SELECT id FROM temp.removed))',
  'DELETE FROM former WHERE stay IN (SELECT id FROM stay WHERE cohort IN (SELECT id FROM temp.removed))',
  'DELETE FROM page WHERE sync IN (SELECT id FROM sync WHERE cohort IN (SELECT id FROM temp.removed))',
  ...['member', 'stay', 'absence', 'property', 'applied', 'round', 'sync'].map(
    (table) => `DELETE FROM ${table} WHERE cohort IN (SELECT id FROM temp.removed)`,
  ),
  'DELETE FROM cohort WHERE id IN (SELECT id FROM temp.removed)',
];

/**
 * Deletes a cohort (null: all of them) with everybody who is or was in it, so that no byte of it stays in the file:
 * what is deleted now is overwritten, and what earlier changes left behind in unused space goes when the file is
 * written anew. The mark stays: deliveries are not applied a second time.
 */
export function removeCohorts(db: DatabaseSync, cohort: number | null): void {
  db.exec('PRAGMA secure_delete = ON');
  try {
    transaction(db, () => {
      deleteCohorts(db, cohort);
      // What was set aside and belongs to no cohort, and what was lost: there is nothing left that could lack it.
      if (cohort === null) {
        db.exec("DELETE FROM applied; DELETE FROM loss; DELETE FROM meta WHERE key = 'gap'");
      }
    });
    writeAnew(db);
  } finally {
    db.exec('PRAGMA secure_delete = OFF');
  }
}

/** Deletes the rows of a cohort (null: of all of them), inside a transaction. */
export function deleteCohorts(db: DatabaseSync, cohort: number | null): void {
  db.exec('CREATE TEMP TABLE IF NOT EXISTS removed (id INTEGER PRIMARY KEY)');
  db.exec('DELETE FROM temp.removed');
  db.prepare('INSERT INTO temp.removed SELECT id FROM cohort WHERE ?1 IS NULL OR id = ?1').run(
    cohort,
  );
  for (const statement of REMOVE) db.prepare(statement).run();
}

function writeAnew(db: DatabaseSync): void {
  try {
    db.exec('VACUUM');
  } catch (error) {
    // It takes as much room again as the file; without it the cohort itself is gone all the same.
    if (storeTrouble(error) !== 'STORE_FULL') throw error;
  }
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
}
