import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { searchClause } from './search.ts';

/** Orders in which members can be listed, each served by an index. */
export type MemberOrder = 'distinct_id' | 'email' | 'name' | 'joined';

/** The last row of a page of rows, from which the next page goes on. */
export interface Cursor {
  readonly values: readonly (string | number)[];
  readonly id: number;
}

export interface MemberRowsQuery {
  /** Row id in the cohort table. */
  readonly cohort: number;
  readonly order: MemberOrder;
  readonly descending?: boolean;
  readonly after?: Cursor | undefined;
  /** Text to be found in any common field. */
  readonly search?: string | undefined;
  readonly limit: number;
}

export interface MemberRow {
  readonly id: number;
  readonly distinctId: string;
  /** Delivery with which the stay began. */
  readonly joined: number;
  readonly email: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly phone: string | null;
  /** All other properties, as a JSON object. */
  readonly props: string;
}

export interface MemberRows {
  readonly rows: readonly MemberRow[];
  /** null after the last row. */
  readonly next: Cursor | null;
}

const ORDER_COLUMNS: Readonly<Record<MemberOrder, readonly string[]>> = {
  distinct_id: ['distinct_id'],
  email: ['email_order'],
  name: ['last_name_order', 'first_name_order'],
  joined: ['joined'],
};

const rowSchema = z.looseObject({
  id: z.number(),
  distinct_id: z.string(),
  joined: z.number(),
  email: z.string().nullable(),
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  phone: z.string().nullable(),
  props: z.string(),
});
const valueSchema = z.union([z.string(), z.number()]);

/** Current members from any place on, at the same cost however deep. */
export function listMemberRows(db: DatabaseSync, query: MemberRowsQuery): MemberRows {
  const { after, limit } = query;
  if (after === undefined) return pageOf(query, select(db, query, [], limit));
  // Two steps, since SQLite does not go on from a row id inside equal values by comparing rows of values.
  const found = select(db, query, [...equal(query), idBeyond(query)], limit, after);
  if (found.length < limit) {
    found.push(...select(db, query, [valuesBeyond(query)], limit - found.length, after));
  }
  return pageOf(query, found);
}

/** How many members are in, or fit the search. */
export function countMembers(
  db: DatabaseSync,
  { cohort, search }: { readonly cohort: number; readonly search?: string | undefined },
): number {
  const { clause, pattern } = searchClause(search);
  const how = clause === '' ? '' : 'NOT INDEXED';
  const row = db
    .prepare(`SELECT count(*) AS n FROM member m ${how} WHERE m.cohort = :cohort${clause}`)
    .get({ cohort, ...pattern });
  return Number(row?.n);
}

function select(
  db: DatabaseSync,
  { cohort, order, descending = false, search }: MemberRowsQuery,
  conditions: readonly string[],
  limit: number,
  after?: Cursor,
): unknown[] {
  const { clause, pattern } = searchClause(search);
  const columns = ORDER_COLUMNS[order];
  const direction = descending ? 'DESC' : 'ASC';
  const sort = [...columns, 'id'].map((column) => `m.${column} ${direction}`).join(', ');
  const where = ['m.cohort = :cohort', ...conditions].join(' AND ');
  // A search reads every row once, in the order they stand in; through an index it would jump for each.
  const how = clause === '' ? '' : 'NOT INDEXED';
  const statement = db.prepare(`
    SELECT m.id, m.distinct_id, m.joined, m.email, m.first_name, m.last_name, m.phone, json(m.props) AS props,
      ${columns.map((column, i) => `m.${column} AS order_${i}`).join(', ')}
    FROM member m ${how} WHERE ${where}${clause} ORDER BY ${sort} LIMIT :limit`);
  return statement.all({ cohort, limit, ...pattern, ...cursorParams(conditions, after) });
}

function equal({ order }: MemberRowsQuery): string[] {
  return ORDER_COLUMNS[order].map((column, i) => `m.${column} = :value${i}`);
}

function idBeyond({ descending = false }: MemberRowsQuery): string {
  return `m.id ${descending ? '<' : '>'} :id`;
}

function valuesBeyond({ order, descending = false }: MemberRowsQuery): string {
  const columns = ORDER_COLUMNS[order];
  const left = columns.map((column) => `m.${column}`).join(', ');
  const right = columns.map((_, i) => `:value${i}`).join(', ');
  return `(${left}) ${descending ? '<' : '>'} (${right})`;
}

function cursorParams(
  conditions: readonly string[],
  after: Cursor | undefined,
): Record<string, string | number> {
  if (after === undefined) return {};
  const params: Record<string, string | number> = {};
  for (const [i, value] of after.values.entries()) params[`value${i}`] = value;
  if (conditions.some((condition) => condition.includes(':id'))) params.id = after.id;
  return params;
}

function pageOf({ order, limit }: MemberRowsQuery, found: readonly unknown[]): MemberRows {
  const parsed = found.map((row) => rowSchema.parse(row));
  const rows = parsed.map((row) => ({
    id: row.id,
    distinctId: row.distinct_id,
    joined: row.joined,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    phone: row.phone,
    props: row.props,
  }));
  const last = parsed.at(-1);
  if (last === undefined || rows.length < limit) return { rows, next: null };
  const values = ORDER_COLUMNS[order].map((_, i) => valueSchema.parse(last[`order_${i}`]));
  return { rows, next: { values, id: last.id } };
}
