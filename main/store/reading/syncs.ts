import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { ACTIONS, type Action } from '../../mixpanel/actions.ts';
import type { Moment } from './membership.ts';
import { countUnknownStarts } from './starts.ts';

export type SyncState = 'receiving' | 'complete' | 'partial' | 'superseded' | 'failed';

/** What a cohort's state can be: nothing is open, or the worst of what is. */
export type CohortState = Exclude<SyncState, 'superseded'>;

export interface SyncSummary {
  readonly id: number;
  readonly sessionId: string | null;
  readonly action: Action;
  readonly state: SyncState;
  readonly pagesReceived: number;
  readonly totalPages: number;
  readonly failedPages: number;
  /** People whom it was the first to name, and who may have been in before it: their start is unknown, by rule 7. */
  readonly inSinceBefore: number;
  readonly joined: number;
  readonly left: number;
  readonly unidentified: number;
  /** People to remove who were not in. */
  readonly unknown: number;
  /** A full sync that removed more than half of the cohort. */
  readonly removedMost: boolean;
  /** People a full sync did not name and who stay in all the same: more of its entries lack an id than before. */
  readonly withheld: number;
  readonly firstDelivery: number;
  readonly lastDelivery: number;
  readonly startedAtMs: number;
  readonly lastAtMs: number;
  readonly completedAtMs: number | null;
}

/** A sync with no page for this long is partial: said, not acted upon. */
export const PARTIAL_AFTER_MS = 10 * 60 * 1000;

const rowSchema = z.object({
  id: z.number(),
  session_id: z.string().nullable(),
  action: z.enum(ACTIONS),
  attempt: z.number(),
  total_pages: z.number(),
  first_delivery: z.number(),
  last_delivery: z.number(),
  completed: z.number().nullable(),
  failed: z.number(),
  left_last: z.number(),
  left_of: z.number(),
  withheld: z.number(),
  complete_attempt: z.number(),
  pages: z.number(),
  joined: z.number(),
  left_count: z.number(),
  unidentified: z.number(),
  unknown: z.number(),
  started_at: z.number(),
  last_at: z.number(),
  completed_at: z.number().nullable(),
});

const SELECT = `
  SELECT s.id, s.session_id, s.action, s.attempt, s.total_pages, s.first_delivery, s.last_delivery,
    s.completed, s.failed, s.left AS left_last, s.left_of, s.withheld, c.complete_attempt,
    (SELECT count(*) FROM page p WHERE p.sync = s.id AND p.current = 1) AS pages,
    total(a.joined) AS joined, total(a.left) AS left_count, total(a.unidentified) AS unidentified,
    total(a.unknown) AS unknown, min(a.received_at) AS started_at,
    (SELECT received_at FROM applied WHERE delivery = s.last_delivery) AS last_at,
    (SELECT received_at FROM applied WHERE delivery = s.completed) AS completed_at
  FROM sync s JOIN cohort c ON c.id = s.cohort
  JOIN applied a ON a.cohort = s.cohort AND a.sync = s.id`;

/** The syncs of a cohort, in the order in which they began. */
export function listSyncs(db: DatabaseSync, cohort: number, nowMs: number): SyncSummary[] {
  const inSinceBefore = countUnknownStarts(db, cohort);
  return db
    .prepare(`${SELECT} WHERE s.cohort = ? GROUP BY s.id ORDER BY s.id`)
    .all(cohort)
    .map((row) => summarise(row, nowMs, inSinceBefore));
}

/**
 * The state of a cohort at a moment: the worst of the syncs that mattered then. A later full sync settles
 * everything before it; a later delta of the same kind settles an earlier one that lacks pages, since Mixpanel then
 * compares anew. What failed had been answered with success and never comes again: only a full sync settles it.
 */
export function stateOf(
  db: DatabaseSync,
  cohort: number,
  nowMs: number,
  moment: Moment = 'now',
): CohortState {
  const open = openStates(db, cohort, nowMs, moment);
  return SEVEREST_FIRST.find((state) => open.has(state)) ?? 'complete';
}

/** The states of the syncs that mattered at a moment and were not complete then. */
export function openStates(
  db: DatabaseSync,
  cohort: number,
  nowMs: number,
  moment: Moment = 'now',
): ReadonlySet<Exclude<CohortState, 'complete'>> {
  const states = listOpenSyncs(db, cohort, nowMs, moment)
    .map(({ state }) => state)
    // What was completed or superseded only later was still arriving then.
    .map((state) => (state === 'complete' || state === 'superseded' ? 'receiving' : state));
  return new Set(states);
}

/** The syncs that mattered at a moment and were not complete then, in the order in which they began. */
export function listOpenSyncs(
  db: DatabaseSync,
  cohort: number,
  nowMs: number,
  moment: Moment = 'now',
): SyncSummary[] {
  const at = moment === 'now' ? Number.MAX_SAFE_INTEGER : moment;
  return db
    .prepare(`
      ${SELECT} WHERE s.cohort = ?1 AND s.first_delivery <= ?2
        AND (s.completed IS NULL OR s.completed > ?2)
        AND NOT EXISTS (SELECT 1 FROM sync l WHERE l.cohort = ?1 AND l.completed <= ?2
          AND CASE s.action WHEN 'members' THEN l.action = 'members' AND l.attempt > s.attempt
            ELSE l.action = 'members' AND l.attempt > s.last_delivery
              OR s.failed = 0 AND l.action IN (s.action, 'members')
                AND l.first_delivery > s.first_delivery AND l.completed > s.last_delivery END)
      GROUP BY s.id ORDER BY s.id`)
    .all(cohort, at)
    .map((row) => summarise(row, nowMs));
}

const SEVEREST_FIRST: readonly Exclude<CohortState, 'complete'>[] = [
  'failed',
  'partial',
  'receiving',
];

function summarise(
  value: unknown,
  nowMs: number,
  unknownStarts: ReadonlyMap<number, number> = new Map(),
): SyncSummary {
  const row = rowSchema.parse(value);
  const inSinceBefore = unknownStarts.get(row.id) ?? 0;
  return {
    id: row.id,
    sessionId: row.session_id,
    action: row.action,
    state: syncState(row, nowMs),
    pagesReceived: row.pages,
    totalPages: Math.max(row.total_pages, row.pages),
    failedPages: row.failed,
    inSinceBefore,
    joined: row.joined - inSinceBefore,
    left: row.left_count,
    unidentified: row.unidentified,
    unknown: row.unknown,
    removedMost: row.left_of > 0 && row.left_last > row.left_of / 2,
    withheld: row.withheld,
    firstDelivery: row.first_delivery,
    lastDelivery: row.last_delivery,
    startedAtMs: row.started_at,
    lastAtMs: row.last_at,
    completedAtMs: row.completed_at,
  };
}

function syncState(row: z.infer<typeof rowSchema>, nowMs: number): SyncState {
  if (row.completed !== null) return 'complete';
  if (row.action === 'members' && row.attempt < row.complete_attempt) return 'superseded';
  if (row.failed > 0) return 'failed';
  return nowMs - row.last_at > PARTIAL_AFTER_MS ? 'partial' : 'receiving';
}
