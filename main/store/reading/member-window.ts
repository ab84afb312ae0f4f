import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { MemberOrder } from './member-rows.ts';
import type { MembershipSql, Moment, Selection } from './membership.ts';
import { mergedProperties } from './merged-properties.ts';
import { selectionIdsSql } from './selection-ids.ts';

/** Rows by their position in an order. */
export interface MemberWindowQuery {
  /** Row id in the cohort table. */
  readonly cohort: number;
  readonly selection: Selection;
  readonly order: MemberOrder;
  readonly descending: boolean;
  /** Text to be found in any common field. */
  readonly search?: string | undefined;
  readonly offset: number;
  readonly limit: number;
}

export interface MemberOfWindow {
  readonly id: number;
  readonly distinctId: string;
  readonly joinedAtMs: number;
  /** When they left, among those who left. */
  readonly leftAtMs: number | null;
  /** Common fields and all other properties, as a JSON object. */
  readonly properties: string;
}

export interface MemberWindow {
  readonly rows: readonly MemberOfWindow[];
  /** Number of the cohort's last applied delivery. */
  readonly revision: number;
}

const INDEXED: Readonly<Record<MemberOrder, readonly string[]>> = {
  distinct_id: ['distinct_id'],
  email: ['email_order'],
  name: ['last_name_order', 'first_name_order'],
  joined: ['joined'],
};
/** The same orders over rows that are not only those of the live table. */
const COMPUTED: Readonly<Record<MemberOrder, readonly string[]>> = {
  distinct_id: ['distinct_id'],
  email: ["ifnull(email, '')"],
  name: ["ifnull(last_name, '')", "ifnull(first_name, '')"],
  joined: ['joined'],
};

/** Lists of ids that took a scan to make, kept while they are true: 8 MB each at a million members. */
const REMEMBERED = 6;
const REMEMBERED_COUNTS = 200;

type Sorted = Omit<MemberWindowQuery, 'offset' | 'limit'>;
type Counted = Omit<Sorted, 'order' | 'descending'>;

const stayRow = z.object({
  id: z.number(),
  distinct_id: z.string(),
  joined: z.number(),
  left: z.number().nullable(),
  changed: z.number(),
  email: z.string().nullable(),
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  phone: z.string().nullable(),
  props: z.string(),
});
const formerRow = stayRow.pick({
  email: true,
  first_name: true,
  last_name: true,
  phone: true,
  props: true,
});

const VALUES = 'changed, email, first_name, last_name, phone, json(props) AS props';

/**
 * Answers what a table shows: which ids stand at these positions, and only then their rows. Everybody in an
 * order of the live table is read off its index, from the nearer end; any other selection is scanned and sorted
 * once and remembered until the cohort changes.
 */
export class MemberWindows {
  readonly #db: DatabaseSync;
  readonly #lists = new Map<string, Float64Array>();
  readonly #counts = new Map<string, number>();
  readonly #sizes = new Map<number, { readonly revision: number; readonly size: number }>();

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  read(query: MemberWindowQuery): MemberWindow {
    return this.#inOneView(() => {
      const revision = this.#revision(query.cohort);
      const ids = isLive(query)
        ? this.#idsByIndex(query, revision)
        : windowOf(this.#list(query, revision), query);
      return { rows: this.#rowsOf(ids, query.selection), revision };
    });
  }

