import { RollcallError } from '../../../shared/errors.ts';

/** Kinds of JSONB elements, as stored in the low half of an element's first byte. Source: sqlite.org/jsonb.html */
export const JSONB = {
  null: 0,
  true: 1,
  false: 2,
  int: 3,
  int5: 4,
  float: 5,
  float5: 6,
  /** Text that is the same in JSON and without. */
  text: 7,
  /** Text with JSON's escapes in it. */
  textEscaped: 8,
  textEscaped5: 9,
  /** Text that JSON would escape. */
  textRaw: 10,
  array: 11,
  object: 12,
} as const;

/** Where an element stands: bytes from `start` to `end` are its payload, and the next element begins at `end`. */
export class JsonbElement {
  kind = 0;
  start = 0;
  end = 0;

  /** Reads the element that begins at `offset`. Throws STORE_CORRUPT if it reaches beyond `limit`. */
  read(bytes: Uint8Array, offset: number, limit: number): void {
    const lead = bytes[offset] ?? 0;
    const size = lead >> 4;
    this.kind = lead & 0x0f;
    if (size < 12) {
      this.start = offset + 1;
      this.end = this.start + size;
    } else {
      const width = 1 << (size - 12);
      let length = 0;
      for (let i = 1; i <= width; i += 1) length = length * 256 + (bytes[offset + i] ?? 0);
      this.start = offset + 1 + width;
      this.end = this.start + length;
    }
    if (this.end > limit) throw new RollcallError('STORE_CORRUPT');
  }
}

/** Where the payload of the element at `at` begins: after its header of 1, 2, 3, 5 or 9 bytes. */
export function payloadStart(bytes: Uint8Array, at: number): number {
  const size = (bytes[at] ?? 0) >> 4;
  return size < 12 ? at + 1 : at + 1 + (1 << (size - 12));
}

/** Where the payload of the element at `at` ends, and the next element begins. */
export function payloadEnd(bytes: Uint8Array, at: number): number {
  const size = (bytes[at] ?? 0) >> 4;
  if (size < 12) return at + 1 + size;
  const width = 1 << (size - 12);
  let length = 0;
  for (let i = 1; i <= width; i += 1) length = length * 256 + (bytes[at + i] ?? 0);
  return at + 1 + width + length;
}
