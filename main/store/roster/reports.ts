import type { DatabaseSync } from 'node:sqlite';
import type { PreparedDelivery } from './run.ts';

/** What a delivery did to the membership. */
export interface Effects {
  readonly joined: number;
  readonly left: number;
  /** People to remove who were not in. */
  readonly unknown: number;
}

export type Outcome = 'applied' | 'repeat' | 'superseded' | 'failed' | 'quiet';

type Reported = Pick<
  PreparedDelivery,
  'number' | 'receivedAtMs' | 'entries' | 'unidentified' | 'oddText' | 'nullNumbers'
>;

/** Writes the report of a delivery, or of a moment of quiet; its effects are added as they come about. */
export function report(
  db: DatabaseSync,
  { cohort, sync }: { readonly cohort: number; readonly sync: number },
  delivery: Reported,
  outcome: Outcome,
  error: string | null = null,
): void {
  const { number, receivedAtMs, entries, unidentified, oddText, nullNumbers } = delivery;
  db.prepare(`
    INSERT INTO applied (delivery, received_at, cohort, sync, outcome, entries, unidentified, odd_text,
      null_numbers, joined, left, unknown, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?)`).run(
    number,
    receivedAtMs,
    cohort,
    sync,
    outcome,
    entries,
    unidentified,
    oddText,
    nullNumbers,
    error,
  );
}

export function noteEffects(
  db: DatabaseSync,
  delivery: number,
  { joined, left, unknown }: Effects,
): void {
  db.prepare(`
    UPDATE applied SET joined = joined + ?, left = left + ?, unknown = unknown + ? WHERE delivery = ?`).run(
    joined,
    left,
    unknown,
    delivery,
  );
}
