import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { constants, createZstdCompress } from 'node:zlib';
import { RollcallError } from '../../shared/errors.ts';
import { ReplacementFile } from '../export/replacement-file.ts';
import { BACKUP_PARTS, BACKUP_VERSION, MANIFEST_NAME, type Manifest } from './format.ts';
import { tarEnd, tarHeader, tarPadding } from './tar.ts';

/** Bytes done of those to do. */
export type OnBytes = (done: number, total: number) => void;

const COMPRESSION = {
  params: { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_checksumFlag]: 1 },
};

export interface PackOptions {
  readonly onBytes: OnBytes;
  /** Called with where the file stands before it takes its place; when it rejects, nothing has changed there. */
  readonly check: (unplaced: string) => Promise<unknown>;
  readonly signal: AbortSignal;
}

/** Writes the files of a folder that a backup may hold into one; what stands at `path` is replaced once that is checked. */
export async function packBackup(
  dir: string,
  path: string,
  facts: Pick<Manifest, 'madeAtMs' | 'schema' | 'contents'>,
  { onBytes, check, signal }: PackOptions,
): Promise<void> {
  const found = BACKUP_PARTS.flatMap((name) => {
    const size = statSync(join(dir, name), { throwIfNoEntry: false })?.size;
    return size === undefined ? [] : [{ name, size }];
  });
  // Read twice, once for the sums that stand before the files.
  const total = 2 * found.reduce((bytes, { size }) => bytes + size, 0);
  let done = 0;
  const read = async function* (name: string): AsyncGenerator<Uint8Array> {
    for await (const piece of createReadStream(join(dir, name), { highWaterMark: 256 * 1024 })) {
      if (signal.aborted) throw new RollcallError('BACKUP_CANCELLED');
      done += piece.length;
      onBytes(done, total);
      yield piece;
    }
  };
  const files: Manifest['files'] = [];
  for (const { name, size } of found) {
    const hash = createHash('sha256');
    for await (const piece of read(name)) hash.update(piece);
    files.push({ name, size, sha256: hash.digest('hex') });
  }
  const manifest: Manifest = {
    format: 'rollcall-backup',
    version: BACKUP_VERSION,
    ...facts,
    files,
  };
  const archive = async function* (): AsyncGenerator<Uint8Array> {
    const first = Buffer.from(JSON.stringify(manifest, null, 2));
    yield* entry(MANIFEST_NAME, first.length, [first]);
    for (const { name, size } of files) yield* entry(name, size, read(name));
    yield tarEnd();
  };
  const file = new ReplacementFile(path);
  try {
    const compressed = Readable.from(archive()).compose(createZstdCompress(COMPRESSION));
    for await (const piece of compressed) file.write(piece);
    await check(file.unplaced);
    file.commit();
  } catch (error) {
    file.discard();
    throw error;
  }
}

async function* entry(
  name: string,
  size: number,
  pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield tarHeader(name, size);
  yield* pieces;
  yield tarPadding(size);
}
