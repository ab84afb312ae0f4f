/**
 * Reads JSON text byte by byte, for what SQLite and JSON.parse do not say: whether a text that is not whole is the
 * beginning of one that is, and which parts have to be rewritten before both read it alike.
 */

/**
 * `whole`: JSON, but for numbers that JSON does not know. `cut`: the beginning of an object. `deep`: nests deeper than
 * SQLite reads.
 */
export type JsonVerdict = 'whole' | 'cut' | 'broken' | 'deep';

/** A part of the text and what stands there instead. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: '' | 'null';
}

export interface ScannedJson {
  readonly verdict: JsonVerdict;
  /** In the order they were found. An edit may lie within another that removes more. */
  readonly edits: readonly Edit[];
  /** Of a cut text: where its last whole value ends, and the brackets that are open there. */
  readonly wholeUpTo: number;
  readonly open: string;
}

/** SQLite reads no deeper. */
const MAX_DEPTH = 1000;

const BOM = [0xef, 0xbb, 0xbf];
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const NUMBER_BEGUN = /^-?(?:(?:0|[1-9]\d*)(?:\.(?:\d+(?:[eE][+-]?\d*)?)?|[eE][+-]?\d*)?)?$/;
const LITERALS = ['true', 'false', 'null'];
/** What Python and others write for numbers that JSON does not know. */
const NO_NUMBERS = ['NaN', '+NaN', '-NaN', 'Infinity', '+Infinity', '-Infinity'];

/** Whether bytes begin as the text of an object does, with or without a byte order mark. */
export function beginsAsObject(bytes: Uint8Array): boolean {
  let at = startOfText(bytes);
  while (isBlank(bytes[at] ?? 0)) at += 1;
  return bytes[at] === OPEN_OBJECT;
}

function startOfText(bytes: Uint8Array): number {
  return BOM.every((byte, i) => bytes[i] === byte) ? BOM.length : 0;
}

/** Scans a text, with or without a byte order mark. Blanks and NULs after the value are ignored. */
export function scanJson(bytes: Uint8Array): ScannedJson {
  return new Scan(bytes).run();
}

/** The text with its edits made, and how many numbers became null. */
export function withEdits(
  bytes: Uint8Array,
  edits: readonly Edit[],
): { readonly bytes: Uint8Array; readonly nulls: number } {
  const parts: Uint8Array[] = [];
  let at = 0;
  let nulls = 0;
  for (const { start, end, text } of edits.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    // Within something that is removed already.
    if (start < at) continue;
    parts.push(bytes.subarray(at, start), Buffer.from(text));
    if (text === 'null') nulls += 1;
    at = end;
  }
  parts.push(bytes.subarray(at));
  return { bytes: Buffer.concat(parts), nulls };
}

/** Ends a scan before the end of the text. */
class Stop extends Error {
  readonly verdict: JsonVerdict;

  constructor(verdict: JsonVerdict) {
    super(verdict);
    this.verdict = verdict;
  }
}

/** An open list or object; of an object, where its members begin. */
interface Container {
  readonly close: number;
  readonly members: number[];
  readonly indexOfName: Map<string, number>;
}

