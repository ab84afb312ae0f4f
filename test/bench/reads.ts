import type { DatabaseSync } from 'node:sqlite';
import { dataFolder } from '../../main/store/data-folder.ts';
import { openForReading } from '../../main/store/database.ts';
import { ROSTER_MIGRATIONS } from '../../main/store/migrations/roster.ts';
import { findCohort } from '../../main/store/reading/cohorts.ts';
import type { MemberOrder } from '../../main/store/reading/member-order.ts';
import { type MemberWindowQuery, MemberWindows } from '../../main/store/reading/member-window.ts';
import { resolveMoment } from '../../main/store/reading/moments.ts';
import { COHORT_ID } from './pages.ts';
import { median } from './statistics.ts';

export type ReadKind = 'rows' | 'search' | 'past';

/** One question to a roster, and how long its answer took: the median of five, after one to warm up. */
export interface Read {
  readonly kind: ReadKind;
  readonly question: string;
  /** Rows there are in all. */
  readonly found: number;
  readonly ms: number;
}

const RUNS = 5;
const LIMIT = 100;
const DEPTHS = [0, 0.1, 0.5, 0.9];
const ORDER_NAMES: readonly MemberOrder[] = ['distinct_id', 'email', 'name', 'joined'];

/** Asks a roster at rest what the table of members asks. */
export function measureReads(dataDir: string): Read[] {
  const roster = openForReading(dataFolder(dataDir).rosterPath, ROSTER_MIGRATIONS);
  try {
    const cohort = findCohort(roster, COHORT_ID, undefined, Date.now()).id;
    return [
      ...readRows(roster, cohort),
      ...readSearches(roster, cohort),
      ...readPast(roster, cohort),
    ];
  } finally {
    roster.close();
  }
}

function readRows(roster: DatabaseSync, cohort: number): Read[] {
  const windows = new MemberWindows(roster);
  const size = windows.read(queryOf(cohort, {})).count;
  return ORDER_NAMES.flatMap((order) =>
    DEPTHS.flatMap((depth) =>
      [false, true].map((descending) => {
        const query = queryOf(cohort, { order, descending, offset: Math.floor(size * depth) });
        const question = `${LIMIT} by ${order}${descending ? ' descending' : ''}, from ${depth * 100} % on`;
        return timed('rows', question, () => windows.read(query).count);
      }),
    ),
  );
}

/** Each with windows of its own, which remember nothing yet. */
function readSearches(roster: DatabaseSync, cohort: number): Read[] {
  const someone = new MemberWindows(roster).read(queryOf(cohort, { order: 'email' })).rows.at(-1);
  const searches = [
    ['one person', someone?.distinctId ?? ''],
    ['common text', 'example'],
    ['two Japanese characters', '佐藤'],
  ] as const;
  return searches.flatMap(([name, search]) =>
    ORDER_NAMES.map((order) =>
      timed('search', `${name}: count, and the first ${LIMIT} by ${order}`, () => {
        return new MemberWindows(roster).read(queryOf(cohort, { search, order })).count;
      }),
    ),
  );
}

function readPast(roster: DatabaseSync, cohort: number): Read[] {
  const at = resolveMoment(roster, cohort, '1');
  const query = queryOf(cohort, { selection: { what: 'members', at } });
  return [
    timed('past', `as of the first sync: count, and the first ${LIMIT}`, () => {
      return new MemberWindows(roster).read(query).count;
    }),
  ];
}

function queryOf(cohort: number, query: Partial<MemberWindowQuery>): MemberWindowQuery {
  return {
    cohort,
    selection: { what: 'members', at: 'now' },
    order: 'joined',
    descending: false,
    offset: 0,
    limit: LIMIT,
    ...query,
  };
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
