import { statfsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RollcallError } from '../../shared/errors.ts';
import { copyInbox, copyRoster, copySize, inspectCopies } from '../store/copies.ts';
import { dataFolder } from '../store/data-folder.ts';
import { storeTrouble } from '../store/database.ts';
import { emitFromThread, serveThread } from '../store/thread.ts';
import { lowerThreadPriority } from '../store/thread-priority.ts';
import type { BackupPart, Manifest } from './format.ts';
import { packBackup } from './pack.ts';
import { unpackBackup } from './unpack.ts';

/** How far a backup is. */
export interface BackupProgress {
  readonly phase: 'copying' | 'packing' | 'checking';
  readonly done: number;
  readonly total: number;
}

export interface SaveParams {
  readonly dataDir: string;
  /** A folder of its own for the copies. */
  readonly stagingDir: string;
  readonly path: string;
  /** Documents that go with the data, as JSON text. */
  readonly documents: Partial<Record<BackupPart, string>>;
  readonly nowMs: number;
}

const TELL_EVERY_MS = 100;
/** What receiving needs free, beside the copies. */
const ROOM_BYTES = 200 * 1024 * 1024;

const cancelling = new AbortController();
let toldAtMs = 0;

const methods = {
  /** Copies, packs, and reads the file again before it is called done. Returns its size. */
  async save({ dataDir, stagingDir, path, documents, nowMs }: SaveParams): Promise<number> {
    lowerThreadPriority();
    const { signal } = cancelling;
    const from = dataFolder(dataDir);
    const total = copySize(from);
    checkRoom(stagingDir, total);
    tell({ phase: 'copying', done: 0, total });
    await copying(() => copyRoster(from, stagingDir), total);
    await copying(() => copyInbox(from, stagingDir), total);
    const facts = inspectCopies(stagingDir);
    for (const [name, text] of Object.entries(documents)) {
      writeFileSync(join(stagingDir, name), text, { mode: 0o600 });
    }
    await packBackup(
      stagingDir,
      path,
      { madeAtMs: nowMs, ...facts },
      {
        onBytes: (bytes, all) => tell({ phase: 'packing', done: bytes, total: all }),
        signal,
      },
    );
    await unpackBackup(path, { toDir: null, onBytes: tellChecking, signal });
    return statSync(path).size;
  },

  /** Unpacks a backup into a folder and reads all that it holds. */
  async open({ path, toDir }: { path: string; toDir: string }): Promise<Manifest> {
    lowerThreadPriority();
    const { signal } = cancelling;
    const manifest = await unpackBackup(path, { toDir, onBytes: tellChecking, signal });
    return { ...manifest, ...inspectCopies(toDir) };
  },

  cancel(): void {
    cancelling.abort();
  },

  close(): void {},
};

export type BackupMethods = typeof methods;

/** One of SQLite's own steps, after which a wish to cancel is heard. */
async function copying(step: () => void, bytes: number): Promise<void> {
  try {
    step();
  } catch (error) {
    if (storeTrouble(error) !== 'STORE_FULL') throw error;
    throw noRoom(bytes + ROOM_BYTES);
  }
  await new Promise((resolve) => setImmediate(resolve));
  if (cancelling.signal.aborted) throw new RollcallError('BACKUP_CANCELLED');
}

function checkRoom(dir: string, bytes: number): void {
  const needed = bytes + ROOM_BYTES;
  const { bavail, bsize } = statfsSync(dir);
  if (bavail * bsize >= needed) return;
  throw noRoom(needed);
}

function noRoom(needed: number): RollcallError {
  return new RollcallError('BACKUP_NO_ROOM', { neededMiB: Math.ceil(needed / 1024 ** 2) });
}

function tellChecking(done: number, total: number): void {
  tell({ phase: 'checking', done, total });
}

function tell(progress: BackupProgress): void {
  const nowMs = performance.now();
  if (progress.done > 0 && nowMs - toldAtMs < TELL_EVERY_MS) return;
  toldAtMs = nowMs;
  emitFromThread(progress);
}

serveThread(methods);
