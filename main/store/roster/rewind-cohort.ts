import type { DatabaseSync } from 'node:sqlite';

/**
 * The delivery before which a cohort can be taken back exactly, at or before the given one: no session of it has
 * deliveries on both sides, and no full sync was unfinished then. What the roster no longer knows of earlier facts
 * (numbers written over, names of superseded attempts) only pages of such a sync could ask for.
 */
export function findRewindPoint(db: DatabaseSync, cohort: number, delivery: number): number {
  const earlier = db.prepare(`
    SELECT min(s.first_delivery) AS first FROM sync s
    WHERE s.cohort = :cohort AND s.first_delivery < :point AND (
      s.last_delivery >= :point OR s.completed >= :point
      OR (s.action <> 'members' AND EXISTS (
        SELECT 1 FROM sync o WHERE o.cohort = :cohort AND o.session_id = s.session_id
          AND o.action NOT IN ('members', s.action) AND o.last_delivery >= :point))
      OR (s.action = 'members' AND s.completed IS NULL AND NOT EXISTS (
        SELECT 1 FROM sync l WHERE l.cohort = :cohort AND l.action = 'members' AND l.completed IS NOT NULL
          AND l.last_delivery < :point AND l.attempt > s.attempt)))`);
  let point = delivery;
  for (;;) {
    const first = earlier.get({ cohort, point })?.first;
    if (typeof first !== 'number') return point;
    point = first;
  }
}

const VALUES = 'email, first_name, last_name, phone, props';

/** Of the newest attempt that was complete then. */
const UNIDENTIFIED = `(
  SELECT coalesce(sum(a.unidentified), 0) FROM page p JOIN applied a ON a.delivery = p.delivery
  WHERE p.current = 1 AND p.sync = (SELECT id FROM sync WHERE cohort = :cohort AND action = 'members'
    AND completed IS NOT NULL ORDER BY attempt DESC LIMIT 1))`;

const STEPS: readonly string[] = [
  // stays that began since then
  'DELETE FROM former WHERE stay IN (SELECT id FROM member WHERE cohort = :cohort AND joined >= :point)',
  'DELETE FROM former WHERE stay IN (SELECT id FROM stay WHERE cohort = :cohort AND joined >= :point)',
  'DELETE FROM member WHERE cohort = :cohort AND joined >= :point',
  'DELETE FROM stay WHERE cohort = :cohort AND joined >= :point',
  // stays that ended since then
  `INSERT INTO member (id, cohort, distinct_id, joined, evidence, changed, ${VALUES})
    SELECT id, cohort, distinct_id, joined, left_evidence, changed, ${VALUES}
    FROM stay WHERE cohort = :cohort AND left >= :point`,
  'DELETE FROM stay WHERE cohort = :cohort AND left >= :point',
  // values that changed since then
  `UPDATE member SET email = f.email, first_name = f.first_name, last_name = f.last_name, phone = f.phone, props = f.props,
      changed = coalesce((SELECT max(until) FROM former WHERE stay = member.id AND until < :point), member.joined)
    FROM former f WHERE member.cohort = :cohort AND member.changed >= :point AND f.stay = member.id
      AND f.until = (SELECT min(until) FROM former WHERE stay = member.id AND until >= :point)`,
  'DELETE FROM former WHERE until >= :point AND stay IN (SELECT id FROM member WHERE cohort = :cohort)',
  // numbers of facts: that they are older than any to come is all that matters
  'UPDATE member SET evidence = :point - 1 WHERE cohort = :cohort AND evidence >= :point',
  'DELETE FROM absence WHERE cohort = :cohort AND number >= :point',
  'DELETE FROM page WHERE sync IN (SELECT id FROM sync WHERE cohort = :cohort AND first_delivery >= :point)',
  'DELETE FROM sync WHERE cohort = :cohort AND first_delivery >= :point',
  'DELETE FROM applied WHERE cohort = :cohort AND delivery >= :point',
  `UPDATE cohort SET last_leave = min(last_leave, :point - 1),
      complete_attempt = iif(complete_attempt < :point, complete_attempt, (
        SELECT coalesce(max(attempt), 0) FROM sync
        WHERE cohort = :cohort AND action = 'members' AND completed IS NOT NULL)),
      unidentified = iif(complete_attempt < :point, unidentified, ${UNIDENTIFIED}),
      baseline = iif(baseline < :point, baseline, NULL),
      assumed_baseline = iif(assumed_baseline < :point, assumed_baseline, NULL)
    WHERE id = :cohort`,
];

/**
 * Takes a cohort back to what it was before a delivery that `findRewindPoint` found. Its rounds and columns stay, and
 * the name it was told last.
 */
export function rewindCohort(db: DatabaseSync, cohort: number, point: number): void {
  for (const step of STEPS) db.prepare(step).run({ cohort, point });
}
