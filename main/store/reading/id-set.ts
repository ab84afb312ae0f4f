const BITS = 8;

/** Row ids to be looked up often: one bit for each up to the largest, a fraction of what a Set takes. */
export class IdSet {
  readonly #bits: Uint8Array;

  /** `ids` in ascending order. */
  constructor(ids: Float64Array) {
    this.#bits = new Uint8Array(Math.floor((ids.at(-1) ?? 0) / BITS) + 1);
    for (const id of ids) {
      const at = Math.floor(id / BITS);
      this.#bits[at] = (this.#bits[at] ?? 0) | (1 << (id % BITS));
    }
  }

  has(id: number): boolean {
    return ((this.#bits[Math.floor(id / BITS)] ?? 0) & (1 << (id % BITS))) !== 0;
  }
}
