import type { DatabaseSync, SQLInputValue, SQLOutputValue } from 'node:sqlite';

const COMMA = 44;
const ZERO = 48;
const ALL_IDS = 'count(*) AS n, CAST(group_concat(id) AS BLOB) AS ids';

type Params = Readonly<Record<string, SQLInputValue>>;

/**
 * The column `id` of a query, in its order. All ids come as one value: handing over a million rows one by one takes
 * longer than finding them.
 */
export function readIds(db: DatabaseSync, sql: string, params: Params): Float64Array {
  return idsOf(db.prepare(`SELECT ${ALL_IDS} FROM (${sql})`).get(params));
}

/** The same, and in how many rows the column `blank` is true. */
export function readIdsAndBlanks(db: DatabaseSync, sql: string, params: Params) {
  const row = db.prepare(`SELECT ${ALL_IDS}, total(blank) AS blanks FROM (${sql})`).get(params);
  return { ids: idsOf(row), blanks: Number(row?.blanks ?? 0) };
}

function idsOf(row: Record<string, SQLOutputValue> | undefined): Float64Array {
  const ids = new Float64Array(Number(row?.n ?? 0));
  if (!(row?.ids instanceof Uint8Array)) return ids;
  let at = 0;
  let id = 0;
  for (const byte of row.ids) {
    if (byte === COMMA) {
      ids[at] = id;
      at += 1;
      id = 0;
    } else {
      id = id * 10 + byte - ZERO;
    }
  }
  ids[at] = id;
  return ids;
}

/** One list after the other. */
export function joinedIds(lists: readonly Float64Array[]): Float64Array {
  const [only] = lists;
  if (only !== undefined && lists.length === 1) return only;
  return Float64Array.from(lists.flatMap((list) => [...list]));
}
