import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { plainId } from '../../mixpanel/plain-id.ts';
import { readSameCohorts } from '../reading/same-cohorts.ts';
import { deleteCohorts } from './remove-cohorts.ts';
import { countReplay, type Replay, type ReplayedDeliveries, replay } from './replay.ts';
import { findRewindPoint } from './rewind-cohort.ts';
import { countToLastRound, countToRound } from './rounds.ts';
import type { SyncStates } from './sync-state.ts';

/** What is applied anew so that two cohorts become one. */
export interface Merge extends Replay {
  /** The row that goes. */
  readonly from: number;
}

const numberSchema = z.array(z.object({ n: z.number() }));
const keptSchema = z.object({ project_id: z.string(), cohort_id: z.string() });
const appliedSchema = z.array(
  z.object({ delivery: z.number(), received_at: z.number(), outcome: z.string() }),
);

/** null when the cohort is not one with another by rule 1. */
export function findMerge(db: DatabaseSync, from: number): Merge | null {
  const cohort = readSameCohorts(db).get(from);
  if (cohort === undefined) return null;
  const [first] = numbers(db, 'SELECT min(delivery) AS n FROM applied WHERE cohort = ?', from);
  if (first === undefined) return { from, cohort, point: 0, numbers: [] };
  const point = findRewindPoint(db, cohort, first);
  const anew = numbers(
    db,
    `SELECT delivery AS n FROM applied
     WHERE (cohort = ?1 AND delivery >= ?2) OR cohort = ?3 ORDER BY n`,
    cohort,
    point,
    from,
  );
  return { from, cohort, point, numbers: anew };
}

/** Makes two cohorts one, inside a transaction, as if all deliveries of both had been the one's from the beginning. */
export function mergeCohorts(
  db: DatabaseSync,
  syncs: SyncStates,
  { from, cohort, ...replayed }: Merge & Pick<ReplayedDeliveries, 'deliveries'>,
): void {
  const first = Number(
    db.prepare('SELECT min(first_delivery) AS n FROM cohort WHERE id IN (?, ?)').get(from, cohort)
      ?.n,
  );
  deleteCohorts(db, from);
  // Which session was heard first says whether it is taken for everybody.
  db.prepare('UPDATE cohort SET first_delivery = ? WHERE id = ?').run(first, cohort);
  const kept = keptSchema.parse(
    db.prepare('SELECT project_id, cohort_id FROM cohort WHERE id = ?').get(cohort),
  );
  db.prepare('UPDATE cohort SET project_id = ?, cohort_id = ? WHERE id = ?').run(
    plainId(kept.project_id),
    plainId(kept.cohort_id),
    cohort,
  );
  if (replayed.deliveries.length > 0) {
    replay(db, syncs, { ...replayed, cohort, wanted: null });
    db.prepare(`
      UPDATE cohort SET last_delivery = (SELECT max(delivery) FROM applied WHERE cohort = ?1)
      WHERE id = ?1`).run(cohort);
  }
  countRoundsAnew(db, cohort);
  countReplay(db);
}

function countRoundsAnew(db: DatabaseSync, cohort: number): void {
  db.prepare('DELETE FROM round WHERE cohort = ?').run(cohort);
  const applied = appliedSchema.parse(
    db
      .prepare(
        'SELECT delivery, received_at, outcome FROM applied WHERE cohort = ? ORDER BY delivery',
      )
      .all(cohort),
  );
  for (const { delivery, received_at, outcome } of applied) {
    if (outcome === 'quiet') countToLastRound(db, cohort, delivery);
    else countToRound(db, cohort, delivery, received_at);
  }
}

function numbers(db: DatabaseSync, sql: string, ...params: readonly number[]): number[] {
  return numberSchema
    .parse(
      db
        .prepare(sql)
        .all(...params)
        .filter(({ n }) => n !== null),
    )
    .map(({ n }) => n);
}
