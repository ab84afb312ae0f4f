import { statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RollcallError } from '../../shared/errors.ts';
import { type CopyFacts, copyInbox, copyRoster, copySize, inspectCopies } from '../store/copies.ts';
import { dataFolder } from '../store/data-folder.ts';
import { emitFromThread, serveThread } from '../store/thread.ts';
import { lowerThreadPriority } from '../store/thread-priority.ts';
import type { BackupPart, Manifest } from './format.ts';
import { packBackup } from './pack.ts';
import { checkRoom, fullDisk, ROOM_BYTES } from './room.ts';
import { unpackBackup } from './unpack.ts';

/** How far a backup is. */
export interface BackupProgress {
  readonly phase: 'copying' | 'packing' | 'checking';
  readonly done: number;
  readonly total: number;
}

export interface SaveParams {
  readonly dataDir: string;
  /** A folder of its own for the copies, within the data folder. */
  readonly stagingDir: string;
  readonly path: string;
  /** Documents that go with the data, as JSON text. */
  readonly documents: Partial<Record<BackupPart, string>>;
  readonly nowMs: number;
}

const TELL_EVERY_MS = 100;

const cancelling = new AbortController();
let toldAtMs = 0;

const methods = {
  /** Copies, packs, and reads the file again before it takes its place. Returns its size. */
  async save(params: SaveParams): Promise<number> {
    lowerThreadPriority();
    const { dataDir, stagingDir, path, nowMs } = params;
    const { signal } = cancelling;
    const needed = copySize(dataFolder(dataDir)) + ROOM_BYTES;
    checkRoom(dataDir, needed);
    tell({ phase: 'copying', done: 0, total: needed - ROOM_BYTES });
    const facts = await copyData(params).catch((error: unknown) => {
      throw fullDisk(error, dataDir, needed);
    });
    const packing = packBackup(
      stagingDir,
      path,
      { madeAtMs: nowMs, ...facts },
      {
        onBytes: (done, total) => tell({ phase: 'packing', done, total }),
        check: (unplaced) => unpackBackup(unplaced, { toDir: null, onBytes: tellChecking, signal }),
        signal,
      },
    );
    await packing.catch((error: unknown) => {
      // A browser's stands beside the copies until it is fetched.
      throw fullDisk(error, dirname(path) === stagingDir ? dataDir : path, needed);
    });
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

/** Lays out in the folder for the copies what goes into the backup. */
async function copyData({ dataDir, stagingDir, documents }: SaveParams): Promise<CopyFacts> {
  const from = dataFolder(dataDir);
  await copying(() => copyRoster(from, stagingDir));
  await copying(() => copyInbox(from, stagingDir));
  const facts = inspectCopies(stagingDir);
  for (const [name, text] of Object.entries(documents)) {
    writeFileSync(join(stagingDir, name), text, { mode: 0o600 });
  }
  return facts;
}

/** One of SQLite's own steps, after which a wish to cancel is heard. */
async function copying(step: () => void): Promise<void> {
  step();
  await new Promise((resolve) => setImmediate(resolve));
  if (cancelling.signal.aborted) throw new RollcallError('BACKUP_CANCELLED');
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