class Scan {
  readonly #bytes: Uint8Array;
  readonly #edits: Edit[] = [];
  readonly #open: Container[] = [];
  #at = 0;
  #wholeUpTo = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#at = startOfText(bytes);
  }

  run(): ScannedJson {
    const verdict = this.#verdict();
    return {
      verdict,
      edits: this.#edits,
      wholeUpTo: this.#wholeUpTo,
      open: String.fromCharCode(...this.#open.map(({ close }) => close).reverse()),
    };
  }

  #verdict(): JsonVerdict {
    try {
      this.#values();
      this.#skipBlanks(true);
      return this.#at === this.#bytes.length ? 'whole' : 'broken';
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      // Only an object can ever say what a delivery has to say.
      const isObject = this.#open[0]?.close === CLOSE_OBJECT;
      return error.verdict === 'cut' && !isObject ? 'broken' : error.verdict;
    }
  }

  /** One value, and all that it holds. */
  #values(): void {
    do {
      this.#value();
      while (this.#open.length > 0 && this.#endsContainer()) this.#close();
    } while (this.#open.length > 0);
  }

  /** A whole text, number or word, or the beginning of a list or an object. */
  #value(): void {
    this.#skipBlanks();
    const byte = this.#byte();
    if (byte === OPEN_LIST) this.#begin(CLOSE_LIST);
    else if (byte === OPEN_OBJECT) this.#begin(CLOSE_OBJECT);
    else if (byte === QUOTE) this.#text();
    else this.#word();
    this.#wholeUpTo = this.#at;
  }

  #begin(close: number): void {
    if (this.#open.length === MAX_DEPTH) throw new Stop('deep');
    this.#at += 1;
    this.#open.push({ close, members: [], indexOfName: new Map() });
  }

  #close(): void {
    this.#at += 1;
    this.#open.pop();
    this.#wholeUpTo = this.#at;
  }

  /** Goes to the next value of the innermost container; true where its bracket stands instead. */
  #endsContainer(): boolean {
    const container = this.#open.at(-1);
    if (container === undefined) return false;
    this.#skipBlanks();
    if (this.#byte() === container.close) return true;
    if (container.members.length > 0) {
      if (this.#byte() !== COMMA) throw new Stop('broken');
      this.#at += 1;
      this.#skipBlanks();
    }
    container.members.push(this.#at);
    if (container.close === CLOSE_OBJECT) this.#name(container);
    return false;
  }

  #name({ members, indexOfName }: Container): void {
    const start = this.#at;
    if (this.#byte() !== QUOTE) throw new Stop('broken');
    this.#text();
    const name = nameIn(this.#bytes.subarray(start, this.#at));
    this.#skipBlanks();
    if (this.#byte() !== COLON) throw new Stop('broken');
    this.#at += 1;
    const earlier = indexOfName.get(name);
    indexOfName.set(name, members.length - 1);
    if (earlier === undefined) return;
    const [from = 0, upTo = 0] = members.slice(earlier, earlier + 2);
    this.#edits.push({ start: from, end: upTo, text: '' });
  }

  #text(): void {
    this.#at += 1;
    for (;;) {
      const byte = this.#byte();
      if (byte === QUOTE) break;
      if (byte < 0x20) throw new Stop('broken');
      this.#at += 1;
      if (byte === BACKSLASH) this.#escape();
    }
    this.#at += 1;
  }

  #escape(): void {
    const letter = String.fromCharCode(this.#byte());
    this.#at += 1;
    if (letter !== 'u') {
      if (!'"\\/bfnrt'.includes(letter)) throw new Stop('broken');
      return;
    }
    for (let digits = 0; digits < 4; digits += 1) {
      if (!/[0-9a-fA-F]/.test(String.fromCharCode(this.#byte()))) throw new Stop('broken');
      this.#at += 1;
    }
  }

  /** A number, or one of the words that stand for a value. */
  #word(): void {
    const start = this.#at;
    while (this.#at < this.#bytes.length && isOfWord(this.#bytes[this.#at] ?? 0)) this.#at += 1;
    const word = latin1(this.#bytes.subarray(start, this.#at));
    if (this.#at === this.#bytes.length && this.#open.length > 0) {
      const isBegun = [...LITERALS, ...NO_NUMBERS].some((whole) => whole.startsWith(word));
      throw new Stop(isBegun || NUMBER_BEGUN.test(word) ? 'cut' : 'broken');
    }
    if (NUMBER.test(word) || LITERALS.includes(word)) return;
    if (!NO_NUMBERS.includes(word)) throw new Stop('broken');
    this.#edits.push({ start, end: this.#at, text: 'null' });
  }

  #skipBlanks(andNuls = false): void {
    for (; this.#at < this.#bytes.length; this.#at += 1) {
      const byte = this.#bytes[this.#at] ?? 0;
      if (!isBlank(byte) && !(andNuls && byte === 0)) return;
    }
  }

  #byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw new Stop('cut');
    return byte;
  }
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function isOfWord(byte: number): boolean {
  const isLetter = (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
  return isLetter || (byte >= 0x30 && byte <= 0x39) || '+-.'.includes(String.fromCharCode(byte));
}

/** Names are told apart as they read, however they are escaped. */
function nameIn(quoted: Uint8Array): string {
  if (!quoted.includes(BACKSLASH)) return latin1(quoted.subarray(1, -1));
  return latin1(Buffer.from(String(JSON.parse(Buffer.from(quoted).toString()))));
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
