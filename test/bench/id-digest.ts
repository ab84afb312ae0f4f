import { hash } from 'node:crypto';

/** A fingerprint of a set of ids, whatever their order. */
export class IdDigest {
  readonly #words = new Uint32Array(4);
  #count = 0;

  add(id: string): void {
    const bytes = hash('sha256', id, 'buffer');
    for (const [i, word] of this.#words.entries())
      this.#words[i] = word ^ bytes.readUInt32LE(i * 4);
    this.#count++;
  }

  toString(): string {
    return `${this.#count}:${Buffer.from(this.#words.buffer).toString('hex')}`;
  }
}
