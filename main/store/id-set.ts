/** A set of row ids, a bit each: at a million members it takes 125 KB. */
export class IdSet {
  readonly #bits: Uint8Array;
  #size = 0;

  constructor(highestId: number) {
    this.#bits = new Uint8Array(Math.ceil((highestId + 1) / 8));
  }

  /** `ids` in ascending order. */
  static of(ids: Float64Array): IdSet {
    const set = new IdSet(ids.at(-1) ?? 0);
    for (const id of ids) set.add(id);
    return set;
  }

  get size(): number {
    return this.#size;
  }

  has(id: number): boolean {
    return ((this.#bits[Math.floor(id / 8)] ?? 0) & (1 << (id & 7))) !== 0;
  }

  /** One above the highest id is left out. */
  add(id: number): void {
    const index = Math.floor(id / 8);
    const byte = this.#bits[index];
    if (byte === undefined || (byte & (1 << (id & 7))) !== 0) return;
    this.#bits[index] = byte | (1 << (id & 7));
    this.#size += 1;
  }
}
