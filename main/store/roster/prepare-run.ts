import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  DELIVERY_COLUMNS,
  type DeliveryRow,
  isUnreadable,
  keyOf,
  parseDeliveryRow,
  type UnreadableDelivery,
} from './delivery-row.ts';
import { ListLoader } from './list-loader.ts';
import type { PreparedRun, RunScratch } from './run.ts';

/** A run is applied in one transaction: long enough to be worth its sorting, short enough to be seen soon. */
const RUN_PAGES = 128;
const RUN_BYTES = 48 * 1024 * 1024;

/** Reads waiting deliveries from the inbox and lays their members out in a scratch file, ready to be applied. */
export class RunPreparer {
  readonly #name: RunScratch;
  readonly #next: StatementSync;
  readonly #loader: ListLoader;

  constructor(inbox: DatabaseSync, name: RunScratch, scratch: DatabaseSync) {
    this.#name = name;
    this.#loader = new ListLoader(inbox, scratch);
    this.#next = inbox.prepare(`
      SELECT ${DELIVERY_COLUMNS}
      FROM delivery WHERE number > ? AND kind = 'sync' ORDER BY number LIMIT ${RUN_PAGES}`);
  }

  /** The next run after a delivery's number; null when nothing waits. */
  prepare(after: number): PreparedRun | UnreadableDelivery | null {
    const waiting = this.#next.all(after).map(parseDeliveryRow);
    const [first] = waiting;
    if (first === undefined) return null;
    if (isUnreadable(first)) return first;
    const rows = takeRun(first, waiting);
    return { scratch: this.#name, key: keyOf(first), ...this.#loader.layOut(rows) };
  }
}

/** Those that belong to the first one's run. */
function takeRun(
  first: DeliveryRow,
  waiting: readonly (DeliveryRow | UnreadableDelivery)[],
): DeliveryRow[] {
  const run: DeliveryRow[] = [];
  let bytes = 0;
  for (const row of waiting) {
    if (isUnreadable(row) || !isOfRun(row, first)) break;
    if (run.length > 0 && bytes + row.size > RUN_BYTES) break;
    run.push(row);
    bytes += row.size;
  }
  return run;
}

function isOfRun(row: DeliveryRow, first: DeliveryRow): boolean {
  return (
    row.project_id === first.project_id &&
    row.cohort_id === first.cohort_id &&
    row.action === first.action &&
    row.session_id === first.session_id &&
    (row.session_id !== null || row === first)
  );
}
