/** A growing run of bytes. Writers ask for room first and then put bytes straight into `bytes`. */
export class ByteBuffer {
  bytes: Buffer;
  length = 0;

  constructor(capacity = 1024) {
    this.bytes = Buffer.allocUnsafe(capacity);
  }

  /** Makes sure that `count` more bytes fit, and returns the bytes: growing replaces them. */
  room(count: number): Buffer {
    const needed = this.length + count;
    if (needed > this.bytes.length) {
      const grown = Buffer.allocUnsafe(Math.max(needed, this.bytes.length * 2));
      this.bytes.copy(grown, 0, 0, this.length);
      this.bytes = grown;
    }
    return this.bytes;
  }

  /** Empties it, and lets go of memory beyond `keptBytes`. */
  clear(keptBytes: number): void {
    this.length = 0;
    if (this.bytes.length > keptBytes) this.bytes = Buffer.allocUnsafe(keptBytes);
  }

  byte(byte: number): void {
    this.room(1)[this.length] = byte;
    this.length += 1;
  }

  /** Copies what stands from `start` to `end` in `source`. */
  copy(source: Uint8Array, start: number, end: number): void {
    const bytes = this.room(end - start);
    let { length } = this;
    for (let i = start; i < end; i += 1) bytes[length++] = source[i] ?? 0;
    this.length = length;
  }

  text(text: string): void {
    // UTF-8 takes at most three bytes for each UTF-16 unit.
    this.length += this.room(text.length * 3).write(text, this.length);
  }

  toString(): string {
    return this.bytes.toString('utf8', 0, this.length);
  }
}
