import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { type ShownPerson, shownPerson } from '../reading/merged-properties.ts';
import { holdSameProperties } from './merge-properties.ts';

export type Change = 'joins' | 'leaves' | 'changes';

/** Somebody whom a delivery would concern. */
export interface ForeseenPerson extends ShownPerson {
  readonly change: Change;
  readonly distinctId: string;
}

/** What applying a delivery would change. */
export interface Foresight {
  readonly outcome: 'applied' | 'repeat' | 'superseded';
  readonly joined: number;
  readonly left: number;
  /** In before and after, with other properties. */
  readonly changed: number;
  readonly unknown: number;
  readonly unidentified: number;
  /** The first few of them. */
  readonly people: readonly ForeseenPerson[];
}

const SHOWN_PER_CHANGE = 5;

const reportSchema = z.object({
  cohort: z.number(),
  outcome: z.enum(['applied', 'repeat', 'superseded']),
  unknown: z.number(),
  unidentified: z.number(),
});
const idSchema = z.object({ distinct_id: z.string() });
const memberSchema = z
  .object({
    email: z.string().nullable(),
    first_name: z.string().nullable(),
    last_name: z.string().nullable(),
    phone: z.string().nullable(),
    props: z.string(),
  })
  .optional();
type Member = z.infer<typeof memberSchema>;

/** Everybody of whom something was written since a delivery: nobody else can differ. */
const TOUCHED = `
  SELECT distinct_id FROM member WHERE cohort = :cohort AND (joined >= :since OR changed >= :since)
  UNION SELECT distinct_id FROM stay WHERE cohort = :cohort AND left >= :since`;

/** Compares a roster before and after a delivery was applied, in which everything from `since` on may differ. */
export function foresight(
  before: DatabaseSync,
  after: DatabaseSync,
  { delivery, since }: { readonly delivery: number; readonly since: number },
): Foresight {
  const report = reportSchema.parse(
    after
      .prepare('SELECT cohort, outcome, unknown, unidentified FROM applied WHERE delivery = ?')
      .get(delivery),
  );
  const { cohort, outcome, unknown, unidentified } = report;
  const counts: Record<Change, number> = { joins: 0, leaves: 0, changes: 0 };
  const people: ForeseenPerson[] = [];
  const [wasIn, isIn] = [before, after].map((db) => memberOf(db, cohort));
  for (const id of touched([before, after], cohort, since)) {
    const was = wasIn?.(id);
    const is = isIn?.(id);
    const change = changeOf(was, is);
    if (change === null) continue;
    counts[change] += 1;
    const who = is ?? was;
    if (counts[change] > SHOWN_PER_CHANGE || who === undefined) continue;
    people.push({ change, distinctId: id, ...shownPerson(who) });
  }
  const { joins: joined, leaves: left, changes: changed } = counts;
  return { outcome, joined, left, changed, unknown, unidentified, people };
}

function touched(files: readonly DatabaseSync[], cohort: number, since: number): Set<string> {
  const ids = new Set<string>();
  for (const db of files) {
    for (const row of db.prepare(TOUCHED).iterate({ cohort, since })) {
      ids.add(idSchema.parse(row).distinct_id);
    }
  }
  return ids;
}

function memberOf(db: DatabaseSync, cohort: number): (distinctId: string) => Member {
  const statement = db.prepare(`
    SELECT email, first_name, last_name, phone, json(props) AS props FROM member
    WHERE cohort = ? AND distinct_id = ?`);
  return (distinctId) => memberSchema.parse(statement.get(cohort, distinctId));
}

function changeOf(was: Member, is: Member): Change | null {
  if (was === undefined) return is === undefined ? null : 'joins';
  if (is === undefined) return 'leaves';
  const isSame =
    was.email === is.email &&
    was.first_name === is.first_name &&
    was.last_name === is.last_name &&
    was.phone === is.phone &&
    holdSameProperties(was.props, is.props);
  return isSame ? null : 'changes';
}
