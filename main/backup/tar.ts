/** The part of the tar format that a backup needs: plain files one after the other (POSIX ustar). */

const BLOCK = 512;
const NAME_BYTES = 100;
const SIZE_AT = 124;
const SIZE_BYTES = 12;
const CHECKSUM_AT = 148;
const TYPE_AT = 156;
const MAGIC_AT = 257;
const FILE_TYPE = 0x30;
/** What twelve octal digits hold less than; above it, GNU's binary form. */
const MAX_OCTAL = 8 ** 11;

/** A file's header; its bytes and the padding follow. */
export function tarHeader(name: string, size: number): Uint8Array {
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0, NAME_BYTES, 'ascii');
  header.write('0000600\0', 100, 'ascii');
  header.write('0000000\0', 108, 'ascii');
  header.write('0000000\0', 116, 'ascii');
  if (size < MAX_OCTAL) {
    header.write(`${size.toString(8).padStart(SIZE_BYTES - 1, '0')}\0`, SIZE_AT, 'ascii');
  } else {
    header.writeUInt8(0x80, SIZE_AT);
    header.writeBigUInt64BE(BigInt(size), SIZE_AT + 4);
  }
  header.write('00000000000\0', 136, 'ascii');
  header.write('        ', CHECKSUM_AT, 'ascii');
  header.writeUInt8(FILE_TYPE, TYPE_AT);
  header.write('ustar\x0000', MAGIC_AT, 'ascii');
  header.write(`${checksum(header).toString(8).padStart(6, '0')}\0 `, CHECKSUM_AT, 'ascii');
  return header;
}

/** What fills the last block of a file of this size. */
export function tarPadding(size: number): Uint8Array {
  return new Uint8Array((BLOCK - (size % BLOCK)) % BLOCK);
}

/** What ends an archive. */
export function tarEnd(): Uint8Array {
  return new Uint8Array(2 * BLOCK);
}

/** Reads an archive from front to back; every method rejects or returns null rather than give what is not there. */
export class TarReader {
  readonly #pieces: AsyncIterator<Uint8Array>;
  #held: Uint8Array = new Uint8Array();
  #left = 0;
  #padding = 0;

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  /** The next file, once the one before is read to its end; null at the end of the archive, or of sense. */
  async next(): Promise<{ readonly name: string; readonly size: number } | null> {
    if (!(await this.#skip(this.#left + this.#padding))) return null;
    this.#left = 0;
    const block = await this.#take(BLOCK);
    if (block === null) return null;
    const header = Buffer.from(block);
    const isFile = header[TYPE_AT] === FILE_TYPE;
    const told = Number.parseInt(header.toString('ascii', CHECKSUM_AT, CHECKSUM_AT + 8), 8);
    header.write('        ', CHECKSUM_AT, 'ascii');
    if (!isFile || told !== checksum(header)) return null;
    const size = sizeIn(header);
    this.#left = size;
    this.#padding = tarPadding(size).length;
    return { name: header.toString('ascii', 0, NAME_BYTES).replace(/\0.*$/s, ''), size };
  }

  /** The bytes of the file whose header was read last; fewer when the archive ends before. */
  async *bytes(): AsyncGenerator<Uint8Array> {
    while (this.#left > 0) {
      if (this.#held.length === 0 && !(await this.#more())) return;
      const piece = this.#held.subarray(0, this.#left);
      this.#held = this.#held.subarray(piece.length);
      this.#left -= piece.length;
      yield piece;
    }
  }

  async #take(bytes: number): Promise<Uint8Array | null> {
    while (this.#held.length < bytes) if (!(await this.#more())) return null;
    const taken = this.#held.subarray(0, bytes);
    this.#held = this.#held.subarray(bytes);
    return taken;
  }

  async #skip(bytes: number): Promise<boolean> {
    let left = bytes;
    while (left > 0) {
      if (this.#held.length === 0 && !(await this.#more())) return false;
      const skipped = Math.min(left, this.#held.length);
      this.#held = this.#held.subarray(skipped);
      left -= skipped;
    }
    return true;
  }

  async #more(): Promise<boolean> {
    const { done, value } = await this.#pieces.next();
    if (done === true) return false;
    this.#held = this.#held.length === 0 ? value : Buffer.concat([this.#held, value]);
    return true;
  }
}

function sizeIn(header: Buffer): number {
  if (header[SIZE_AT] === 0x80) return Number(header.readBigUInt64BE(SIZE_AT + 4));
  return Number.parseInt(header.toString('ascii', SIZE_AT, SIZE_AT + SIZE_BYTES), 8);
}

/** The sum of a header's bytes, its own field counted as spaces. */
function checksum(header: Uint8Array): number {
  return header.reduce((sum, byte) => sum + byte, 0);
}
