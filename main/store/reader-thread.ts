import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { openForReading, storeTrouble } from './database.ts';
import { INBOX_MIGRATIONS } from './migrations/inbox.ts';
import { ROSTER_MIGRATIONS } from './migrations/roster.ts';
import { listCohorts } from './reading/cohorts.ts';
import { listDeliveries, readBody } from './reading/deliveries.ts';
import { countMembers, listMemberRows, type MemberRowsQuery } from './reading/member-rows.ts';
import { listStaysOf } from './reading/people.ts';
import { listProperties } from './reading/properties.ts';
import { countMembersAt, listRounds } from './reading/rounds.ts';
import { listSyncs } from './reading/syncs.ts';
import { serveThread } from './thread.ts';

interface Files {
  readonly inbox: DatabaseSync;
  readonly roster: DatabaseSync;
}

let files: Files | null = null;

/** Reads for the screens on connections of its own, so that nobody who looks ever delays a delivery. */
const methods = {
  open({ inboxPath, rosterPath }: { inboxPath: string; rosterPath: string }): void {
    files = {
      inbox: openForReading(inboxPath, INBOX_MIGRATIONS),
      roster: openForReading(rosterPath, ROSTER_MIGRATIONS),
    };
  },

  cohorts: ({ nowMs }: { nowMs: number }) => listCohorts(opened().roster, nowMs),
  syncs: ({ cohort, nowMs }: { cohort: number; nowMs: number }) =>
    listSyncs(opened().roster, cohort, nowMs),
  rounds: ({ cohort, limit }: { cohort: number; limit: number }) =>
    listRounds(opened().roster, cohort, limit),
  properties: (cohort: number) => listProperties(opened().roster, cohort),
  memberRows: (query: MemberRowsQuery) => listMemberRows(opened().roster, query),
  countMembers: (query: { cohort: number; search?: string | undefined }) =>
    countMembers(opened().roster, query),
  countMembersAt: ({ cohort, at }: { cohort: number; at: number }) =>
    countMembersAt(opened().roster, cohort, at),
  staysOf: ({ projectId, distinctId }: { projectId: string; distinctId: string }) =>
    listStaysOf(opened().roster, projectId, distinctId),
  deliveries: (query: { before?: number | undefined; limit: number }) =>
    listDeliveries(opened().inbox, opened().roster, query),
  body: (number: number) => readBody(opened().inbox, number),

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
  if (files === null) throw new Error('The reader is not open.');
  return files;
}

serveThread(methods);
