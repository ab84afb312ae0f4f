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

  /** Reads the element that begins at `offset`. Throws a RangeError if it reaches beyond `limit`. */
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
    if (this.end > limit) throw new RangeError('a JSONB element reaches beyond its row');
  }
}
