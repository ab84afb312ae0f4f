import { createHash } from 'node:crypto';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { tarEnd, tarHeader, tarPadding } from '../../../main/backup/tar.ts';
import { UPLOAD_PIECE_BYTES } from '../../../shared/api/backup-model.ts';
import { type ApiResult, apiResultSchema } from '../../../shared/api/transport.ts';
import { until } from '../../support/until.ts';
import type { AppClient } from './with-api.ts';

/** Saves a backup and waits for it. */
export async function save(client: AppClient, forMove = false): Promise<string> {
  let last = 'running';
  const end = client.on('backup.changed', ({ state, error }) => {
    last = error?.code ?? state;
  });
  const { backupId } = await client.call('backup.start', { forMove, timeZone: 'Asia/Tokyo' });
  if (backupId === null) throw new Error('No file was chosen.');
  await until('the backup is over', () => last !== 'running');
  end();
  if (last !== 'done') throw new Error(`The backup ended with ${last}.`);
  return backupId;
}

/** Saves a backup and fetches it as a browser does. */
export async function fetchBackup(client: AppClient, uiUrl: string): Promise<Buffer> {
  const { downloadPath } = await client.call('backup.fetch', { backupId: await save(client) });
  const response = await fetch(new URL(downloadPath, uiUrl));
  return Buffer.from(await response.arrayBuffer());
}

/** Sends a file as a page does; returns the id of the restore and the last answer. */
export async function upload(client: AppClient, uiUrl: string, file: Uint8Array) {
  const { restoreId, uploadPath } = await client.call('restore.begin', { sizeBytes: file.length });
  let at = 0;
  while (at < file.length) {
    const piece = file.subarray(at, at + UPLOAD_PIECE_BYTES);
    const answer = await sendPiece(uiUrl, uploadPath, at, piece);
    if (!answer.ok) throw new Error(`A piece was refused with ${answer.error.code}.`);
    at += piece.length;
  }
  return restoreId;
}

export async function sendPiece(
  uiUrl: string,
  uploadPath: string,
  at: number,
  piece: Uint8Array,
  key = new URL(uiUrl).hash.slice(1),
): Promise<ApiResult> {
  const { origin } = new URL(uiUrl);
  const response = await fetch(new URL(`${uploadPath}?at=${at}`, uiUrl), {
    method: 'POST',
    headers: { origin, authorization: `Bearer ${key}` },
    body: Uint8Array.from(piece),
  });
  return apiResultSchema.parse(await response.json());
}

interface Part {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The files of a backup, in their order. */
export function partsOf(file: Uint8Array): Part[] {
  const tar = zstdDecompressSync(file);
  const parts: Part[] = [];
  for (let at = 0; tar[at] !== 0; ) {
    const name = tar.toString('ascii', at, at + 100).replace(/\0.*$/s, '');
    const size = Number.parseInt(tar.toString('ascii', at + 124, at + 135), 8);
    parts.push({ name, bytes: tar.subarray(at + 512, at + 512 + size) });
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return parts;
}

/** A backup whose parts were changed and whose sums are right again. */
export function changed(file: Uint8Array, change: (part: Part) => Buffer): Buffer {
  const [manifest, ...parts] = partsOf(file).map((part) => ({ ...part, bytes: change(part) }));
  if (manifest === undefined) throw new Error('There is no manifest.');
  const files = parts.map(({ name, bytes }) => ({
    name,
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }));
  const told = { ...JSON.parse(manifest.bytes.toString()), files };
  const all = [{ name: manifest.name, bytes: Buffer.from(JSON.stringify(told)) }, ...parts];
  const pieces = all.flatMap(({ name, bytes }) => [
    tarHeader(name, bytes.length),
    bytes,
    tarPadding(bytes.length),
  ]);
  return zstdCompressSync(Buffer.concat([...pieces, tarEnd()]));
}
