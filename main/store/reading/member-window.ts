import type { DatabaseSync } from 'node:sqlite';
import { FoundMembers } from './found-members.ts';
import { COMPUTED_ORDER, INDEXED_ORDER, type MemberOrder, sortedBy } from './member-order.ts';
import type { MembershipQuery, Selection } from './membership.ts';
import { isNarrowed, narrowingClause } from './narrowing.ts';
import { readIds } from './read-ids.ts';
import { readRevision } from './revision.ts';
import { type MemberOfWindow, rowsOfIds } from './rows-of-ids.ts';
import { selectionIdsSql } from './selection-ids.ts';

/** Rows by their position in an order. */
export interface MemberWindowQuery extends MembershipQuery {
  readonly order: MemberOrder;
  readonly descending: boolean;
  readonly offset: number;
  readonly limit: number;
}

export interface MemberWindow {
  readonly rows: readonly MemberOfWindow[];
  /** How many there are in all. */
  readonly count: number;
  /** The cohort's, see `readRevision`. */
  readonly revision: number;
}

/** Lists of ids that took a scan to make, kept while they are true: 8 MB each at a million members. */
const REMEMBERED = 4;
const REMEMBERED_COUNTS = 200;
/** So few found people are sorted at once, whichever of them are asked for. */
const FEW = 2_000;
/** Up to so many are sorted one by one; more are taken from an index that is sorted already. */
const SORTABLE = 50_000;
/** Entries of an index looked at for the first of more than a few, before all are put in order. */
const NEAR = 10_000;

type Sorted = Omit<MemberWindowQuery, 'offset' | 'limit'>;
type Counted = MembershipQuery;

/**
 * Answers what a table shows: which ids stand at these positions, and only then their rows. Everybody in an
 * order of the live table is read off its index, from the nearer end; any other selection is scanned and sorted
 * once and remembered until the cohort changes.
 */
