import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import type { Completeness, IncompleteReason } from '../../../shared/api/completeness.ts';
import { NO_COHORT } from '../roster/cohort-rows.ts';
import type { Moment } from './membership.ts';
import { openStates } from './syncs.ts';

const cohortRow = z.object({
  baseline: z.number().nullable(),
  assumed_baseline: z.number().nullable(),
});

/**
 * Whether everybody who is in a cohort is known, at a moment, and why not. One judgement for screens, exports and the
 * command line; see main/membership/RULES.md.
 */
export function completenessOf(
  db: DatabaseSync,
  cohort: number,
  nowMs: number,
  moment: Moment = 'now',
): Completeness {
  const at = moment === 'now' ? Number.MAX_SAFE_INTEGER : moment;
  const { baseline, assumed_baseline } = cohortRow.parse(
    db.prepare('SELECT baseline, assumed_baseline FROM cohort WHERE id = ?').get(cohort),
  );
  const isKnown = baseline !== null && baseline <= at;
  const isAssumed = !isKnown && assumed_baseline !== null && assumed_baseline <= at;
  const open = openStates(db, cohort, nowMs, moment);
  const applies: Readonly<Record<IncompleteReason, boolean>> = {
    start: !isKnown,
    pages: open.has('partial'),
    failed: open.has('failed') || lacksDeliveries(db, cohort, at),
    receiving: open.has('receiving'),
  };
  const reasons = REASONS.filter((reason) => applies[reason]);
  return {
    state: stateFor(reasons, isAssumed),
    reasons,
    unidentified: unidentified(db, cohort, at),
  };
}

const REASONS: readonly IncompleteReason[] = ['start', 'pages', 'failed', 'receiving'];

function stateFor(reasons: readonly IncompleteReason[], isAssumed: boolean): Completeness['state'] {
  if (reasons.length === 0) return 'whole';
  return isAssumed && reasons.length === 1 ? 'assumed' : 'unknown';
}

/**
 * Whether something that was received is not in the roster, and nobody can tell that it was not of this cohort: what
 * could not be read at all, and what an inbox held that was lost. A full sync that began later settles it.
 */
function lacksDeliveries(db: DatabaseSync, cohort: number, at: number): boolean {
  const row = db
    .prepare(`
      SELECT 1 FROM (
        SELECT max(delivery) AS lost FROM applied
          WHERE outcome = 'failed' AND cohort = ${NO_COHORT} AND delivery <= :at
        UNION ALL SELECT max(after) FROM loss WHERE after < :at)
      WHERE lost >= (SELECT coalesce(max(attempt), 0) FROM sync
        WHERE cohort = :cohort AND action = 'members' AND completed <= :at) LIMIT 1`)
    .get({ cohort, at });
  return row !== undefined;
}

/** Entries of its last full sync that had no id. A page that failed counts, unless it came well after all. */
function unidentified(db: DatabaseSync, cohort: number, at: number): number {
  const row = db
    .prepare(`
      SELECT coalesce(sum(a.unidentified), 0) AS n FROM page p JOIN applied a ON a.delivery = p.delivery
      WHERE p.delivery <= :at AND p.sync = (SELECT id FROM sync
          WHERE cohort = :cohort AND action = 'members' AND first_delivery <= :at
          ORDER BY attempt DESC LIMIT 1)
        AND (p.current = 1 OR (p.list_hash = '' AND NOT EXISTS (
          SELECT 1 FROM page q WHERE q.sync = p.sync AND q.number IS p.number AND q.delivery <> p.delivery
            AND (q.current = 1 OR (q.list_hash = '' AND q.delivery > p.delivery)))))`)
    .get({ cohort, at });
  return Number(row?.n);
}
