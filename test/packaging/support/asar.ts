/** Reads an asar archive by its format, so that the tests do not take the packer's word for what it packed. */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';

interface Entry {
  readonly files?: Readonly<Record<string, Entry>> | undefined;
  readonly size?: number | undefined;
  readonly offset?: string | undefined;
  readonly unpacked?: boolean | undefined;
  readonly integrity?: { readonly algorithm: string; readonly hash: string } | undefined;
}

const entrySchema: z.ZodType<Entry> = z.object({
  get files() {
    return z.record(z.string(), entrySchema).optional();
  },
  size: z.number().optional(),
  offset: z.string().optional(),
  unpacked: z.boolean().optional(),
  integrity: z.object({ algorithm: z.string(), hash: z.string() }).optional(),
});

export interface PackedFile {
  /** With forward slashes, from the archive's root. */
  readonly path: string;
  readonly bytes: Buffer;
  readonly isUnpacked: boolean;
  /** Whether the archive tells the right hash of it: what Electron compares when it reads the file. */
  readonly isSealed: boolean;
}

/** Every file of an archive, those beside it included. */
export function filesOf(asarPath: string): PackedFile[] {
  const archive = readFileSync(asarPath);
  // Two numbers of four bytes each, wrapped: the header's size, then the header's text.
  const headerSize = archive.readUInt32LE(4);
  const textLength = archive.readUInt32LE(12);
  const header = entrySchema.parse(
    JSON.parse(archive.toString('utf8', 16, 16 + textLength)) as unknown,
  );
  return entriesIn(header, '').map(({ path, entry }) => {
    const { size = 0, offset, unpacked = false, integrity } = entry;
    const start = 8 + headerSize + Number(offset);
    const bytes = unpacked
      ? readFileSync(join(`${asarPath}.unpacked`, path))
      : archive.subarray(start, start + size);
    const hash = createHash('sha256').update(bytes).digest('hex');
    const isSealed = integrity?.algorithm === 'SHA256' && integrity.hash === hash;
    return { path, bytes, isUnpacked: unpacked, isSealed };
  });
}

function entriesIn(folder: Entry, at: string): { readonly path: string; readonly entry: Entry }[] {
  return Object.entries(folder.files ?? {}).flatMap(([name, entry]) => {
    const path = at === '' ? name : `${at}/${name}`;
    return entry.files === undefined ? [{ path, entry }] : entriesIn(entry, path);
  });
}

/** Lays an archive out as a folder, where nothing but what it holds can be found. */
export function unpackTo(dir: string, asarPath: string): void {
  for (const { path, bytes } of filesOf(asarPath)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), bytes);
  }
  if (existsSync(`${asarPath}.unpacked`)) cpSync(`${asarPath}.unpacked`, dir, { recursive: true });
}
