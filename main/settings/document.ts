import { existsSync } from 'node:fs';
import { chmod, copyFile, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import type * as z from 'zod';

/** A small JSON document of a data folder, for its owner alone. */
export interface Document<T> {
  readonly value: T;
  /** Where an unreadable earlier version was set aside, to be named to the person. */
  readonly setAside: string | null;
  /** Whether the file says just this: it is neither new nor completed with defaults. */
  readonly isStored: boolean;
  /** What a text from elsewhere would make of it. Throws when it is none of its kind. */
  read(text: string): T;
  /** Changes some values and writes the document. */
  update(change: Partial<T>): Promise<void>;
  /** Keeps what stands there now under another name, before it is replaced from elsewhere. */
  keepCopy(): Promise<void>;
  /** Writes it again, e.g. after its folder was replaced. */
  save(): Promise<void>;
}

/** Opens a document, parsed by its schema; what can't be read is set aside, never silently replaced. */
export async function openDocument<T extends object>(
  path: string,
  schema: z.ZodType<T>,
): Promise<Document<T>> {
  const nothing = {};
  const low = new Low<unknown>(new JSONFile<unknown>(path), nothing);
  let setAside: string | null = null;
  let value: T;
  try {
    await low.read();
    // For lowdb a file that says null, false or 0 is no file.
    if (low.data === nothing && existsSync(path)) throw new Error('The document says nothing.');
    value = schema.parse(low.data);
  } catch (error) {
    // Only a document that stands there and can't be understood is set aside; disk trouble is the caller's.
    if (error instanceof Error && 'errno' in error) throw error;
    setAside = asideOf(path);
    await rename(path, setAside);
    value = schema.parse({});
  }
  const isStored = isDeepStrictEqual(low.data, value);
  const write = async (): Promise<void> => {
    await makePrivate(unplacedOf(path));
    low.data = value;
    await low.write();
    await chmod(path, 0o600);
  };
  let latest: Promise<void> = Promise.resolve();
  // One after the other: of two at once lowdb would make the second's file by itself.
  const save = (): Promise<void> => {
    latest = latest.catch(() => {}).then(write);
    return latest;
  };
  return {
    get value() {
      return value;
    },
    setAside,
    isStored,
    save,
    async keepCopy() {
      // One that was never written holds nothing but what every new one does.
      if (existsSync(path)) await copyFile(path, asideOf(path));
    },
    read: (text) => schema.parse(JSON.parse(text)),
    async update(change) {
      value = schema.parse({ ...value, ...change });
      await save();
    },
  };
}

/** Reads a document beside whoever has it open, and touches nothing; null where there is none that can be read. */
export async function peekDocument<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}

/** Where lowdb writes before it moves the document into its place. */
function unplacedOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.tmp`);
}

/** Makes a file its owner's alone before anything is in it: a data folder may be open to others. */
async function makePrivate(path: string): Promise<void> {
  await writeFile(path, '', { mode: 0o600 });
  await chmod(path, 0o600);
}

function asideOf(path: string): string {
  return `${path.replace(/\.json$/, '')}-set-aside-${Date.now()}.json`;
}