export class MemberWindows {
  readonly #db: DatabaseSync;
  readonly #found: FoundMembers;
  readonly #lists = new Map<string, Float64Array>();
  readonly #counts = new Map<string, number>();
  readonly #sizes = new Map<number, { readonly revision: number; readonly size: number }>();

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#found = new FoundMembers(db);
  }

  read(query: MemberWindowQuery): MemberWindow {
    return this.#inOneView(() => {
      const revision = readRevision(this.#db, query.cohort);
      const { ids, count } = this.#idsOf(query, revision);
      return { rows: rowsOfIds(this.#db, ids, query.selection), count, revision };
    });
  }

  /** How many there are in all. */
  count(query: Counted): { count: number; revision: number } {
    return this.#inOneView(() => {
      const revision = readRevision(this.#db, query.cohort);
      return { count: this.#countOf(query, revision), revision };
    });
  }

  #idsOf(query: MemberWindowQuery, revision: number): { ids: Float64Array; count: number } {
    if (isEverybodyNow(query)) {
      return { ids: this.#idsByIndex(query, revision), count: this.#size(query.cohort, revision) };
    }
    const near = isNow(query) ? this.#nearIds(query, revision) : null;
    if (near !== null) return near;
    const list = this.#list(query, revision);
    return { ids: windowOf(list, query), count: list.length };
  }

  #countOf(query: Counted, revision: number): number {
    if (isEverybodyNow(query)) return this.#size(query.cohort, revision);
    if (isNow(query)) return this.#found.read(query, revision).length;
    return this.#countAll(query, revision);
  }

  #size(cohort: number, revision: number): number {
    const known = this.#sizes.get(cohort);
    if (known?.revision === revision) return known.size;
    const row = this.#db.prepare('SELECT count(*) AS n FROM member WHERE cohort = ?').get(cohort);
    const size = Number(row?.n);
    this.#sizes.set(cohort, { revision, size });
    return size;
  }

  #idsByIndex(query: MemberWindowQuery, revision: number): Float64Array {
    const { cohort, order, descending, offset } = query;
    const size = this.#size(cohort, revision);
    const limit = Math.max(0, Math.min(query.limit, size - offset));
    if (limit === 0) return new Float64Array();
    const fromEnd = size - offset - limit;
    const isNearerEnd = fromEnd < offset;
    const sql = `
      SELECT id FROM member WHERE cohort = :cohort
      ORDER BY ${sortedBy(INDEXED_ORDER[order], descending !== isNearerEnd)} LIMIT :limit OFFSET :offset`;
    const ids = readIds(this.#db, sql, { cohort, limit, offset: isNearerEnd ? fromEnd : offset });
    return isNearerEnd ? ids.reverse() : ids;
  }

  /** The first of many found people, where they stand near the beginning of the order; else null. */
  #nearIds(query: MemberWindowQuery, revision: number) {
    const { cohort, order, descending, offset, limit } = query;
    const count = this.#found.read(query, revision).length;
    if (count <= FEW || this.#lists.has(listKey(query, revision))) return null;
    const { clause, params } = narrowingClause(query);
    const direction = sortedBy(INDEXED_ORDER[order], descending);
    const first = `SELECT * FROM member WHERE cohort = :cohort ORDER BY ${direction} LIMIT :near`;
    const ids = readIds(
      this.#db,
      `SELECT id FROM (${first}) m WHERE true${clause} LIMIT :limit OFFSET :offset`,
      { cohort, ...params, near: NEAR, limit, offset },
    );
    return ids.length === limit ? { ids, count } : null;
  }

  #list(query: Sorted, revision: number): Float64Array {
    return this.#remembered(listKey(query, revision), () =>
      isNow(query) ? this.#sortFound(query, revision) : this.#scan(query),
    );
  }

  #sortFound(query: Sorted, revision: number): Float64Array {
    const found = this.#found.read(query, revision);
    const sorted = sortedBy(INDEXED_ORDER[query.order], false);
    if (found.length <= SORTABLE) {
      const ids = JSON.stringify([...found]);
      const sql = `
        SELECT id FROM member WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY ${sorted}`;
      return readIds(this.#db, sql, { ids });
    }
    const isFound = new Set(found);
    const sql = `SELECT id FROM member WHERE cohort = :cohort ORDER BY ${sorted}`;
    return readIds(this.#db, sql, { cohort: query.cohort }).filter((id) => isFound.has(id));
  }

  #scan({ order, ...query }: Sorted): Float64Array {
    const { sql, params } = selectionIdsSql(query);
    const sorted = sortedBy(COMPUTED_ORDER[order], false);
    return readIds(this.#db, `SELECT id FROM (${sql}) ORDER BY ${sorted}`, params);
  }

  #remembered(key: string, make: () => Float64Array): Float64Array {
    const list = this.#lists.get(key) ?? make();
    this.#lists.delete(key);
    this.#lists.set(key, list);
    const oldest = this.#lists.keys().next();
    if (this.#lists.size > REMEMBERED && oldest.done === false) this.#lists.delete(oldest.value);
    return list;
  }

  /** Counting sorts nothing, and needs no scan of its own where a list of these people is known. */
  #countAll(query: Counted, revision: number): number {
    const who = whoOf(query, revision);
    const list = [...this.#lists].find(([key]) => key.startsWith(who))?.[1];
    const known = list?.length ?? this.#counts.get(who);
    if (known !== undefined) return known;
    const { sql, params } = selectionIdsSql(query);
    const count = Number(this.#db.prepare(`SELECT count(*) AS n FROM (${sql})`).get(params)?.n);
    if (this.#counts.size >= REMEMBERED_COUNTS) this.#counts.clear();
    this.#counts.set(who, count);
    return count;
  }

  #inOneView<T>(work: () => T): T {
    this.#db.exec('BEGIN');
    try {
      return work();
    } finally {
      this.#db.exec('COMMIT');
    }
  }
}

/** The same people in the other direction are the same list from its end. */
function windowOf(
  list: Float64Array,
  { descending, offset, limit }: Pick<MemberWindowQuery, 'descending' | 'offset' | 'limit'>,
): Float64Array {
  if (!descending) return list.subarray(offset, offset + limit);
  const end = Math.max(0, list.length - offset);
  return list.slice(Math.max(0, end - limit), end).reverse();
}

/** The people meant, as a key that no other people at no other time have. */
function whoOf(
  { cohort, selection, search = '', filters = [] }: Counted,
  revision: number,
): string {
  return JSON.stringify([cohort, revision, selection, search, filters]);
}

function listKey({ order, ...who }: Sorted, revision: number): string {
  return whoOf(who, revision) + order;
}

function isNow({ selection }: { readonly selection: Selection }): boolean {
  return selection.what === 'members' && selection.at === 'now';
}

function isEverybodyNow(query: Counted): boolean {
  return isNow(query) && !isNarrowed(query);
}
