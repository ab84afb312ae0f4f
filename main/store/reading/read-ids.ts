import type { DatabaseSync, SQLInputValue } from 'node:sqlite';

const COMMA = 44;
const ZERO = 48;

/**
 * The column `id` of a query, in its order. All ids come as one value: handing over a million rows one by one takes
 * longer than finding them.
 */
export function readIds(
  db: DatabaseSync,
  sql: string,
  params: Readonly<Record<string, SQLInputValue>>,
): Float64Array {
  const row = db
    .prepare(`SELECT count(*) AS n, CAST(group_concat(id) AS BLOB) AS ids FROM (${sql})`)
    .get(params);
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
