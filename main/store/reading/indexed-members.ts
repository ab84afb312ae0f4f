import type { DatabaseSync } from 'node:sqlite';
import type { IdSet } from '../id-set.ts';
import { type MemberOrder, mayBeBlank, type Places, placesOf, sortedBy } from './member-order.ts';
import type { OrderedRows } from './ordered-rows.ts';
import { joinedIds, readIds } from './read-ids.ts';

/** Entries of an index looked at in one go, and at most. */
const STEP = 20_000;
const NEAR = 100_000;

interface Window {
  readonly cohort: number;
  readonly order: MemberOrder;
  /** Its rows in this order. */
  readonly ordered: OrderedRows;
  readonly descending: boolean;
  readonly offset: number;
  readonly limit: number;
}

interface Count {
  readonly revision: number;
  readonly count: number;
}

/** Everybody who is in now, in an order that an index of the live table has. */
export class IndexedMembers {
  readonly #db: DatabaseSync;
  readonly #counts = new Map<string, Count>();

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** How many there are. */
  size(cohort: number, revision: number): number {
    return this.#counted(`member WHERE cohort = ${cohort}`, revision);
  }

  /** How many of them have nothing to be sorted by. */
  blanks(order: MemberOrder, { rows, columns }: OrderedRows, revision: number): number {
    return mayBeBlank(order) ? this.#counted(`${rows} AND ${columns[0]} = ''`, revision) : 0;
  }

  /** Row ids of a window. */
  ids(window: Window, revision: number): Float64Array {
    const size = this.size(window.cohort, revision);
    const blanks = this.blanks(window.order, window.ordered, revision);
    return joinedIds(
      placesOf(window, size, blanks).map((places) => this.#idsAt(window, places, size)),
    );
  }

  /** A window of some of them, where they stand near the beginning of the order; else null. */
  firstOf(some: IdSet, window: Window, revision: number): Float64Array | null {
    const end = window.offset + window.limit;
    const first: number[] = [];
    for (let offset = 0; offset < NEAR && first.length < end; offset += STEP) {
      for (const id of this.ids({ ...window, offset, limit: STEP }, revision)) {
        if (some.has(id)) first.push(id);
      }
    }
    return first.length < end ? null : Float64Array.from(first.slice(window.offset, end));
  }

  /** Read off the index from its nearer end. */
  #idsAt({ ordered, descending }: Window, { from, to }: Places, size: number): Float64Array {
    const isNearerEnd = size - to < from;
    const sql = `
      SELECT id FROM ${ordered.rows}
      ORDER BY ${sortedBy(ordered.columns, isNearerEnd)} LIMIT :limit OFFSET :offset`;
    const offset = isNearerEnd ? size - to : from;
    const ids = readIds(this.#db, sql, { limit: to - from, offset });
    return isNearerEnd === descending ? ids : ids.reverse();
  }

  #counted(rows: string, revision: number): number {
    const known = this.#counts.get(rows);
    if (known?.revision === revision) return known.count;
    const count = Number(this.#db.prepare(`SELECT count(*) AS n FROM ${rows}`).get()?.n);
    this.#counts.set(rows, { revision, count });
    return count;
  }
}
