import type { DatabaseSync } from 'node:sqlite';
import { RollcallError } from '../../../shared/errors.ts';
import { type MembershipQuery, membershipSql } from './membership.ts';
import { readSentFields } from './sent-fields.ts';

// No text becomes a JS string: several times faster than reading columns.
const packedText = (hasStays: boolean): string => `concat(${hasStays ? STAY : ''}
  octet_length(distinct_id), ' ', octet_length(email), ' ', octet_length(first_name), ' ',
  octet_length(last_name), ' ', octet_length(phone), ' ',
  distinct_id, email, first_name, last_name, phone, CAST(props AS TEXT))`;
/** Before a row: the deliveries with which the stay began and, where that is asked, ended. */
const STAY = `joined, ' ', left, ' ', `;
const BATCH_ROWS = 200;

/**
 * The rows of a selection, one or more at a time, each packed for `PackedRow`: the lengths of the five text columns
 * (nothing for NULL), a space after each, then their bytes, then the properties as JSONB. Rows of "now" come in the
 * order of joining. With stays, each begins with the numbers of the deliveries with which it began and ended.
 */
export function packedRows(
  db: DatabaseSync,
  query: MembershipQuery,
  { hasStays }: { readonly hasStays: boolean },
): Iterator<Uint8Array> {
  const { what, at } = query.selection;
  const packed = packedText(hasStays);
  return what === 'members' && at === 'now'
    ? inBatches(db, query, packed)
    : oneByOne(db, query, packed);
}

function* oneByOne(
  db: DatabaseSync,
  query: MembershipQuery,
  packedRow: string,
): Generator<Uint8Array> {
  const { sql, params } = membershipSql(query, readSentFields(db, query.cohort));
  const statement = db.prepare(`SELECT CAST(${packedRow} AS BLOB) FROM (${sql})`);
  statement.setReturnArrays(true);
  for (const { 0: packed } of statement.iterate(params)) {
    if (!(packed instanceof Uint8Array)) throw new RollcallError('STORE_CORRUPT');
    yield packed;
  }
}

// Many rows a value: most of the time went into making a JS value of each. Needs rows that stand in the order of ids.
function* inBatches(
  db: DatabaseSync,
  query: MembershipQuery,
  packedRow: string,
): Generator<Uint8Array> {
  const { sql, params } = membershipSql(query, readSentFields(db, query.cohort));
  const statement = db.prepare(`
    SELECT max(id), CAST(group_concat(${packedRow}, '') AS BLOB)
    FROM (${sql} AND m.id > :after ORDER BY m.id LIMIT ${BATCH_ROWS})`);
  statement.setReturnArrays(true);
  for (let after = 0; ; ) {
    const { 0: last, 1: packed } = statement.get({ ...params, after }) ?? {};
    if (last === null) return;
    if (typeof last !== 'number' || !(packed instanceof Uint8Array)) {
      throw new RollcallError('STORE_CORRUPT');
    }
    yield packed;
    after = last;
  }
}
