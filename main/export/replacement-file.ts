import { randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { RollcallError } from '../../shared/errors.ts';

/** Leaves an owner as it is. */
const SAME = -1;

export interface ReplacementOptions {
  /** A file that is replaced hands its owner, group and mode on, so that whoever could read it still can. */
  readonly keepsMode?: boolean;
}

/**
 * A file written beside its place and moved there once it is whole, so that the place holds the old file or the
 * new one and never a part. For its owner alone unless said otherwise. Every method throws EXPORT_TARGET_UNUSABLE.
 *
 * The new file is another one than the old: a second name that was given to the old one (a hard link) goes on naming
 * the old content. Writing into the old file instead would show readers a part, and leave one after a crash.
 */
export class ReplacementFile {
  readonly #path: string;
  readonly #place: string;
  readonly #keepsMode: boolean;
  /** Where it stands until it is committed. */
  readonly unplaced: string;
  #file: number | null;

  constructor(path: string, { keepsMode = false }: ReplacementOptions = {}) {
    this.#path = path;
    this.#keepsMode = keepsMode;
    [this.#place, this.unplaced, this.#file] = this.#guarded(() => {
      const place = placeOf(path);
      const unplaced = join(dirname(place), `.rollcall-${randomBytes(8).toString('hex')}.part`);
      return [place, unplaced, openSync(unplaced, 'wx', 0o600)];
    });
  }

  write(bytes: Uint8Array): void {
    this.#guarded(() => {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.#open(), bytes, at);
    });
  }

  /** Puts the file in its place, safe from a power cut where the folder lets it be. */
  commit(): void {
    this.#guarded(() => {
      if (this.#keepsMode) takeMode(this.#open(), this.#place);
      fsyncSync(this.#open());
      this.#close();
      renameSync(this.unplaced, this.#place);
    });
    syncDir(dirname(this.#place));
  }

  /** Leaves no trace of a file that was not committed. */
  discard(): void {
    this.#close();
    rmSync(this.unplaced, { force: true });
  }

  #open(): number {
    if (this.#file === null) throw new Error('the file is closed');
    return this.#file;
  }

  #close(): void {
    const file = this.#file;
    this.#file = null;
    if (file !== null) closeSync(file);
  }

  #guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw new RollcallError('EXPORT_TARGET_UNUSABLE', { path: this.#path }, { cause: error });
    }
  }
}

/** Where the file really goes: a link stays a link. Only a file may be replaced, never a device or a folder. */
function placeOf(path: string): string {
  if (!existsSync(path)) return path;
  const place = realpathSync(path);
  if (!statSync(place).isFile()) throw new Error('not a file');
  accessSync(place, constants.W_OK);
  return place;
}

/** Gives an open file the owner, the group and the mode of the one at `place`, as far as this person may. */
function takeMode(file: number, place: string): void {
  const old = statSync(place, { throwIfNoEntry: false });
  if (old === undefined) return;
  const hasGroup =
    isDone(() => fchownSync(file, old.uid, old.gid)) ||
    isDone(() => fchownSync(file, SAME, old.gid));
  // What a group could do that can't be kept, another one may not. On a drive without modes nothing is to be kept.
  isDone(() => fchmodSync(file, old.mode & (hasGroup ? 0o777 : 0o707)));
}

function isDone(work: () => void): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}

/** Makes the move last through a power cut, where that can be had: the file is in its place in any case. */
function syncDir(dir: string): void {
  let file: number | null = null;
  try {
    file = openSync(dir, 'r');
    fsyncSync(file);
  } catch {
    // Windows, some network drives and folders that can't be listed have no such thing.
  } finally {
    if (file !== null) closeSync(file);
  }
}
