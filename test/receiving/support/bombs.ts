import { promisify } from 'node:util';
import zlib from 'node:zlib';

const PIECE_BYTES = 16 * 2 ** 20;

/** Zeros as one gzip member: a compressed piece that ends at a full flush may be repeated as it is. */
export async function gzipBomb(sizeBytes: number): Promise<Uint8Array> {
  const deflate = promisify<Uint8Array, zlib.ZlibOptions, Buffer>(zlib.deflateRaw);
  const piece = await deflate(new Uint8Array(PIECE_BYTES), {
    finishFlush: zlib.constants.Z_FULL_FLUSH,
  });
  const header = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3);
  const pieces = Array.from({ length: sizeBytes / PIECE_BYTES }, () => piece);
  return Buffer.concat([header, ...pieces]);
}

/** Zeros as one brotli stream. */
export async function brotliBomb(sizeBytes: number): Promise<Uint8Array> {
  const compressor = zlib.createBrotliCompress({
    params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 },
  });
  const compressed: Buffer[] = [];
  compressor.on('data', (chunk: Buffer) => compressed.push(chunk));
  const piece = new Uint8Array(PIECE_BYTES);
  for (let sent = 0; sent < sizeBytes; sent += PIECE_BYTES) {
    await new Promise((resolve) => compressor.write(piece, resolve));
  }
  await new Promise<void>((resolve) => {
    compressor.on('end', resolve);
    compressor.end();
  });
  return Buffer.concat(compressed);
}
