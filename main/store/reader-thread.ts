import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { openForReading, storeTrouble } from './database.ts';
import { INBOX_MIGRATIONS } from './migrations/inbox.ts';
import { ROSTER_MIGRATIONS } from './migrations/roster.ts';
import { type BodyForm, type BodyText, bodyText, wholeBodyText } from './reading/body-text.ts';
import { CohortDetailsReader } from './reading/cohort-details.ts';
import {
  type DeliveriesQuery,
  hostOf,
  latestDelivery,
  listDeliveries,
  readBody,
  readDelivery,
} from './reading/deliveries.ts';
import { findPeople } from './reading/find-people.ts';
import { hasHistoryGap } from './reading/history-gap.ts';
import { type MemberWindowQuery, MemberWindows } from './reading/member-window.ts';
import { listStaysOf } from './reading/people.ts';
import { listProperties } from './reading/properties.ts';
import { readRefusals } from './reading/refusals.ts';
import { type BodySearch, searchBodies } from './reading/search-bodies.ts';
import { listSyncs } from './reading/syncs.ts';
import { serveThread } from './thread.ts';

interface Files {
  readonly inbox: DatabaseSync;
  readonly roster: DatabaseSync;
  readonly cohorts: CohortDetailsReader;
  readonly windows: MemberWindows;
}

let files: Files | null = null;
/** Why they could not be opened. */
let failure: unknown = new Error('The reader is not open.');

/** Reads for the screens on connections of its own, so that nobody who looks ever delays a delivery. */
const methods = {
  open({ inboxPath, rosterPath }: { inboxPath: string; rosterPath: string }): void {
    try {
      const roster = openForReading(rosterPath, ROSTER_MIGRATIONS);
      files = {
        inbox: openForReading(inboxPath, INBOX_MIGRATIONS),
        roster,
        cohorts: new CohortDetailsReader(roster),
        windows: new MemberWindows(roster),
      };
    } catch (error) {
      // Questions that were asked with it are answered with the same.
      failure = error;
      throw error;
    }
  },

  /** All cohorts, each with the host its latest delivery came over. */
  cohorts({ nowMs }: { nowMs: number }) {
    const { cohorts, inbox } = opened();
    return cohorts
      .list(nowMs)
      .map((cohort) => ({ ...cohort, host: hostOf(inbox, cohort.lastDelivery) }));
  },
  latestDelivery: () => latestDelivery(opened().inbox),
  hasHistoryGap: ({ nowMs }: { nowMs: number }) => hasHistoryGap(opened().roster, nowMs),
  syncs: ({ cohort, nowMs }: { cohort: number; nowMs: number }) =>
    listSyncs(opened().roster, cohort, nowMs),
  rounds: ({ cohort, limit }: { cohort: number; limit: number }) =>
    opened().cohorts.rounds(cohort, limit),
  changeOfRound: ({ cohort, round }: { cohort: number; round: number }) =>
    opened().cohorts.change(cohort, round),
  properties: (cohort: number) => listProperties(opened().roster, cohort),
  /** null: it takes a scan. */
  memberWindow: (query: MemberWindowQuery) => opened().windows.readNear(query),
  /** The same for those who have to be looked for or put in order. */
  scanMembers: (query: MemberWindowQuery) => opened().windows.read(query),
  countMembers: (query: Omit<MemberWindowQuery, 'order' | 'descending' | 'offset' | 'limit'>) =>
    opened().windows.count(query),
  staysOf: ({ projectId, distinctId }: { projectId: string; distinctId: string }) =>
    listStaysOf(opened().roster, projectId, distinctId),
  findPeople: (search: string) => findPeople(opened().roster, search),
  refusals: () => readRefusals(opened().inbox, opened().roster),
  deliveries: (query: DeliveriesQuery) => listDeliveries(opened().inbox, opened().roster, query),
  delivery: (number: number) => readDelivery(opened().inbox, opened().roster, number),
  bodyText(number: number): BodyText | null {
    const body = readBody(opened().inbox, number);
    return body === null ? null : bodyText(body);
  },
  wholeBody({ number, form }: { number: number; form: BodyForm }): string | null {
    const body = readBody(opened().inbox, number);
    return body === null ? null : wholeBodyText(body, form);
  },

  searchBodies: (query: BodySearch) => searchBodies(opened().inbox, opened().roster, query),

  /** Those of the files in which SQLite finds damage. Takes its time on large ones. */
  findDamage({ paths, check }: { paths: readonly string[]; check: Check }): string[] {
    return paths.filter((path) => existsSync(path) && isDamaged(path, check));
  },

  close(): void {
    files?.inbox.close();
    files?.roster.close();
    files = null;
  },
};

export type ReaderMethods = typeof methods;

/** The quick check reads every page; the other one also holds indexes against their tables. */
export type Check = 'quick_check' | 'integrity_check';

function isDamaged(path: string, check: Check): boolean {
  try {
    const db = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
    try {
      return db.prepare(`PRAGMA ${check}(1)`).get()?.[check] !== 'ok';
    } finally {
      db.close();
    }
  } catch (error) {
    if (storeTrouble(error) === 'STORE_CORRUPT') return true;
    throw error;
  }
}

function opened(): Files {
  if (files === null) throw failure;
  return files;
}

serveThread(methods);
