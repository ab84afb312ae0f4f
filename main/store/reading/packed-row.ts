import { COMMON_FIELDS, ID_FIELD } from '../../mixpanel/members.ts';
import { JSONB, JsonbElement } from './jsonb.ts';
import { unescapeText } from './unescape.ts';

/** The text columns of a packed row, in their order there. */
const TEXT_COLUMNS = [ID_FIELD, ...COMMON_FIELDS] as const;
const SPACE = 0x20;
const ZERO = 0x30;

interface PackedAs {
  /** Where a column has no value, that of its name here counts. */
  readonly others?: ReadonlyMap<string, string>;
  /** Whether rows begin with the deliveries of their stays. */
  readonly hasStays?: boolean;
}

interface Name {
  readonly bytes: Uint8Array;
  readonly slot: number;
  readonly next: Name | undefined;
}

/** Finds the values of chosen columns in rows as `packedRows` packs them. One object serves all rows, one by one. */
export class PackedRow {
  /** The row loaded last; values are places in it. */
  bytes: Uint8Array = new Uint8Array();
  /** A JSONB kind for each column; null is also what a member was not sent with. */
  readonly kinds: Uint8Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** Deliveries with which the stay began and ended, where rows have them. */
  joined = 0;
  left: number | null = null;
  readonly #hasStays: boolean;
  readonly #names = new Map<number, Name>();
  /** Slots, and those whose value counts where they have none. */
  readonly #others: readonly (readonly [slot: number, other: number])[];
  readonly #textSlots: readonly number[];
  readonly #lengths = TEXT_COLUMNS.map(() => 0);
  readonly #key = new JsonbElement();
  readonly #value = new JsonbElement();

  /** `columns` are different names. */
  constructor(columns: readonly string[], { others = new Map(), hasStays = false }: PackedAs = {}) {
    this.#hasStays = hasStays;
    const slots = [...new Set([...columns, ...columns.flatMap((name) => others.get(name) ?? [])])];
    this.kinds = new Uint8Array(slots.length);
    this.starts = new Uint32Array(slots.length);
    this.ends = new Uint32Array(slots.length);
    this.#others = columns.flatMap((column, slot) => {
      const other = others.get(column);
      return other === undefined ? [] : [[slot, slots.indexOf(other)] as const];
    });
    this.#textSlots = TEXT_COLUMNS.map((name) => columns.indexOf(name));
    for (const [slot, column] of slots.entries()) {
      // The id used is a column of its own, whatever the properties say.
      if (column === ID_FIELD) continue;
      const bytes = Buffer.from(column);
      const hash = hashOf(bytes, 0, bytes.length);
      this.#names.set(hash, { bytes, slot, next: this.#names.get(hash) });
    }
  }

  /** Loads the row that begins at `offset` and returns where it ends. */
  load(bytes: Uint8Array, offset: number): number {
    this.bytes = bytes;
    this.kinds.fill(JSONB.null);
    const end = this.#loadProperties(
      this.#loadTexts(this.#hasStays ? this.#loadStay(offset) : offset),
    );
    for (const [slot, other] of this.#others) {
      if (this.#says(other) <= this.#says(slot)) continue;
      this.#put(slot, this.kinds[other] ?? 0, this.starts[other] ?? 0, this.ends[other] ?? 0);
    }
    return end;
  }

  /** How much a value says: what has none says less, and an empty text the most of it. */
  #says(slot: number): number {
    const kind = this.kinds[slot] ?? JSONB.null;
    if (kind === JSONB.null) return 0;
    if (this.starts[slot] !== this.ends[slot] || kind < JSONB.text) return 3;
    return kind <= JSONB.textRaw ? 2 : 1;
  }

  /** Returns where the texts begin. */
  #loadStay(offset: number): number {
    const { bytes } = this;
    const joinedEnd = bytes.indexOf(SPACE, offset);
    const leftEnd = bytes.indexOf(SPACE, joinedEnd + 1);
    this.joined = numberAt(bytes, offset, joinedEnd);
    this.left = leftEnd === joinedEnd + 1 ? null : numberAt(bytes, joinedEnd + 1, leftEnd);
    return leftEnd + 1;
  }

  /** Returns where the properties begin. */
  #loadTexts(offset: number): number {
    const { bytes } = this;
    let at = offset;
    for (let i = 0; i < TEXT_COLUMNS.length; i += 1) {
      let length = bytes[at] === SPACE ? -1 : 0;
      for (; bytes[at] !== SPACE; at += 1) length = length * 10 + (bytes[at] ?? ZERO) - ZERO;
      at += 1;
      this.#lengths[i] = length;
    }
    for (let i = 0; i < TEXT_COLUMNS.length; i += 1) {
      const length = this.#lengths[i] ?? -1;
      if (length < 0) continue;
      const slot = this.#textSlots[i] ?? -1;
      if (slot >= 0) this.#put(slot, JSONB.textRaw, at, at + length);
      at += length;
    }
    return at;
  }

  /** A property counts before the column of its name; of a name that comes twice the last one counts. */
  #loadProperties(offset: number): number {
    const { bytes } = this;
    const key = this.#key;
    const value = this.#value;
    value.read(bytes, offset, bytes.length);
    const { start, end } = value;
    for (let at = start; at < end; at = value.end) {
      key.read(bytes, at, end);
      value.read(bytes, key.end, end);
      const slot = this.#slotOf(key);
      if (slot >= 0) this.#put(slot, value.kind, value.start, value.end);
    }
    return end;
  }

  #put(slot: number, kind: number, start: number, end: number): void {
    this.kinds[slot] = kind;
    this.starts[slot] = start;
    this.ends[slot] = end;
  }

  #slotOf({ kind, start, end }: JsonbElement): number {
    if (kind === JSONB.textEscaped || kind === JSONB.textEscaped5) {
      const name = new Uint8Array(end - start);
      return this.#slotOfName(name, 0, unescapeText(this.bytes, start, end, name));
    }
    return this.#slotOfName(this.bytes, start, end);
  }

  #slotOfName(bytes: Uint8Array, start: number, end: number): number {
    let name = this.#names.get(hashOf(bytes, start, end));
    while (name !== undefined && !isSame(name.bytes, bytes, start, end)) name = name.next;
    return name?.slot ?? -1;
  }
}

function numberAt(bytes: Uint8Array, start: number, end: number): number {
  let number = 0;
  for (let at = start; at < end; at += 1) number = number * 10 + (bytes[at] ?? ZERO) - ZERO;
  return number;
}

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = end - start;
  for (let i = start; i < end; i += 1) hash = (Math.imul(hash, 31) + (bytes[i] ?? 0)) | 0;
  return hash;
}

function isSame(name: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (name.length !== end - start) return false;
  for (let i = 0; i < name.length; i += 1) if (name[i] !== bytes[start + i]) return false;
  return true;
}
