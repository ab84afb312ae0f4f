import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { RollcallError } from '../../shared/errors.ts';
import { guarded, openForReading, schemaVersion, storeTrouble } from './database.ts';
import { INBOX_MIGRATIONS } from './migrations/inbox.ts';
import { ROSTER_MIGRATIONS } from './migrations/roster.ts';

/** The files of a data folder. */
export interface DataFolder {
  readonly dir: string;
  readonly inboxPath: string;
  readonly rosterPath: string;
  readonly lockPath: string;
  readonly settingsPath: string;
  readonly hookPath: string;
  readonly screensPath: string;
  readonly presencePath: string;
  readonly handedOutPath: string;
  readonly otherAddressPath: string;
  readonly tunnelPath: string;
  readonly tunnelReportPath: string;
}

export function dataFolder(dir: string): DataFolder {
  return {
    dir,
    inboxPath: join(dir, 'inbox.db'),
    rosterPath: join(dir, 'roster.db'),
    lockPath: join(dir, 'lock.db'),
    settingsPath: join(dir, 'settings.json'),
    hookPath: join(dir, 'hook.json'),
    screensPath: join(dir, 'screens.json'),
    presencePath: join(dir, 'presence.json'),
    handedOutPath: join(dir, 'handed-out.json'),
    otherAddressPath: join(dir, 'other-address.json'),
    tunnelPath: join(dir, 'tunnel.json'),
    tunnelReportPath: join(dir, 'tunnel-state.json'),
  };
}

/** What went wrong while opening, for the person: a file that can't be opened or written is a matter of the folder. */
export function openingTrouble(error: unknown, dir: string): unknown {
  const code = storeTrouble(error);
  if (code === 'STORE_GONE' || code === 'STORE_READ_ONLY') {
    return new RollcallError('DATA_DIR_UNUSABLE', { path: dir }, { cause: error });
  }
  return code === null || error instanceof RollcallError
    ? error
    : new RollcallError(code, {}, { cause: error });
}

/** What a look at the two files before opening them found. */
export interface Inspection {
  /** Names the two files that belong together. */
  readonly pair: string;
  /** The roster's mark, above which a new inbox must start. */
  readonly mark: number;
  /** Damaged or foreign files, kept under these new names. */
  readonly setAside: readonly string[];
  /** Deliveries up to this number are trimmed, and the roster has not applied them: its history has a gap. */
  readonly gapUpTo: number | null;
  /**
   * The inbox that held the deliveries after this number is not there any more: some of them may not have been applied.
   * null: it is there.
   */
  readonly lostAfter: number | null;
  /** The last run did not end by itself: the files want a check in the background. */
  readonly endedUncleanly: boolean;
}

/** Looks at versions and pairs only; sets aside what can't be opened or is known to be damaged, as a copy the person is told of. */
export function inspectDataFolder(
  { inboxPath, rosterPath }: DataFolder,
  damaged: readonly string[] = [],
): Inspection {
  const endedUncleanly = hasLog(inboxPath) || hasLog(rosterPath);
  const setAside: string[] = [];
  const look = (path: string, migrations: readonly string[]): FileFacts | null => {
    try {
      if (damaged.includes(path)) throw new RollcallError('STORE_CORRUPT');
      return readFacts(path, migrations);
    } catch (error) {
      if (storeTrouble(error) !== 'STORE_CORRUPT') throw error;
      setAside.push(setFileAside(path).path);
      return null;
    }
  };
  const roster = look(rosterPath, ROSTER_MIGRATIONS);
  let inbox = look(inboxPath, INBOX_MIGRATIONS);
  const isForeign =
    roster?.pair !== undefined && inbox?.pair !== undefined && roster.pair !== inbox.pair;
  if (isForeign) {
    // The roster holds what can't be sent again; an inbox of another roster counts other deliveries.
    setAside.push(setFileAside(inboxPath).path);
    inbox = null;
  }
  return {
    pair: roster?.pair ?? inbox?.pair ?? randomUUID(),
    mark: roster?.mark ?? 0,
    setAside,
    lostAfter:
      inbox === null && (roster !== null || setAside.length > 0) ? (roster?.mark ?? 0) : null,
    gapUpTo: inbox !== null && inbox.trimmed > (roster?.mark ?? 0) ? inbox.trimmed : null,
    endedUncleanly,
  };
}

interface FileFacts {
  /** undefined: the process ended before it had named the new file's pair. */
  readonly pair: string | undefined;
  readonly mark: number;
  readonly trimmed: number;
}

function readFacts(path: string, migrations: readonly string[]): FileFacts | null {
  if (!existsSync(path) || statSync(path).size === 0) return null;
  return guarded(() => {
    // Also after a crash: a writer would first move the whole log into the file, which takes its time.
    const db = openForReading(path, migrations);
    try {
      if (schemaVersion(db) === 0) return null;
      if (!isOurs(db)) throw new RollcallError('STORE_CORRUPT');
      const meta = (key: string): string | undefined => {
        const value = db.prepare('SELECT value FROM meta WHERE key = ?').get(key)?.value;
        return typeof value === 'string' ? value : undefined;
      };
      const hasMark = migrations === ROSTER_MIGRATIONS;
      const mark = hasMark ? Number(db.prepare('SELECT applied FROM mark').get()?.applied) : 0;
      return { pair: meta('pair'), mark, trimmed: Number(meta('trimmed') ?? 0) };
    } finally {
      db.close();
    }
  });
}

/** Something else's database may stand under our name. */
function isOurs(db: DatabaseSync): boolean {
  const meta = db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'meta'");
  return meta.get() !== undefined;
}

function hasLog(path: string): boolean {
  return (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/** Renames a file and its log; nothing is deleted. */
export function setFileAside(path: string): {
  readonly path: string;
  readonly putBack: () => void;
} {
  const stamp = new Date()
    .toISOString()
    .replaceAll(':', '')
    .replace(/\.\d+Z$/, 'Z');
  const named = (suffix: string): string =>
    path.replace(/(\.[a-z]+)$/, `-set-aside-${stamp}${suffix}$1`);
  // Twice in one second: the first copy must not be written over.
  let aside = named('');
  for (let copy = 2; existsSync(aside); copy += 1) aside = named(`-${copy}`);
  moveFile(path, aside);
  return { path: aside, putBack: () => moveFile(aside, path) };
}

const SET_ASIDE = /-set-aside-.*\.(db|json)$/;

/** Files of a folder that could not be read and were kept under new names, oldest first. */
export function listSetAside(dir: string): string[] {
  return readdirSync(dir)
    .filter((name) => SET_ASIDE.test(name))
    .sort()
    .map((name) => join(dir, name));
}

/** Renames a database and its log, as far as they are there. */
export function moveFile(from: string, to: string): void {
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(from + suffix)) renameSync(from + suffix, to + suffix);
  }
}