  /** How many there are in all. */
  count(query: Counted): { count: number; revision: number } {
    return this.#inOneView(() => {
      const revision = this.#revision(query.cohort);
      const count = isLive(query)
        ? this.#size(query.cohort, revision)
        : this.#countAll(query, revision);
      return { count, revision };
    });
  }

  /** Number of the cohort's last applied delivery; 0 when there is no such cohort. */
  #revision(cohort: number): number {
    const row = this.#db.prepare('SELECT last_delivery AS n FROM cohort WHERE id = ?').get(cohort);
    return Number(row?.n ?? 0);
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
      SELECT id FROM member WHERE cohort = ? ORDER BY ${sortedBy(INDEXED[order], descending !== isNearerEnd)}
      LIMIT ? OFFSET ?`;
    const ids = this.#ids(sql, cohort, limit, isNearerEnd ? fromEnd : offset);
    return isNearerEnd ? ids.reverse() : ids;
  }

  #list(query: Sorted, revision: number): Float64Array {
    const key = whoOf(query, revision) + query.order;
    const known = this.#lists.get(key) ?? this.#scan(query);
    this.#lists.delete(key);
    this.#lists.set(key, known);
    const oldest = this.#lists.keys().next();
    if (this.#lists.size > REMEMBERED && oldest.done === false) this.#lists.delete(oldest.value);
    return known;
  }

  #scan({ order, ...query }: Sorted): Float64Array {
    const { sql, params } = idsSqlOf(query);
    return this.#ids(
      `SELECT id FROM (${sql}) ORDER BY ${sortedBy(COMPUTED[order], false)}`,
      params,
    );
  }

  /** Counting sorts nothing, and needs no scan of its own where a list of these people is known. */
  #countAll(query: Counted, revision: number): number {
    const who = whoOf(query, revision);
    const list = [...this.#lists].find(([key]) => key.startsWith(who))?.[1];
    const known = list?.length ?? this.#counts.get(who);
    if (known !== undefined) return known;
    const { sql, params } = idsSqlOf(query);
    const count = Number(this.#db.prepare(`SELECT count(*) AS n FROM (${sql})`).get(params)?.n);
    if (this.#counts.size >= REMEMBERED_COUNTS) this.#counts.clear();
    this.#counts.set(who, count);
    return count;
  }

  #ids(sql: string, ...params: readonly (number | Readonly<Record<string, string | number>>)[]) {
    const statement = this.#db.prepare(sql);
    statement.setReturnArrays(true);
    const [named, ...rest] = params;
    const rows =
      typeof named === 'object'
        ? statement.iterate(named)
        : statement.iterate(...[named, ...rest].filter((value) => typeof value === 'number'));
    return Float64Array.from(rows, ({ 0: id }) => Number(id));
  }

  #rowsOf(ids: Float64Array, { what, at }: Selection): MemberOfWindow[] {
    const member = this.#db.prepare(
      `SELECT id, distinct_id, joined, NULL AS left, ${VALUES} FROM member WHERE id = ?`,
    );
    const stay = this.#db.prepare(
      `SELECT id, distinct_id, joined, left, ${VALUES} FROM stay WHERE id = ?`,
    );
    const timeOf = this.#times();
    const rows: MemberOfWindow[] = [];
    for (const id of ids) {
      const found = member.get(id) ?? stay.get(id);
      if (found === undefined) continue;
      const row = stayRow.parse(found);
      // Those who left are shown as they were then.
      const values = what === 'left' ? row : this.#valuesAt(row, at);
      rows.push({
        id,
        distinctId: row.distinct_id,
        joinedAtMs: timeOf(row.joined),
        leftAtMs: what === 'left' && row.left !== null ? timeOf(row.left) : null,
        properties: mergedProperties(values),
      });
    }
    return rows;
  }

  #valuesAt(row: z.infer<typeof stayRow>, at: Moment): z.infer<typeof formerRow> {
    if (at === 'now' || row.changed <= at) return row;
    const former = this.#db
      .prepare(`
        SELECT email, first_name, last_name, phone, json(props) AS props FROM former
        WHERE stay = ? AND until > ? ORDER BY until LIMIT 1`)
      .get(row.id, at);
    return former === undefined ? row : formerRow.parse(former);
  }

  /** Times of deliveries, each looked up once. */
  #times(): (delivery: number) => number {
    const statement = this.#db.prepare('SELECT received_at AS ms FROM applied WHERE delivery = ?');
    const known = new Map<number, number>();
    return (delivery) => {
      const ms = known.get(delivery) ?? Number(statement.get(delivery)?.ms ?? 0);
      known.set(delivery, ms);
      return ms;
    };
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
function whoOf({ cohort, selection, search }: Counted, revision: number): string {
  return JSON.stringify([cohort, revision, selection, search]);
}

function idsSqlOf({ cohort, selection, search }: Counted): MembershipSql {
  return selectionIdsSql({ cohort, selection, ...(search !== undefined && { search }) });
}

function isLive({ selection, search }: Pick<MemberWindowQuery, 'selection' | 'search'>): boolean {
  const isSearched = search !== undefined && search !== '';
  return selection.what === 'members' && selection.at === 'now' && !isSearched;
}

function sortedBy(columns: readonly string[], descending: boolean): string {
  const direction = descending ? 'DESC' : 'ASC';
  return [...columns, 'id'].map((column) => `${column} ${direction}`).join(', ');
}
