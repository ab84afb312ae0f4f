import type { IdSet } from '../id-set.ts';

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

/** Adds the ids of a packed list; those above the set's highest id are left out. */
export function addPacked(set: IdSet, packed: Uint8Array): void {
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
    set.add(id);
  }
}
