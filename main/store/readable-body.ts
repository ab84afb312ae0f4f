import { isUtf8 } from 'node:buffer';

declare global {
  interface JSON {
    /** In V8 and in ES2026, not yet in TypeScript's libraries: text that JSON.stringify writes as it is. */
    rawJSON(text: string): unknown;
  }
}

/** A body as JSON text that SQLite and JSON.parse read alike. */
export interface ReadableBody {
  readonly bytes: Uint8Array;
  /** Characters that were no valid text and now stand as visible escapes, so that two such ids stay two. */
  readonly oddText: number;
}

const BOM = [0xef, 0xbb, 0xbf];
/** NUL and the blanks that JSON knows. */
const SAYS_NOTHING: ReadonlySet<number> = new Set([0x00, 0x09, 0x0a, 0x0d, 0x20]);

/**
 * Strips a byte order mark, and what says nothing after the value: blanks and NULs. Writes out what is no valid text:
 * byte FF as `\xff`, a lone surrogate as `\ud800`.
 */
export function readableBody(body: Uint8Array): ReadableBody {
  const bytes = afterBom(body.subarray(0, endOfText(body)));
  let oddText = 0;
  const count = (replacement: string): string => {
    oddText += 1;
    return replacement;
  };
  let readable = bytes;
  if (!isUtf8(readable)) readable = escapeInvalidBytes(readable, count);
  if (mayHoldLoneSurrogate(readable)) readable = escapeLoneSurrogates(readable, count);
  return { bytes: readable, oddText };
}

/** Whether nobody could have said anything with it: blanks at most. */
export function isBlank(body: Uint8Array): boolean {
  return afterBom(body).every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d));
}

function afterBom(body: Uint8Array): Uint8Array {
  return body.subarray(BOM.every((byte, i) => body[i] === byte) ? BOM.length : 0);
}

function endOfText(body: Uint8Array): number {
  let end = body.length;
  while (end > 0 && SAYS_NOTHING.has(body[end - 1] ?? 0)) end -= 1;
  return end;
}

/** Parses JSON with its numbers as they were written, for `JSON.stringify` to write them so again. */
export function keepNumberText(
  _key: string,
  value: unknown,
  context?: { source?: string },
): unknown {
  return typeof value === 'number' && context?.source !== undefined
    ? JSON.rawJSON(context.source)
    : value;
}

function mayHoldLoneSurrogate(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.includes('\\ud') || buffer.includes('\\uD');
}

/** Escapes in the JSON text itself: pairs are kept, lone halves become a backslash and their letters. */
function escapeLoneSurrogates(bytes: Uint8Array, count: (text: string) => string): Uint8Array {
  const latin1 = Buffer.from(bytes).toString('latin1');
  const escapes =
    /\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|[\s\S])/g;
  const escaped = latin1.replace(escapes, (whole, lone: string | undefined) =>
    lone === undefined ? whole : count(`\\\\${lone.toLowerCase()}`),
  );
  return Buffer.from(escaped, 'latin1');
}

function escapeInvalidBytes(bytes: Uint8Array, count: (text: string) => string): Uint8Array {
  const parts: Uint8Array[] = [];
  let start = 0;
  for (let i = 0; i < bytes.length; ) {
    const length = sequenceLength(bytes, i);
    if (length > 0) {
      i += length;
      continue;
    }
    const hex = (bytes[i] ?? 0).toString(16).padStart(2, '0');
    parts.push(bytes.subarray(start, i), Buffer.from(count(`\\\\x${hex}`)));
    i += 1;
    start = i;
  }
  parts.push(bytes.subarray(start));
  return Buffer.concat(parts);
}

/** Length of the valid UTF-8 sequence at `i`; 0 if there is none. */
function sequenceLength(bytes: Uint8Array, i: number): number {
  const lead = bytes[i] ?? 0;
  if (lead < 0x80) return 1;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  return isUtf8(bytes.subarray(i, i + length)) && i + length <= bytes.length ? length : 0;
}
