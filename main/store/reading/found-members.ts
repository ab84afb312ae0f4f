import type { DatabaseSync } from 'node:sqlite';
import type { MembershipQuery } from './membership.ts';
import { narrowingClause } from './narrowing.ts';
import { readSearchedRows } from './ordered-rows.ts';
import { readIds } from './read-ids.ts';
import { readSentFields } from './sent-fields.ts';

/** Row ids of the people found at a revision of their cohort. */
interface Found {
  readonly query: MembershipQuery;
  readonly revision: number;
  readonly ids: Float64Array;
}

/** 8 MB each at a million members. */
const REMEMBERED = 4;
/** More people than this are looked for anew rather than looked at one by one. */
const FEW_ENOUGH = 50_000;

/**
 * Who is found among those who are in now, as they stand in the table. A search reads every row of the cohort; one
 * that goes on from a search whose answer is known, letter by letter, looks only at the people of that answer.
 */
export class FoundMembers {
  readonly #db: DatabaseSync;
  #newestFirst: readonly Found[] = [];

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** Row ids in ascending order. */
  read(query: MembershipQuery, revision: number): Float64Array {
    const alike = this.#newestFirst.filter(
      (found) => found.revision === revision && isAlike(found.query, query),
    );
    const known = alike.find((found) => textOf(found.query) === textOf(query));
    const ids = known?.ids ?? this.#find(query, alike.find((found) => isWider(found, query))?.ids);
    const others = this.#newestFirst.filter((found) => found !== known);
    this.#newestFirst = [{ query, revision, ids }, ...others].slice(0, REMEMBERED);
    return ids;
  }

  #find(query: MembershipQuery, among: Float64Array | undefined): Float64Array {
    const { cohort } = query;
    const sent = readSentFields(this.#db, cohort);
    const { clause, params } = narrowingClause(query, sent);
    if (among !== undefined) {
      const known = JSON.stringify([...among]);
      const sql = `SELECT m.id FROM member m WHERE m.id IN (SELECT value FROM json_each(:known))${clause} ORDER BY m.id`;
      return readIds(this.#db, sql, { known, ...params });
    }
    const { filters = [] } = query;
    const searched = filters.length === 0 ? readSearchedRows(this.#db, cohort, sent) : null;
    if (searched !== null) {
      return readIds(this.#db, `SELECT m.id FROM ${searched}${clause} ORDER BY m.id`, params);
    }
    // in the order they stand in: through an index it would jump for each
    const sql = `SELECT m.id FROM member m NOT INDEXED WHERE m.cohort = :cohort${clause}`;
    return readIds(this.#db, sql, { cohort, ...params });
  }
}

function isAlike(one: MembershipQuery, other: MembershipQuery): boolean {
  const alike = ({ cohort, filters = [] }: MembershipQuery) => JSON.stringify([cohort, filters]);
  return alike(one) === alike(other);
}

/** Whoever has the longer text has the shorter one in it. */
function isWider({ query, ids }: Found, narrower: MembershipQuery): boolean {
  return ids.length <= FEW_ENOUGH && textOf(narrower).includes(textOf(query));
}

function textOf({ search = '' }: MembershipQuery): string {
  return search;
}
