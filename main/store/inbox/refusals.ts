import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { UnusableBody } from '../../mixpanel/envelope.ts';

/** So many of each cause are kept. */
const KEPT_OF_EACH = 100;

/** Who was turned away: the newest of each cause, in a table that is small enough to be read with every question. */
export class Refusals {
  readonly #insert: StatementSync;
  readonly #beyond: StatementSync;
  readonly #forget: StatementSync;
  readonly #removeDelivery: StatementSync;

  constructor(db: DatabaseSync) {
    this.#insert = db.prepare('INSERT INTO refusal VALUES (?, ?, ?, ?, ?, ?)');
    this.#beyond = db.prepare(
      `SELECT number FROM refusal WHERE code = ? ORDER BY number DESC LIMIT -1 OFFSET ${KEPT_OF_EACH}`,
    );
    this.#forget = db.prepare('DELETE FROM refusal WHERE number = ?');
    this.#removeDelivery = db.prepare('DELETE FROM delivery WHERE number = ?');
  }

  /** Within the transaction that keeps the delivery. The oldest of its cause goes, with its body, where it is one too many. */
  add(number: number, receivedAtMs: number, { code, cohort }: UnusableBody): void {
    const { projectId = null, cohortId = null, cohortName = null } = cohort ?? {};
    this.#insert.run(number, receivedAtMs, code, projectId, cohortId, cohortName);
    for (const { number: oldest } of this.#beyond.all(code)) {
      this.#removeDelivery.run(Number(oldest));
      this.#forget.run(Number(oldest));
    }
  }
}

/** The person has seen those of a cause and a cohort ('' and '': of none) that came up to a delivery. */
export interface Dismissal {
  readonly code: string;
  readonly projectId: string;
  readonly cohortId: string;
  readonly upTo: number;
}

export function dismiss(db: DatabaseSync, { code, projectId, cohortId, upTo }: Dismissal): void {
  db.prepare(`
    INSERT INTO dismissal VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT DO UPDATE SET up_to = max(up_to, ?4)`).run(code, projectId, cohortId, upTo);
}

/** Forgets those of one cohort, or all of them; deliveries that are gone are gone here, too. */
export function forgetRefusals(
  db: DatabaseSync,
  cohort: { readonly projectId: string; readonly cohortId: string } | null,
): void {
  for (const table of ['refusal', 'dismissal']) {
    if (cohort === null) db.exec(`DELETE FROM ${table}`);
    else {
      db.prepare(`DELETE FROM ${table} WHERE project_id = ? AND cohort_id = ?`).run(
        cohort.projectId,
        cohort.cohortId,
      );
    }
  }
}
