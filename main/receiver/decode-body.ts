import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { RollcallError } from '../../shared/errors.ts';
import { tooLarge } from './read-body.ts';

type Decoder = (bytes: Uint8Array, options: zlib.ZlibOptions) => Promise<Buffer>;

const gunzip: Decoder = promisify<Uint8Array, zlib.ZlibOptions, Buffer>(zlib.gunzip);
const inflate: Decoder = promisify<Uint8Array, zlib.ZlibOptions, Buffer>(zlib.inflate);
const inflateRaw: Decoder = promisify<Uint8Array, zlib.ZlibOptions, Buffer>(zlib.inflateRaw);
const unbrotli: Decoder = promisify<Uint8Array, zlib.BrotliOptions, Buffer>(zlib.brotliDecompress);

const DECODERS: ReadonlyMap<string, Decoder> = new Map([
  ['gzip', gunzip],
  ['x-gzip', gunzip],
  // RFC 9110 says zlib; some senders leave its two header bytes out.
  ['deflate', (bytes, options) => (hasZlibHeader(bytes) ? inflate : inflateRaw)(bytes, options)],
  ['br', unbrotli],
]);

const MAX_CODINGS = 4;
const MAX_QUOTED_LENGTH = 40;

/**
 * Undoes Content-Encoding, last coding first (RFC 9110, 8.4). Stops inflating at the limit.
 * Throws ENCODING_UNKNOWN, BODY_UNREADABLE or BODY_TOO_LARGE. An empty body stays empty whatever its coding.
 */
export async function decodeBody(
  wire: Uint8Array<ArrayBuffer>,
  contentEncoding: string | undefined,
  maxBodyBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  if (wire.byteLength === 0) return wire;
  let bytes = wire;
  for (const decoder of decodersFor(contentEncoding ?? '')) {
    bytes = await decode(decoder, bytes, maxBodyBytes);
  }
  return bytes;
}

function decodersFor(contentEncoding: string): Decoder[] {
  const codings = contentEncoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
  if (codings.length > MAX_CODINGS) throw unknownEncoding(contentEncoding);
  return codings.reverse().map((coding) => {
    const decoder = DECODERS.get(coding);
    if (decoder === undefined) throw unknownEncoding(coding);
    return decoder;
  });
}

async function decode(
  decoder: Decoder,
  bytes: Uint8Array,
  maxBodyBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return ownBytes(await decoder(bytes, { maxOutputLength: maxBodyBytes, chunkSize: 64 * 1024 }));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(maxBodyBytes + 1, maxBodyBytes);
    // Short of memory is our trouble and passes; everything else lies in the bytes.
    if (/MEM_ERROR|ALLOC/.test(code)) throw error;
    throw new RollcallError('BODY_UNREADABLE', {}, { cause: error });
  }
}

/** Node may return a part of a larger buffer, which can't be handed to another thread. */
function ownBytes(buffer: Buffer): Uint8Array<ArrayBuffer> {
  const { buffer: memory, byteLength } = buffer;
  const isExact = memory instanceof ArrayBuffer && memory.byteLength === byteLength;
  return isExact ? new Uint8Array(memory) : new Uint8Array(buffer);
}

/** Source: RFC 1950, 2.2: method 8 in the low bits, and a check of the first two bytes. */
function hasZlibHeader(bytes: Uint8Array): boolean {
  const [first = 0, second = 0] = bytes;
  return (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0;
}

function unknownEncoding(name: string): RollcallError {
  return new RollcallError('ENCODING_UNKNOWN', { encoding: name.slice(0, MAX_QUOTED_LENGTH) });
}
