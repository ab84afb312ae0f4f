/** Ids of open stays as a sorted list of differences, seven bits a byte: about a byte and a half for each. */
export function packIds(ids: readonly number[]): Uint8Array {
  const sorted = Float64Array.from(ids).sort();
  const bytes = new Uint8Array(sorted.length * 8);
  let length = 0;
  let previous = 0;
  for (const id of sorted) {
    let rest = id - previous;
    previous = id;
    while (rest >= 0x80) {
      bytes[length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    bytes[length++] = rest;
  }
  return bytes.slice(0, length);
}

/** A set of row ids, a bit each: at a million members it takes 125 KB. */
export class IdSet {
  #bits: Uint8Array;
  #size = 0;

  constructor(highestId: number) {
    this.#bits = new Uint8Array(Math.ceil((highestId + 1) / 8));
  }

  get size(): number {
    return this.#size;
  }

  has(id: number): boolean {
    return ((this.#bits[Math.floor(id / 8)] ?? 0) & (1 << (id & 7))) !== 0;
  }

  /** Adds the ids of a packed list; those above the highest id are left out. */
  addPacked(packed: Uint8Array): void {
    let id = 0;
    let rest = 0;
    let scale = 1;
    for (const byte of packed) {
      rest += (byte & 0x7f) * scale;
      scale *= 0x80;
      if (byte >= 0x80) continue;
      id += rest;
      rest = 0;
      scale = 1;
      this.#add(id);
    }
  }

  #add(id: number): void {
    const index = Math.floor(id / 8);
    const byte = this.#bits[index];
    if (byte === undefined || (byte & (1 << (id & 7))) !== 0) return;
    this.#bits[index] = byte | (1 << (id & 7));
    this.#size += 1;
  }
}
