import { statfsSync } from 'node:fs';
import { RollcallError } from '../../shared/errors.ts';
import { storeTrouble } from '../store/database.ts';

/** What receiving needs free in the data folder, beside what is written there. */
export const ROOM_BYTES = 200 * 1024 * 1024;

/** Throws BACKUP_NO_ROOM when the disk of a folder can't take so many bytes more. */
export function checkRoom(dir: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(dir);
  if (bavail * bsize < bytes) throw noRoom(dir, bytes);
}

/** A disk may also fill up while it is written to: then BACKUP_NO_ROOM, else the error as it is. */
export function fullDisk(error: unknown, path: string, bytes: number): unknown {
  const isFull = [error, error instanceof Error && error.cause].some(
    (one) => storeTrouble(one) === 'STORE_FULL',
  );
  return isFull ? noRoom(path, bytes, error) : error;
}

function noRoom(path: string, bytes: number, cause?: unknown): RollcallError {
  const neededMiB = Math.ceil(bytes / 1024 ** 2);
  return new RollcallError('BACKUP_NO_ROOM', { path, neededMiB }, { cause });
}
