import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { RollcallError } from '../../shared/errors.ts';
import { beginsAsObject, scanJson } from '../mixpanel/scan-json.ts';
import { tooLarge } from './read-body.ts';

type Decoding = Pick<zlib.ZlibOptions, 'chunkSize' | 'finishFlush' | 'maxOutputLength'>;
type Decoder = (bytes: Uint8Array, options: Decoding) => Promise<Buffer>;

const gunzip: Decoder = promisify<Uint8Array, zlib.ZlibOptions, Buffer>(zlib.gunzip);
const inflate: Decoder = promisify<Uint8Array, zlib.ZlibOptions, Buffer>(zlib.inflate);
const inflateRaw: Decoder = promisify<Uint8Array, zlib.ZlibOptions, Buffer>(zlib.inflateRaw);
const unbrotli: Decoder = promisify<Uint8Array, zlib.BrotliOptions, Buffer>(zlib.brotliDecompress);
// A runtime without it must not fail before the first body: it is looked up when one comes.
const unzstd: Decoder = (bytes, options) =>
  promisify<Uint8Array, Decoding, Buffer>(zlib.zstdDecompress)(bytes, options);
// RFC 9110 says zlib; some senders leave its two header bytes out.
const undeflate: Decoder = (bytes, options) =>
  (hasZlibHeader(bytes) ? inflate : inflateRaw)(bytes, options);

const DECODERS: ReadonlyMap<string, Decoder> = new Map([
  ['gzip', gunzip],
  ['x-gzip', gunzip],
  ['deflate', undeflate],
  ['br', unbrotli],
  ['zstd', unzstd],
]);
/** How what they compress begins. Sources: RFC 1952, 2.3.1, and RFC 8878, 3.1.1. */
const MAGIC: readonly (readonly [Decoder, readonly number[]])[] = [
  [gunzip, [0x1f, 0x8b]],
  [unzstd, [0x28, 0xb5, 0x2f, 0xfd]],
];

const MAX_CODINGS = 4;
const MAX_QUOTED_LENGTH = 40;

/**
 * Undoes what a body is compressed with: what Content-Encoding names, last coding first (RFC 9110, 8.4), and what can be
 * recognised without it. What it names is ignored where the body reads as it is. Stops inflating at the limit. Throws
 * ENCODING_UNKNOWN, BODY_UNREADABLE, BODY_CUT or BODY_TOO_LARGE.
 */
export async function decodeBody(
  wire: Uint8Array<ArrayBuffer>,
  contentEncoding: string | undefined,
  maxBodyBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const { named, unknown } = codingsIn(contentEncoding ?? '');
  let bytes = wire;
  for (let layers = 0; layers < MAX_CODINGS && !readsAsItIs(bytes, named); layers += 1) {
    const undone = await undoOne(bytes, named, maxBodyBytes);
    if (undone === null) {
      if (named.length > 0) throw new RollcallError('BODY_UNREADABLE');
      if (unknown !== null && layers === 0) throw unknownEncoding(unknown);
      return bytes;
    }
    bytes = undone;
  }
  return bytes;
}

/** The codings that a header names, and the first that nobody here knows. */
function codingsIn(header: string): { readonly named: Decoder[]; readonly unknown: string | null } {
  const names = header
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  if (names.length > MAX_CODINGS) return { named: [], unknown: header };
  return {
    named: names.flatMap((name) => DECODERS.get(name) ?? []),
    unknown: names.find((name) => !DECODERS.has(name)) ?? null,
  };
}

/** Whether nothing is to be undone: with codings named, only what can be nothing but a whole text, or a cut one. */
function readsAsItIs(bytes: Uint8Array, named: readonly Decoder[]): boolean {
  if (bytes.byteLength === 0) return true;
  if (!beginsAsObject(bytes)) return false;
  return named.length === 0 || scanJson(bytes).verdict !== 'broken';
}

/** One coding less: a named one, which is then no longer named, or one that is recognised. null where there is none. */
async function undoOne(
  bytes: Uint8Array,
  named: Decoder[],
  maxBodyBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const recognised = MAGIC.filter(([, magic]) => magic.every((byte, i) => bytes[i] === byte));
  const candidates = [...named.toReversed(), ...recognised.map(([decoder]) => decoder)];
  let isCut = false;
  for (const decoder of candidates) {
    const undone = await undo(decoder, bytes, maxBodyBytes);
    if (undone instanceof Uint8Array) {
      const at = named.lastIndexOf(decoder);
      if (at >= 0) named.splice(at, 1);
      return undone;
    }
    isCut ||= undone === 'cut';
  }
  if (isCut) throw new RollcallError('BODY_CUT');
  return candidates.length === 0 ? await guessBrotli(bytes, maxBodyBytes) : null;
}

/** Brotli has no mark of its own: what comes out has to be what is looked for. */
async function guessBrotli(
  bytes: Uint8Array,
  maxBodyBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const undone = await undo(unbrotli, bytes, maxBodyBytes);
  if (undone instanceof Uint8Array) return beginsAsObject(undone) ? undone : null;
  if (undone === 'broken') return null;
  const finishFlush = zlib.constants.BROTLI_OPERATION_FLUSH;
  const begun = await undo(unbrotli, bytes, maxBodyBytes, finishFlush);
  if (begun instanceof Uint8Array && beginsAsObject(begun)) throw new RollcallError('BODY_CUT');
  return null;
}

async function undo(
  decoder: Decoder,
  bytes: Uint8Array,
  maxBodyBytes: number,
  finishFlush?: number,
): Promise<Uint8Array<ArrayBuffer> | 'cut' | 'broken'> {
  const limits = { maxOutputLength: maxBodyBytes, chunkSize: 64 * 1024 };
  const options = finishFlush === undefined ? limits : { ...limits, finishFlush };
  try {
    return ownBytes(await decoder(bytes, options));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(maxBodyBytes + 1, maxBodyBytes);
    // Short of memory is our trouble and passes; everything else lies in the bytes.
    if (/MEM_ERROR|ALLOC|memory_allocation/.test(code)) throw error;
    return code === 'Z_BUF_ERROR' ? 'cut' : 'broken';
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
