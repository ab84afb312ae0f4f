import { randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
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

/**
 * A file written beside its place and moved there once it is whole, so that the place holds the old file or the
 * new one and never a part. For its owner alone. Every method throws EXPORT_TARGET_UNUSABLE.
 */
export class ReplacementFile {
  readonly #path: string;
  readonly #place: string;
  /** Where it stands until it is committed. */
  readonly unplaced: string;
  #file: number | null;

  constructor(path: string) {
    this.#path = path;
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
