import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import type { ArrivedRound } from '../../rhythm/learn-rhythm.ts';

/** A day at half an hour: enough to know a rhythm by, and what followed a night. */
const LATEST = 48;

const roundRow = z.object({
  id: z.number(),
  first_delivery: z.number(),
  last_delivery: z.number(),
  last_at: z.number(),
});
const contentRow = z.object({
  started_at: z.number().nullable(),
  deliveries: z.number(),
  has_deltas: z.number(),
});

/** Reads the latest rounds of cohorts. A round that is over is read once. */
export class ArrivedRounds {
  readonly #db: DatabaseSync;
  readonly #known = new Map<
    number,
    { readonly lastDelivery: number; readonly round: ArrivedRound }
  >();

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** Oldest first. */
  list(cohort: number): ArrivedRound[] {
    return this.#db
      .prepare(`
        SELECT id, first_delivery, last_delivery, last_at FROM round
        WHERE cohort = ? ORDER BY id DESC LIMIT ?`)
      .all(cohort, LATEST)
      .map((row) => this.#read(cohort, roundRow.parse(row)))
      .reverse();
  }

  #read(cohort: number, row: z.infer<typeof roundRow>): ArrivedRound {
    const known = this.#known.get(row.id);
    if (known?.lastDelivery === row.last_delivery) return known.round;
    const { started_at, deliveries, has_deltas } = contentRow.parse(
      this.#db
        .prepare(`
          SELECT (SELECT received_at FROM applied WHERE delivery = ?2) AS started_at,
            (SELECT count(*) FROM applied WHERE cohort = ?1 AND delivery BETWEEN ?2 AND ?3
              AND outcome <> 'quiet') AS deliveries,
            EXISTS (SELECT 1 FROM applied a JOIN sync s ON s.id = a.sync
              WHERE a.cohort = ?1 AND a.delivery BETWEEN ?2 AND ?3 AND s.action <> 'members') AS has_deltas`)
        .get(cohort, row.first_delivery, row.last_delivery),
    );
    const round = {
      id: row.id,
      startedAtMs: started_at ?? row.last_at,
      lastAtMs: row.last_at,
      deliveries,
      hasDeltas: has_deltas === 1,
    };
    this.#known.set(row.id, { lastDelivery: row.last_delivery, round });
    return round;
  }
}
