import type { DatabaseSync } from 'node:sqlite';
import { openForWriting } from '../../../main/store/database.ts';
import { ROSTER_MIGRATIONS } from '../../../main/store/migrations/roster.ts';

/** An empty roster file, for tests that fill it themselves, fast or with much. */
export function emptyRoster(path: string): DatabaseSync {
  const db = openForWriting(path, ROSTER_MIGRATIONS, { cacheKiB: 8192, checkpointPages: 20_000 });
  db.exec(
    `INSERT INTO cohort (project_id, cohort_id, first_delivery, last_delivery) VALUES ('1', '7', 1, 1)`,
  );
  return db;
}

/** Puts these people in place of whoever was in the roster's cohort. */
export function replaceMembers(
  db: DatabaseSync,
  people: readonly Readonly<Record<string, unknown>>[],
): void {
  db.exec('BEGIN; DELETE FROM member; DELETE FROM property');
  const put = db.prepare(`
    INSERT INTO member (cohort, distinct_id, joined, evidence, changed, props) VALUES (1, ?, 1, 1, 1, jsonb(?))`);
  const note = db.prepare('INSERT OR IGNORE INTO property (cohort, name, types) VALUES (1, ?, 1)');
  for (const [i, person] of people.entries()) {
    put.run(`${i}`, JSON.stringify(person));
    for (const name of Object.keys(person)) note.run(name);
  }
  db.exec('COMMIT');
}

/** Fills the roster's cohort with many people of one kind. */
export function fillWith(db: DatabaseSync, count: number): void {
  db.exec(`
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
    INSERT INTO member (cohort, distinct_id, joined, evidence, changed, email, props)
    SELECT 1, 'id-' || i, 1, 1, 1, 'user' || i || '@example.com', jsonb_object('plan', 'pro', 'n', i) FROM n;
    INSERT INTO property (cohort, name, types) VALUES (1, 'email', 1), (1, 'plan', 1), (1, 'n', 4)`);
}
