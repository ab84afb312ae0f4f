import type { Separator } from '../../shared/api/separators.ts';
import type { ByteBuffer } from './byte-buffer.ts';
import { SIGNS } from './separator.ts';

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const TAB = 0x09;

/** Lays fields out as lines after RFC 4180: CRLF, and quotes only where they are needed. */
export class Fields {
  readonly #out: ByteBuffer;
  readonly #separator: number;
  readonly #needsQuotes = new Uint8Array(256);
  readonly #isOnlyColumn: boolean;
  #isFirst = true;

  constructor(out: ByteBuffer, separator: Separator, columns: number) {
    this.#out = out;
    this.#separator = SIGNS[separator].charCodeAt(0);
    this.#isOnlyColumn = columns === 1;
    for (const byte of [this.#separator, QUOTE, CR, LF]) this.#needsQuotes[byte] = 1;
  }

  /** Appends the field whose text is `bytes` from `start` to `end`. */
  put(bytes: Uint8Array, start: number, end: number): void {
    const out = this.#out;
    // Doubling every byte, two quotes and a separator is the most a field can take.
    const target = out.room((end - start) * 2 + 3);
    const isFirst = this.#isFirst;
    let at = out.length;
    if (!isFirst) target[at++] = this.#separator;
    this.#isFirst = false;
    const fieldAt = at;
    let special = isBlank(bytes[start]) || isBlank(bytes[end - 1]) ? 1 : 0;
    for (let i = start; i < end; i += 1) {
      const byte = bytes[i] ?? 0;
      special |= this.#needsQuotes[byte] ?? 0;
      target[at++] = byte;
    }
    // An empty line would be read as no row at all.
    if (start === end) special = isFirst && this.#isOnlyColumn ? 1 : 0;
    out.length = special === 0 ? at : putQuoted(target, fieldAt, bytes, start, end);
  }

  endLine(): void {
    this.#out.byte(CR);
    this.#out.byte(LF);
    this.#isFirst = true;
  }
}

function putQuoted(
  target: Uint8Array,
  fieldAt: number,
  bytes: Uint8Array,
  start: number,
  end: number,
): number {
  let at = fieldAt;
  target[at++] = QUOTE;
  for (let i = start; i < end; i += 1) {
    const byte = bytes[i] ?? 0;
    if (byte === QUOTE) target[at++] = QUOTE;
    target[at++] = byte;
  }
  target[at++] = QUOTE;
  return at;
}

function isBlank(byte: number | undefined): boolean {
  return byte === SPACE || byte === TAB;
}
