import { statSync } from 'node:fs';
import { stat, statfs } from 'node:fs/promises';
import { isNearlyFull } from './free-disk.ts';

const LOOK_EVERY_MS = 500;

export interface FolderWatchParts {
  readonly dir: string;
  /** The files that are open. */
  readonly paths: readonly string[];
  /** One of them is not at its path any more. The watch is over then. */
  readonly onGone: () => void;
  /** Called with each look at the disk. */
  readonly onDisk: (isNearlyFull: boolean) => void;
}

/**
 * Looks at the open files' paths and at the disk all the time: while nothing arrives, nobody else would notice that the
 * next delivery can't be kept. Costs three calls of the system a look, and no SQL.
 */
export class FolderWatch {
  readonly #parts: FolderWatchParts;
  readonly #inodes: readonly bigint[];
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(parts: FolderWatchParts) {
    this.#parts = parts;
    this.#inodes = parts.paths.map(
      (path) => statSync(path, { bigint: true, throwIfNoEntry: false })?.ino ?? GONE,
    );
    this.#lookLater();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  #lookLater(): void {
    this.#timer = setTimeout(() => void this.#look(), LOOK_EVERY_MS);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    const { dir, paths, onGone, onDisk } = this.#parts;
    const [inodes, disk] = await Promise.all([
      Promise.all(paths.map(inodeAt)),
      statfs(dir).catch(() => null),
    ]);
    if (this.#isClosed) return;
    if (inodes.some((inode, i) => inode === GONE || inode !== this.#inodes[i])) {
      onGone();
      return;
    }
    if (disk !== null) onDisk(isNearlyFull(disk));
    this.#lookLater();
  }
}

const GONE = 0n;

/** Which file is at a path; one that can't be looked at is as good as gone. */
async function inodeAt(path: string): Promise<bigint> {
  try {
    return (await stat(path, { bigint: true })).ino;
  } catch {
    return GONE;
  }
}
