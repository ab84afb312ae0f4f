import type { DatabaseSync } from 'node:sqlite';
import { dataFolder } from '../../main/store/data-folder.ts';
import { openForReading } from '../../main/store/database.ts';
import { ROSTER_MIGRATIONS } from '../../main/store/migrations/roster.ts';
import { findCohort } from '../../main/store/reading/cohorts.ts';
import {
  type Cursor,
  countMembers,
  listMemberRows,
  type MemberOrder,
} from '../../main/store/reading/member-rows.ts';
import { membershipSql } from '../../main/store/reading/membership.ts';
import { resolveMoment } from '../../main/store/reading/moments.ts';
import { COHORT_ID } from './pages.ts';
import { median } from './statistics.ts';

export type ReadKind = 'rows' | 'search' | 'past';

/** One question to a roster, and how long its answer took: the median of five, after one to warm up. */
export interface Read {
  readonly kind: ReadKind;
  readonly question: string;
  /** Rows read, or the count. */
  readonly found: number;
  readonly ms: number;
}

const RUNS = 5;
const LIMIT = 200;
const DEPTHS = [0.1, 0.5, 0.9];

const ORDERS: Readonly<Record<MemberOrder, readonly string[]>> = {
  distinct_id: ['distinct_id'],
  email: ['email_order'],
  name: ['last_name_order', 'first_name_order'],
  joined: ['joined'],
};
const ORDER_NAMES: readonly MemberOrder[] = ['distinct_id', 'email', 'name', 'joined'];

/** Asks a roster at rest what the table of members asks. */
export function measureReads(dataDir: string): Read[] {
  const roster = openForReading(dataFolder(dataDir).rosterPath, ROSTER_MIGRATIONS);
  try {
    const cohort = findCohort(roster, COHORT_ID, undefined, Date.now()).id;
    return [
      ...ORDER_NAMES.flatMap((order) => readRows(roster, cohort, order)),
      ...readSearches(roster, cohort),
      ...readPast(roster, cohort),
    ];
  } finally {
    roster.close();
  }
}

function readRows(roster: DatabaseSync, cohort: number, order: MemberOrder): Read[] {
  const places = [undefined, ...DEPTHS].map((depth) => ({
    depth,
    after: depth === undefined ? undefined : cursorAt(roster, cohort, order, depth),
  }));
  return places.flatMap(({ depth, after }) => {
    const where = depth === undefined ? '' : `, from ${depth * 100} % on`;
    const query = { cohort, order, after, limit: LIMIT };
    const directions = depth === undefined ? [false, true] : [false];
    return directions.map((descending) =>
      timed('rows', `200 by ${order}${descending ? ' descending' : ''}${where}`, () => {
        return listMemberRows(roster, { ...query, descending }).rows.length;
      }),
    );
  });
}

function readSearches(roster: DatabaseSync, cohort: number): Read[] {
  const someone = listMemberRows(roster, {
    cohort,
    order: 'email',
    after: cursorAt(roster, cohort, 'email', 0.5),
    limit: 1,
  }).rows[0];
  const searches = [
    ['for one person', someone?.email ?? someone?.distinctId ?? ''],
    ['common text', 'example'],
    ['two Japanese characters', '佐藤'],
  ] as const;
  return searches.flatMap(([name, search]) => [
    timed('search', `${name}, count`, () => countMembers(roster, { cohort, search })),
    timed('search', `${name}, first 200 by name`, () => {
      return listMemberRows(roster, { cohort, order: 'name', search, limit: LIMIT }).rows.length;
    }),
  ]);
}

function readPast(roster: DatabaseSync, cohort: number): Read[] {
  const at = resolveMoment(roster, cohort, '1');
  const { sql, params } = membershipSql({ cohort, selection: { what: 'members', at } });
  const count = roster.prepare(`SELECT count(*) AS n FROM (${sql})`);
  const first = roster.prepare(`SELECT *, json(props) AS props FROM (${sql}) LIMIT ${LIMIT}`);
  return [
    timed('past', 'as of the first sync, count', () => Number(count.get(params)?.n)),
    timed('past', 'as of the first sync, 200 rows', () => first.all(params).length),
  ];
}

/** Where the rows after a share of all begin. */
function cursorAt(
  roster: DatabaseSync,
  cohort: number,
  order: MemberOrder,
  depth: number,
): Cursor | undefined {
  const columns = ORDERS[order].join(', ');
  const offset = Math.floor(countMembers(roster, { cohort }) * depth);
  const row = roster
    .prepare(
      `SELECT id, ${columns} FROM member WHERE cohort = ? ORDER BY ${columns}, id LIMIT 1 OFFSET ?`,
    )
    .get(cohort, offset);
  if (row === undefined) return undefined;
  const values = ORDERS[order].map((column) => {
    const value = row[column];
    return typeof value === 'number' ? value : String(value);
  });
  return { values, id: Number(row.id) };
}

function timed(kind: ReadKind, question: string, read: () => number): Read {
  const found = read();
  const times = Array.from({ length: RUNS }, () => {
    const startedMs = performance.now();
    read();
    return performance.now() - startedMs;
  });
  return { kind, question, found, ms: median(times) ?? Number.NaN };
}
