/** Copies of the two files that belong together, for backups. Runs on a thread of whoever copies. */
import { closeSync, existsSync, openSync, statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { RollcallError } from '../../shared/errors.ts';
import { type DataFolder, dataFolder, moveFile, setFileAside } from './data-folder.ts';
import { guarded, openForReading, schemaVersion, storeTrouble } from './database.ts';
import { INBOX_MIGRATIONS } from './migrations/inbox.ts';
import { ROSTER_MIGRATIONS } from './migrations/roster.ts';

/** What two copies hold. */
export interface CopyFacts {
  readonly schema: { readonly roster: number; readonly inbox: number };
  readonly contents: {
    readonly cohorts: number;
    readonly members: number;
    readonly deliveries: number;
  };
}

/** The newest schemas known here. */
export const KNOWN_SCHEMAS = {
  roster: ROSTER_MIGRATIONS.length,
  inbox: INBOX_MIGRATIONS.length,
} as const;

/**
 * Copies the roster of a folder in use, each copy one moment's and without unused space. To be called before
 * `copyInbox`: an inbox that is older than its roster lacks deliveries, a newer one is applied from the roster's mark.
 */
export function copyRoster(from: DataFolder, toDir: string): void {
  copy(from.rosterPath, dataFolder(toDir).rosterPath, ROSTER_MIGRATIONS);
}

export function copyInbox(from: DataFolder, toDir: string): void {
  copy(from.inboxPath, dataFolder(toDir).inboxPath, INBOX_MIGRATIONS);
}

function copy(from: string, to: string, migrations: readonly string[]): void {
  guarded(() => {
    const db = openForReading(from, migrations);
    try {
      // SQLite writes into an empty file, and would make one that others may read.
      closeSync(openSync(to, 'wx', 0o600));
      db.prepare('VACUUM INTO ?').run(to);
    } finally {
      db.close();
    }
  });
}

/** Reads every page of two copies and counts what they hold. Throws BACKUP_DAMAGED, DATA_FROM_NEWER_VERSION. */
export function inspectCopies(dir: string): CopyFacts {
  const { rosterPath, inboxPath } = dataFolder(dir);
  const open: DatabaseSync[] = [];
  try {
    const roster = sound(rosterPath, ROSTER_MIGRATIONS, open);
    const inbox = sound(inboxPath, INBOX_MIGRATIONS, open);
    if (pairOf(roster) !== pairOf(inbox)) throw new RollcallError('BACKUP_DAMAGED');
    return {
      schema: { roster: schemaVersion(roster), inbox: schemaVersion(inbox) },
      contents: {
        cohorts: count(roster, 'cohort'),
        members: count(roster, 'member'),
        deliveries: count(inbox, 'delivery'),
      },
    };
  } catch (error) {
    if (storeTrouble(error) !== 'STORE_CORRUPT' && !isMalformed(error)) throw error;
    throw new RollcallError('BACKUP_DAMAGED', {}, { cause: error });
  } finally {
    for (const db of open) db.close();
  }
}

function sound(path: string, migrations: readonly string[], open: DatabaseSync[]): DatabaseSync {
  const db = openForReading(path, migrations);
  open.push(db);
  const isSound = db.prepare('PRAGMA quick_check(1)').get()?.quick_check === 'ok';
  if (!isSound || schemaVersion(db) === 0) throw new RollcallError('BACKUP_DAMAGED');
  return db;
}

/** SQLite's "no such table": a database, but none of ours. */
function isMalformed(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 1;
}

function pairOf(db: DatabaseSync): unknown {
  return db.prepare("SELECT value FROM meta WHERE key = 'pair'").get()?.value;
}

function count(db: DatabaseSync, table: 'cohort' | 'member' | 'delivery'): number {
  return Number(db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n);
}

/** Copies that stand where a folder's files were. */
export interface Replacement {
  /** The new names of the files that stood there. */
  readonly aside: readonly string[];
  /** All is as before; nobody may have the files open. */
  readonly takeBack: () => void;
}

/**
 * Puts copies in the place of a folder's files, which are set aside under new names; nobody may have them open. When
 * one of them can't be moved, all are as before.
 */
export function replaceFiles(folder: DataFolder, copiesDir: string): Replacement {
  const copies = dataFolder(copiesDir);
  const aside: string[] = [];
  const undo: (() => void)[] = [];
  const takeBack = (): void => {
    for (const step of undo.toReversed()) step();
  };
  try {
    for (const [from, to] of [
      [copies.rosterPath, folder.rosterPath],
      [copies.inboxPath, folder.inboxPath],
    ] as const) {
      if (existsSync(to)) {
        const { path, putBack } = setFileAside(to);
        undo.push(putBack);
        aside.push(path);
      }
      moveFile(from, to);
      undo.push(() => moveFile(to, from));
    }
    return { aside, takeBack };
  } catch (error) {
    takeBack();
    throw error;
  }
}

/** Bytes a copy of a folder takes at most. */
export function copySize({ rosterPath, inboxPath }: DataFolder): number {
  return [rosterPath, `${rosterPath}-wal`, inboxPath, `${inboxPath}-wal`].reduce(
    (bytes, path) => bytes + (statSync(path, { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}
