import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { TO_APPLY } from '../inbox/inbox-file.ts';
import {
  DELIVERY_COLUMNS,
  type DeliveryRow,
  isQuiet,
  isUnreadable,
  keyOf,
  parseDeliveryRow,
  type QuietMoment,
  type UnreadableDelivery,
} from './delivery-row.ts';
import { ListLoader } from './list-loader.ts';
import { EarlierDeliveries } from './read-anew.ts';
import type { PreparedRun, RunScratch } from './run.ts';

/** A run is applied in one transaction: long enough to be worth its sorting, short enough to be seen soon. */
const RUN_PAGES = 128;
const RUN_BYTES = 48 * 1024 * 1024;

/** What comes next: a run, or something that stands by itself. */
export type Prepared = PreparedRun | QuietMoment | UnreadableDelivery;

/** Reads waiting deliveries from the inbox and lays their members out in a scratch file, ready to be applied. */
export class RunPreparer {
  readonly #name: RunScratch;
  readonly #next: StatementSync;
  readonly #loader: ListLoader;
  readonly #earlier: EarlierDeliveries;

  constructor(inbox: DatabaseSync, name: RunScratch, scratch: DatabaseSync) {
    this.#name = name;
    this.#loader = new ListLoader(inbox, scratch);
    this.#earlier = new EarlierDeliveries(inbox);
    this.#next = inbox.prepare(`
      SELECT ${DELIVERY_COLUMNS}
      FROM delivery WHERE number > ? AND kind IN ${TO_APPLY} ORDER BY number LIMIT ${RUN_PAGES}`);
  }

  /** The next run after a delivery's number; null when nothing waits. */
  prepare(after: number): Prepared | null {
    const waiting = this.#next.all(after).map(parseDeliveryRow);
    const [first, ...others] = waiting;
    if (first === undefined) return null;
    if (isUnreadable(first) || isQuiet(first)) return first;
    const rows = this.#takeRun(this.#earlier.readAnew(first), others);
    return { scratch: this.#name, key: keyOf(rows[0]), ...this.#loader.layOut(rows) };
  }

  /** Those that belong to the first one's run. */
  #takeRun(
    first: DeliveryRow,
    others: readonly (DeliveryRow | QuietMoment | UnreadableDelivery)[],
  ): [DeliveryRow, ...DeliveryRow[]] {
    const run: [DeliveryRow, ...DeliveryRow[]] = [first];
    let bytes = first.size;
    for (const other of others) {
      if (isUnreadable(other) || isQuiet(other)) break;
      const row = this.#earlier.readAnew(other);
      bytes += row.size;
      if (!isOfRun(row, first) || bytes > RUN_BYTES) break;
      run.push(row);
    }
    return run;
  }
}

function isOfRun(row: DeliveryRow, first: DeliveryRow): boolean {
  return (
    row.project_id === first.project_id &&
    row.cohort_id === first.cohort_id &&
    row.action === first.action &&
    row.session_id === first.session_id &&
    row.session_id !== null
  );
}
