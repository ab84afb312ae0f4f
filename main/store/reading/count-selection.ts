import type { DatabaseSync } from 'node:sqlite';
import { type MembershipQuery, membershipSql } from './membership.ts';
import { readSentFields } from './sent-fields.ts';

/** How many people a selection has. */
export function countSelection(db: DatabaseSync, query: MembershipQuery): number {
  const { sql, params } = membershipSql(query, readSentFields(db, query.cohort));
  return Number(db.prepare(`SELECT count(*) AS count FROM (${sql})`).get(params)?.count);
}
