import type { DatabaseSync } from 'node:sqlite';
import { inOneView } from '../database.ts';
import { IdSet } from '../id-set.ts';
import { FoundMembers } from './found-members.ts';
import { IndexedMembers } from './indexed-members.ts';
import { computedOrder, type MemberOrder, mayBeBlank, placesOf, sortedBy } from './member-order.ts';
import type { MembershipQuery, MembershipSql, Selection } from './membership.ts';
import { isNarrowed } from './narrowing.ts';
import { type OrderedRows, readOrderedRows } from './ordered-rows.ts';
import { joinedIds, readIds, readIdsAndBlanks } from './read-ids.ts';
import { readRevision } from './revision.ts';
import { type MemberOfWindow, rowsOfIds } from './rows-of-ids.ts';
import { selectionIdsSql, texts } from './selection-ids.ts';
import { readSentFields, type SentFields } from './sent-fields.ts';

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

type Sorted = Omit<MemberWindowQuery, 'offset' | 'limit'>;
type Counted = MembershipQuery;

/** How rows are put in an order. */
interface Way {
  readonly sent: SentFields;
  /** null: by sorting them. */
  readonly ordered: OrderedRows | null;
}

/** In ascending order, those who have nothing to be sorted by first. */
interface SortedIds {
  readonly ids: Float64Array;
  readonly blanks: number;
}

/**
 * Answers what a table shows: which ids stand at these positions, and only then their rows. Everybody in an
 * order of the live table is read off its index, from the nearer end; any other selection is scanned and sorted
 * once and remembered until the cohort changes, and so is an order by raw names that has no index.
 */
export class MemberWindows {
  readonly #db: DatabaseSync;
  readonly #indexed: IndexedMembers;
  readonly #found: FoundMembers;
  readonly #lists = new Map<string, SortedIds>();
  readonly #counts = new Map<string, number>();

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#indexed = new IndexedMembers(db);
    this.#found = new FoundMembers(db);
  }

  read(query: MemberWindowQuery): MemberWindow {
    return inOneView(this.#db, () => this.#windowOf(query));
  }

  /** The same where it takes no scan; else null. */
  readNear(query: MemberWindowQuery): MemberWindow | null {
    return inOneView(this.#db, () => {
      const sent = readSentFields(this.#db, query.cohort);
      const isNear = isEverybodyNow(query) && readOrderedRows(this.#db, query, sent) !== null;
      return isNear ? this.#windowOf(query) : null;
    });
  }

  /** How many there are in all. */
  count(query: Counted): { count: number; revision: number } {
    return inOneView(this.#db, () => {
      const revision = readRevision(this.#db, query.cohort);
      return { count: this.#countOf(query, revision), revision };
    });
  }

  #windowOf(query: MemberWindowQuery): MemberWindow {
    const revision = readRevision(this.#db, query.cohort);
    const { ids, count } = this.#idsOf(query, revision);
    return { rows: rowsOfIds(this.#db, ids, query.cohort, query.selection), count, revision };
  }

  #idsOf(query: MemberWindowQuery, revision: number): { ids: Float64Array; count: number } {
    const sent = readSentFields(this.#db, query.cohort);
    const ordered = isNow(query) ? readOrderedRows(this.#db, query, sent) : null;
    if (ordered !== null) {
      const near = isNarrowed(query)
        ? this.#nearIds(query, ordered, revision)
        : this.#indexedIds(query, ordered, revision);
      if (near !== null) return near;
    }
    const { ids, blanks } = this.#list(query, revision, { sent, ordered });
    const pieces = placesOf(query, ids.length, blanks).map(({ from, to }) => {
      return query.descending ? ids.slice(from, to).reverse() : ids.subarray(from, to);
    });
    return { ids: joinedIds(pieces), count: ids.length };
  }

  #indexedIds(query: MemberWindowQuery, ordered: OrderedRows, revision: number) {
    const ids = this.#indexed.ids({ ...query, ordered }, revision);
    return { ids, count: this.#indexed.size(query.cohort, revision) };
  }

  #countOf(query: Counted, revision: number): number {
    if (isEverybodyNow(query)) return this.#indexed.size(query.cohort, revision);
    if (isNow(query)) return this.#found.read(query, revision).length;
    return this.#countAll(query, revision);
  }

  /** The first of many found people are looked for before all are put in order. */
  #nearIds(query: MemberWindowQuery, ordered: OrderedRows, revision: number) {
    const found = this.#found.read(query, revision);
    if (found.length <= FEW || this.#lists.has(listKey(query, revision))) return null;
    const ids = this.#indexed.firstOf(IdSet.of(found), { ...query, ordered }, revision);
    return ids === null ? null : { ids, count: found.length };
  }

  #list(query: Sorted, revision: number, { sent, ordered }: Way): SortedIds {
    return this.#remembered(listKey(query, revision), () => {
      if (!isNow(query) || !isNarrowed(query)) return this.#scan(query, sent);
      const found = this.#found.read(query, revision);
      if (found.length <= SORTABLE) return this.#sortFew(found, query, sent);
      if (ordered === null) return this.#scan(query, sent);
      return this.#sortMany(found, query.order, ordered, revision);
    });
  }

  #sortFew(found: Float64Array, { cohort, order }: Sorted, sent: SentFields): SortedIds {
    const rows = `
      SELECT m.id, m.distinct_id, m.joined, ${texts(sent)} FROM member m
      WHERE m.id IN (SELECT value FROM json_each(:ids))`;
    return this.#sort({ sql: rows, params: { ids: JSON.stringify([...found]) } }, cohort, order);
  }

  #sortMany(
    found: Float64Array,
    order: MemberOrder,
    ordered: OrderedRows,
    revision: number,
  ): SortedIds {
    const isFound = IdSet.of(found);
    const sql = `SELECT id FROM ${ordered.rows} ORDER BY ${sortedBy(ordered.columns, false)}`;
    const everybody = readIds(this.#db, sql, {});
    const blanks = everybody.subarray(0, this.#indexed.blanks(order, ordered, revision));
    const wanted = (ids: Float64Array) => ids.filter((id) => isFound.has(id));
    return { ids: wanted(everybody), blanks: wanted(blanks).length };
  }

  #scan({ order, ...query }: Sorted, sent: SentFields): SortedIds {
    return this.#sort(selectionIdsSql(query, sent), query.cohort, order);
  }

  #sort({ sql: rows, params }: MembershipSql, cohort: number, order: MemberOrder): SortedIds {
    const columns = computedOrder(order, cohort);
    const blank = mayBeBlank(order) ? `${columns[0]} = ''` : 'false';
    const sql = `SELECT id, ${blank} AS blank FROM (${rows}) ORDER BY ${sortedBy(columns, false)}`;
    return readIdsAndBlanks(this.#db, sql, params);
  }

  #remembered(key: string, make: () => SortedIds): SortedIds {
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
    const known = list?.ids.length ?? this.#counts.get(who);
    if (known !== undefined) return known;
    const sent = readSentFields(this.#db, query.cohort);
    const { sql, params } = selectionIdsSql(query, sent);
    const count = Number(this.#db.prepare(`SELECT count(*) AS n FROM (${sql})`).get(params)?.n);
    if (this.#counts.size >= REMEMBERED_COUNTS) this.#counts.clear();
    this.#counts.set(who, count);
    return count;
  }
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
