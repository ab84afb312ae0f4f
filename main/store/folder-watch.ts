import { statSync } from 'node:fs';
import { stat, statfs } from 'node:fs/promises';
import type { ErrorCode } from '../../shared/errors.ts';
import type { DataFolder } from './data-folder.ts';
import { isNearlyFull } from './free-disk.ts';
import type { StorePart } from './store-health.ts';

const LOOK_EVERY_MS = 500;

/**
 * Looks at the open files' paths and at the disk all the time: while nothing arrives, nobody else would notice that the
 * next delivery can't be kept. Costs three calls of the system a look, and no SQL.
 */
export class FolderWatch {
  readonly #dir: string;
  readonly #onTrouble: (part: StorePart, code: ErrorCode) => void;
  readonly #onRoom: () => void;
  readonly #paths: readonly string[];
  readonly #inodes: readonly bigint[];
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  /** `onTrouble`: what the next delivery would meet; one whose files are gone looks no more. `onRoom`: the disk has room. */
  constructor(
    { dir, inboxPath, rosterPath }: DataFolder,
    onTrouble: (part: StorePart, code: ErrorCode) => void,
    onRoom: () => void,
  ) {
    this.#dir = dir;
    this.#onTrouble = onTrouble;
    this.#onRoom = onRoom;
    this.#paths = [inboxPath, rosterPath];
    this.#inodes = this.#paths.map(
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
    const [inodes, disk] = await Promise.all([
      Promise.all(this.#paths.map(inodeAt)),
      statfs(this.#dir).catch(() => null),
    ]);
    if (this.#isClosed) return;
    if (inodes.some((inode, i) => inode === GONE || inode !== this.#inodes[i])) {
      this.#onTrouble('inbox', 'STORE_GONE');
      return;
    }
    if (disk !== null && isNearlyFull(disk)) this.#onTrouble('disk', 'DISK_NEARLY_FULL');
    else if (disk !== null) this.#onRoom();
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
