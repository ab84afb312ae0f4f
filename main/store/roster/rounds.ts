import type { DatabaseSync } from 'node:sqlite';

/** A round is what arrives for a cohort until five minutes of quiet. */
const QUIET_MS = 5 * 60 * 1000;

/** Counts a moment of quiet to the round of its cohort that came last: what it makes leave is of that round. */
export function countToLastRound(db: DatabaseSync, cohort: number, delivery: number): void {
  db.prepare(`
    UPDATE round SET last_delivery = ?
    WHERE id = (SELECT id FROM round WHERE cohort = ? ORDER BY id DESC LIMIT 1)`).run(
    delivery,
    cohort,
  );
}

/** Counts a delivery to its cohort's current round, or begins a new one. */
export function countToRound(
  db: DatabaseSync,
  cohort: number,
  delivery: number,
  receivedAtMs: number,
): void {
  const last = db
    .prepare('SELECT id, last_at FROM round WHERE cohort = ? ORDER BY id DESC LIMIT 1')
    .get(cohort);
  // A clock set back shows as a negative gap; the order of arrival still says: same round.
  if (last === undefined || receivedAtMs - Number(last.last_at) > QUIET_MS) {
    db.prepare(`
      INSERT INTO round (cohort, first_delivery, last_delivery, last_at) VALUES (?1, ?2, ?2, ?3)`).run(
      cohort,
      delivery,
      receivedAtMs,
    );
  } else {
    db.prepare('UPDATE round SET last_delivery = ?, last_at = ? WHERE id = ?').run(
      delivery,
      receivedAtMs,
      Number(last.id),
    );
  }
}
