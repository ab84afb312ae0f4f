import type { DatabaseSync } from 'node:sqlite';
import type { IdSet } from '../id-set.ts';
import {
  INDEXED_ORDER,
  type MemberOrder,
  mayBeBlank,
  type Places,
  placesOf,
  sortedBy,
} from './member-order.ts';
import { joinedIds, readIds } from './read-ids.ts';

/** Entries of an index looked at in one go, and at most. */
const STEP = 20_000;
const NEAR = 100_000;

interface Window {
  readonly cohort: number;
  readonly order: MemberOrder;
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
    return this.#counted(cohort, '', revision);
  }

  /** How many of them have nothing to be sorted by. */
  blanks(cohort: number, order: MemberOrder, revision: number): number {
    if (!mayBeBlank(order)) return 0;
    return this.#counted(cohort, ` AND ${INDEXED_ORDER[order][0]} = ''`, revision);
  }

  /** Row ids of a window. */
  ids(window: Window, revision: number): Float64Array {
    const size = this.size(window.cohort, revision);
    const blanks = this.blanks(window.cohort, window.order, revision);
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
  #idsAt({ cohort, order, descending }: Window, { from, to }: Places, size: number): Float64Array {
    const isNearerEnd = size - to < from;
    const sql = `
      SELECT id FROM member WHERE cohort = :cohort
      ORDER BY ${sortedBy(INDEXED_ORDER[order], isNearerEnd)} LIMIT :limit OFFSET :offset`;
    const offset = isNearerEnd ? size - to : from;
    const ids = readIds(this.#db, sql, { cohort, limit: to - from, offset });
    return isNearerEnd === descending ? ids : ids.reverse();
  }

  #counted(cohort: number, condition: string, revision: number): number {
    const key = cohort + condition;
    const known = this.#counts.get(key);
    if (known?.revision === revision) return known.count;
    const sql = `SELECT count(*) AS n FROM member WHERE cohort = ?${condition}`;
    const count = Number(this.#db.prepare(sql).get(cohort)?.n);
    this.#counts.set(key, { revision, count });
    return count;
  }
}
