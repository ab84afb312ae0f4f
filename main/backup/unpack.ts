import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  openSync,
  readSync,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline, Transform } from 'node:stream';
import { createZstdDecompress } from 'node:zlib';
import { RollcallError } from '../../shared/errors.ts';
import { KNOWN_SCHEMAS } from '../store/copies.ts';
import {
  anyManifestSchema,
  BACKUP_VERSION,
  BASIC_PARTS,
  MANIFEST_NAME,
  type Manifest,
  manifestSchema,
} from './format.ts';
import type { OnBytes } from './pack.ts';
import { TarReader } from './tar.ts';

const ZSTD_MAGIC = 0xfd2fb528;
const MANIFEST_BYTES = 64 * 1024;
/** What receiving needs free, beside what is unpacked. */
const ROOM_BYTES = 200 * 1024 * 1024;

export interface UnpackOptions {
  /** Where the files go; null: they are only checked. */
  readonly toDir: string | null;
  readonly onBytes: OnBytes;
  readonly signal: AbortSignal;
}

/**
 * Reads a backup to its end and holds every byte against the sums in it. Throws BACKUP_FOREIGN, BACKUP_DAMAGED,
 * BACKUP_FROM_NEWER_VERSION, BACKUP_NO_ROOM, BACKUP_CANCELLED.
 */
export async function unpackBackup(
  path: string,
  { toDir, onBytes, signal }: UnpackOptions,
): Promise<Manifest> {
  if (!startsAsZstd(path)) throw new RollcallError('BACKUP_FOREIGN');
  const total = statSync(path).size;
  let done = 0;
  const counted = new Transform({
    transform(piece: Uint8Array, _encoding, next) {
      done += piece.length;
      onBytes(done, total);
      next(signal.aborted ? new RollcallError('BACKUP_CANCELLED') : null, piece);
    },
  });
  const unpacked = createZstdDecompress();
  // How it fails is met where it is read.
  pipeline(createReadStream(path), counted, unpacked, () => {});
  try {
    return await readArchive(new TarReader(unpacked), toDir);
  } catch (error) {
    const isOurs = error instanceof RollcallError || isDiskTrouble(error);
    throw isOurs ? error : new RollcallError('BACKUP_DAMAGED', {}, { cause: error });
  } finally {
    unpacked.destroy();
  }
}

async function readArchive(archive: TarReader, toDir: string | null): Promise<Manifest> {
  const manifest = await readManifest(archive);
  if (toDir !== null) checkRoom(toDir, manifest);
  for (const { name, size, sha256 } of manifest.files) {
    const found = await archive.next();
    if (found?.name !== name || found.size !== size) throw new RollcallError('BACKUP_DAMAGED');
    const hash = createHash('sha256');
    const file = toDir === null ? null : openSync(join(toDir, name), 'wx', 0o600);
    try {
      for await (const piece of archive.bytes()) {
        hash.update(piece);
        if (file !== null) for (let at = 0; at < piece.length; ) at += writeSync(file, piece, at);
      }
    } finally {
      if (file !== null) closeSync(file);
    }
    if (hash.digest('hex') !== sha256) throw new RollcallError('BACKUP_DAMAGED');
  }
  const names = manifest.files.map(({ name }) => name);
  if (!BASIC_PARTS.every((name) => names.includes(name))) throw new RollcallError('BACKUP_DAMAGED');
  return manifest;
}

async function readManifest(archive: TarReader): Promise<Manifest> {
  const first = await archive.next();
  if (first?.name !== MANIFEST_NAME || first.size > MANIFEST_BYTES) {
    throw new RollcallError('BACKUP_FOREIGN');
  }
  const pieces: Uint8Array[] = [];
  for await (const piece of archive.bytes()) pieces.push(piece);
  const told: unknown = JSON.parse(Buffer.concat(pieces).toString());
  const { version } = anyManifestSchema.parse(told);
  if (version > BACKUP_VERSION) throw new RollcallError('BACKUP_FROM_NEWER_VERSION');
  const manifest = manifestSchema.parse(told);
  const { roster, inbox } = manifest.schema;
  if (roster > KNOWN_SCHEMAS.roster || inbox > KNOWN_SCHEMAS.inbox) {
    throw new RollcallError('BACKUP_FROM_NEWER_VERSION');
  }
  return manifest;
}

function checkRoom(dir: string, { files }: Manifest): void {
  const needed = files.reduce((bytes, { size }) => bytes + size, ROOM_BYTES);
  const { bavail, bsize } = statfsSync(dir);
  if (bavail * bsize < needed) {
    throw new RollcallError('BACKUP_NO_ROOM', { neededMiB: Math.ceil(needed / 1024 ** 2) });
  }
}

function startsAsZstd(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const start = Buffer.alloc(4);
    return readSync(file, start, 0, 4, 0) === 4 && start.readUInt32LE() === ZSTD_MAGIC;
  } finally {
    closeSync(file);
  }
}

function isDiskTrouble(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && ['ENOSPC', 'EIO'].includes(String(error.code))
  );
}
