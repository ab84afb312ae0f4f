import { chmodSync, existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { type ErrorCode, RollcallError } from '../../shared/errors.ts';

export interface OpenOptions {
  /** KiB of page cache. */
  readonly cacheKiB: number;
  /** Pages in the write-ahead log before they move to the file. */
  readonly checkpointPages: number;
}

/** How long a statement waits for another connection before it says STORE_BUSY. */
const BUSY_TIMEOUT_MS = 5000;

/** Opens a database for writing: WAL, durable at each commit, 0600, migrated to the newest schema. */
export function openForWriting(
  path: string,
  migrations: readonly string[],
  { cacheKiB, checkpointPages }: OpenOptions,
): DatabaseSync {
  return guarded(() => {
    const isNew = !existsSync(path);
    const db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
    if (isNew) chmodSync(path, 0o600);
    db.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA cache_size = -${cacheKiB};
      PRAGMA wal_autocheckpoint = ${checkpointPages};
      PRAGMA journal_size_limit = 67108864;
      PRAGMA temp_store = FILE;
    `);
    migrate(checkedVersion(db, path, migrations), migrations);
    return db;
  });
}

/** Opens an existing database beside its writer. Throws DATA_FROM_NEWER_VERSION for a schema it doesn't know. */
export function openForReading(
  path: string,
  migrations: readonly string[],
  cacheKiB = 16_384,
): DatabaseSync {
  return guarded(() => {
    const db = new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
    db.exec(`PRAGMA cache_size = -${cacheKiB}; PRAGMA temp_store = FILE;`);
    return checkedVersion(db, path, migrations);
  });
}

/** The database itself, or closed again: throws DATA_FROM_NEWER_VERSION, and STORE_CORRUPT for what is no database. */
function checkedVersion(
  db: DatabaseSync,
  path: string,
  migrations: readonly string[],
): DatabaseSync {
  try {
    if (schemaVersion(db) <= migrations.length) return db;
    throw new RollcallError('DATA_FROM_NEWER_VERSION', { path });
  } catch (error) {
    db.close();
    throw error;
  }
}

function migrate(db: DatabaseSync, migrations: readonly string[]): void {
  const version = schemaVersion(db);
  for (const [index, step] of migrations.entries()) {
    if (index < version) continue;
    transaction(db, () => {
      db.exec(step);
      db.exec(`PRAGMA user_version = ${index + 1}`);
    });
  }
}

export function schemaVersion(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.user_version);
}

/**
 * Runs `work` in one write transaction: all of it is committed, or none. A plain BEGIN leaves attached
 * files unlocked until they are used.
 */
export function transaction<T>(
  db: DatabaseSync,
  work: () => T,
  begin: 'BEGIN' | 'BEGIN IMMEDIATE' = 'BEGIN IMMEDIATE',
): T {
  db.exec(begin);
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

/** Reads more than once from one unchanging view. */
export function inOneView<T>(db: DatabaseSync, read: () => T): T {
  return transaction(db, read, 'BEGIN');
}

/** Does something that would rather fail, or do less, than wait for whoever else uses the file. */
export function withoutWaiting<T>(db: DatabaseSync, work: () => T): T {
  db.exec('PRAGMA busy_timeout = 0');
  try {
    return work();
  } finally {
    db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
  }
}

const CODE_BY_SQLITE_RESULT: Readonly<Record<number, ErrorCode>> = {
  5: 'STORE_BUSY',
  6: 'STORE_BUSY',
  // Short of memory.
  7: 'STORE_FAILED',
  8: 'STORE_READ_ONLY',
  10: 'STORE_FAILED',
  11: 'STORE_CORRUPT',
  13: 'STORE_FULL',
  14: 'STORE_GONE',
  26: 'STORE_CORRUPT',
};

/** The kind of trouble behind an error from SQLite or the disk; null if the store is not at fault. */
export function storeTrouble(error: unknown): ErrorCode | null {
  if (error instanceof RollcallError) return error.code.startsWith('STORE_') ? error.code : null;
  if (!(error instanceof Error)) return null;
  if ('errcode' in error && typeof error.errcode === 'number') {
    return CODE_BY_SQLITE_RESULT[error.errcode & 0xff] ?? null;
  }
  if (!('code' in error)) return null;
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') return 'STORE_FULL';
  if (error.code === 'EACCES' || error.code === 'EPERM' || error.code === 'EROFS')
    return 'STORE_READ_ONLY';
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return 'STORE_GONE';
  return error.code === 'EIO' ? 'STORE_FAILED' : null;
}

/** Turns the disk's and SQLite's own errors into typed ones. */
export function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = storeTrouble(error);
    if (code === null || error instanceof RollcallError) throw error;
    throw new RollcallError(code, {}, { cause: error });
  }
}
