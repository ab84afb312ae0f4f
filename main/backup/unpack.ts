import { createHash } from 'node:crypto';
import { closeSync, createReadStream, openSync, readSync, statSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline, Transform } from 'node:stream';
import { createZstdDecompress } from 'node:zlib';
import { RollcallError } from '../../shared/errors.ts';
import { KNOWN_SCHEMAS } from '../store/copies.ts';
import { storeTrouble } from '../store/database.ts';
import {
  anyManifestSchema,
  BACKUP_VERSION,
  BASIC_PARTS,
  MANIFEST_NAME,
  type Manifest,
  manifestSchema,
} from './format.ts';
import type { OnBytes } from './pack.ts';
import { checkRoom, fullDisk, ROOM_BYTES } from './room.ts';
import { TarReader } from './tar.ts';

const ZSTD_MAGIC = 0xfd2fb528;
const MANIFEST_BYTES = 64 * 1024;

export interface UnpackOptions {
  /** Where the files go, a folder within the data folder; null: they are only checked. */
  readonly toDir: string | null;
  readonly onBytes: OnBytes;
  readonly signal: AbortSignal;
}

/**
 * Reads a backup to its end and holds every byte against the sums in it. Throws BACKUP_FOREIGN, BACKUP_DAMAGED,
 * BACKUP_FROM_NEWER_VERSION, BACKUP_GONE, BACKUP_NO_ROOM, BACKUP_CANCELLED.
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
    // The disk's own trouble lies not in the backup.
    const isToldAsItIs = error instanceof RollcallError || storeTrouble(error) !== null;
    throw isToldAsItIs ? error : new RollcallError('BACKUP_DAMAGED', {}, { cause: error });
  } finally {
    unpacked.destroy();
  }
}

async function readArchive(archive: TarReader, toDir: string | null): Promise<Manifest> {
  const manifest = await readManifest(archive);
  const bytes = manifest.files.reduce((sum, { size }) => sum + size, ROOM_BYTES);
  const dataDir = toDir === null ? null : dirname(toDir);
  if (dataDir !== null) checkRoom(dataDir, bytes);
  try {
    for (const file of manifest.files) await readFile(archive, file, toDir);
  } catch (error) {
    throw dataDir === null ? error : fullDisk(error, dataDir, bytes);
  }
  const names = manifest.files.map(({ name }) => name);
  if (!BASIC_PARTS.every((name) => names.includes(name))) throw new RollcallError('BACKUP_DAMAGED');
  return manifest;
}

async function readFile(
  archive: TarReader,
  { name, size, sha256 }: Manifest['files'][number],
  toDir: string | null,
): Promise<void> {
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

function startsAsZstd(path: string): boolean {
  const file = openBackupFile(path);
  try {
    const start = Buffer.alloc(4);
    return readSync(file, start, 0, 4, 0) === 4 && start.readUInt32LE() === ZSTD_MAGIC;
  } finally {
    closeSync(file);
  }
}

/** It may be gone since it was chosen, as a stick is that was pulled out. Throws BACKUP_GONE. */
function openBackupFile(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    throw new RollcallError('BACKUP_GONE', {}, { cause: error });
  }
}
