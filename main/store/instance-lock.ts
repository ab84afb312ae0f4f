import { chmodSync, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { RollcallError } from '../../shared/errors.ts';
import { storeTrouble } from './database.ts';

/** Holds a data folder for this process. */
export interface InstanceLock {
  release(): void;
}

/** Longer than another process takes to look whether the folder is held. */
const PATIENCE_MS = 300;

/**
 * Takes the data folder for this process: an exclusive transaction on a small file, which the operating
 * system ends with the process, however it dies. Returns null while another process holds it.
 */
export function takeInstanceLock(lockPath: string, patienceMs = PATIENCE_MS): InstanceLock | null {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(lockPath, { timeout: patienceMs });
    chmodSync(lockPath, 0o600);
    // Nothing is ever written: a full disk keeps nobody from starting.
    db.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    db?.close();
    if (storeTrouble(error) === 'STORE_BUSY') return null;
    throw new RollcallError('DATA_DIR_UNUSABLE', { path: dirname(lockPath) }, { cause: error });
  }
  const held = db;
  return { release: () => held.close() };
}

/** Whether some process holds the folder now. */
export function isLocked(lockPath: string): boolean {
  if (!existsSync(lockPath)) return false;
  const lock = takeInstanceLock(lockPath, 0);
  lock?.release();
  return lock === null;
}
