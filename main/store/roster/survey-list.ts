import { COMMON_FIELDS, ID_FIELD, ID_FIELDS } from '../../mixpanel/members.ts';
import { JSONB, payloadEnd, payloadStart } from '../reading/jsonb.ts';
import { repeatsNamesWithin } from './repeated-names.ts';
import { type FoundProperty, NO_DAY, PROPERTY_TYPES } from './run.ts';

/** What a member list holds, found in one walk over its JSONB without decoding a value. */
export interface ListSurvey {
  readonly properties: readonly FoundProperty[];
  /** Entries without a usable id. */
  readonly unidentified: number;
  /** Every entry has its id as text under the usual name, and the common fields are text where they are. */
  readonly isPlain: boolean;
  /** A name stands twice within an object. */
  readonly repeatsNames: boolean;
}

const { text: TEXT, date: DATE, number: NUMBER, list: LIST, object: OBJECT } = PROPERTY_TYPES;
const TYPE_OF_KIND: readonly number[] = [
  PROPERTY_TYPES.null,
  PROPERTY_TYPES.boolean | NO_DAY,
  PROPERTY_TYPES.boolean | NO_DAY,
  NUMBER | NO_DAY,
  NUMBER | NO_DAY,
  NUMBER | NO_DAY,
  NUMBER | NO_DAY,
  TEXT,
  TEXT,
  TEXT,
  TEXT,
  PROPERTY_TYPES.list | NO_DAY,
  PROPERTY_TYPES.object | NO_DAY,
];

/** Beyond this many names the surveyor starts afresh, so that odd senders can't grow it for ever. */
const MAX_NAMES = 20_000;

interface KnownName {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly isId: boolean;
  readonly isCommon: boolean;
  /** The names that came after this one the last two times: mostly one of them does so again. */
  follower: KnownName | null;
  otherFollower: KnownName | null;
  /** Entry and walk in which it stood last. */
  entry: number;
  walk: number;
  types: number;
}

/** Surveys lists one by one; what it learns of names serves the next. */
export class ListSurveyor {
  readonly #byBytes = new Map<string, KnownName>();
  readonly #byName = new Map<string, KnownName>();
  /** Comes before the first name of every entry. */
  readonly #beginning = newName('', new Uint8Array());
  #walk = 0;
  #entry = 0;

  survey(list: Uint8Array): ListSurvey {
    if (this.#byBytes.size > MAX_NAMES) this.#forget();
    this.#walk += 1;
    const found: KnownName[] = [];
    let unidentified = 0;
    let isPlain = true;
    let repeatsNames = false;
    const end = payloadEnd(list, 0);
    for (let at = payloadStart(list, 0); at < end; at = payloadEnd(list, at)) {
      if (kindAt(list, at) !== JSONB.object) {
        unidentified += 1;
        isPlain = false;
        continue;
      }
      const known = found.length;
      const entry = this.#surveyEntry(list, at, found);
      if ((entry & IDENTIFIED) === 0) {
        unidentified += 1;
        // Nobody has what only an entry without an id was sent with.
        for (const name of found.splice(known)) name.walk = 0;
      }
      if ((entry & PLAIN) === 0) isPlain = false;
      if ((entry & REPEATS_NAMES) !== 0) repeatsNames = true;
    }
    const properties = found.map(({ name, types }) => ({ name, types }));
    return { properties, unidentified, isPlain, repeatsNames };
  }

  /** Returns the entry's traits as bits. */
  #surveyEntry(list: Uint8Array, entryAt: number, found: KnownName[]): number {
    this.#entry += 1;
    let previous = this.#beginning;
    let traits = 0;
    let hasOddField = false;
    const entryEnd = payloadEnd(list, entryAt);
    for (let at = payloadStart(list, entryAt); at < entryEnd; ) {
      const valueAt = payloadEnd(list, at);
      const known = this.#nameAt(list, at, valueAt, previous);
      previous = known;
      at = payloadEnd(list, valueAt);
      if (known.entry === this.#entry) traits |= REPEATS_NAMES;
      known.entry = this.#entry;
      const type = typeAt(list, valueAt, at);
      const isText = (type & (TEXT | DATE)) !== 0;
      if ((type & (LIST | OBJECT)) !== 0 && repeatsNamesWithin(list, valueAt)) {
        traits |= REPEATS_NAMES;
      }
      if (known.isId && ((type & NUMBER) !== 0 || (isText && at > payloadStart(list, valueAt)))) {
        traits |= IDENTIFIED;
        if (isText && known.name === ID_FIELD) traits |= PLAIN;
      }
      if (known.isCommon && !isText) hasOddField = true;
      if (known.walk !== this.#walk) {
        known.walk = this.#walk;
        known.types = 0;
        if (known.name !== ID_FIELD) found.push(known);
      }
      known.types |= type;
    }
    return hasOddField ? traits & ~PLAIN : traits;
  }

  #nameAt(list: Uint8Array, at: number, end: number, previous: KnownName): KnownName {
    const start = payloadStart(list, at);
    const { follower, otherFollower } = previous;
    if (follower !== null && isSame(follower.bytes, list, start, end)) return follower;
    if (otherFollower !== null && isSame(otherFollower.bytes, list, start, end)) {
      return otherFollower;
    }
    const latin1 = Buffer.from(list.buffer, list.byteOffset + start, end - start).toString(
      'latin1',
    );
    const known = this.#byBytes.get(latin1) ?? this.#learn(latin1, kindAt(list, at));
    previous.otherFollower = follower;
    previous.follower = known;
    return known;
  }

  #learn(latin1: string, kind: number): KnownName {
    const bytes = Buffer.from(latin1, 'latin1');
    const text = bytes.toString();
    const name = kind === JSONB.textEscaped ? String(JSON.parse(`"${text}"`)) : text;
    const known = this.#byName.get(name) ?? newName(name, bytes);
    this.#byName.set(name, known);
    this.#byBytes.set(latin1, known);
    return known;
  }

  #forget(): void {
    this.#byBytes.clear();
    this.#byName.clear();
    this.#beginning.follower = null;
    this.#beginning.otherFollower = null;
  }
}

const IDENTIFIED = 1;
const PLAIN = 2;
const REPEATS_NAMES = 4;

function newName(name: string, bytes: Uint8Array): KnownName {
  return {
    name,
    bytes,
    isId: ID_FIELDS.some((field) => field === name),
    isCommon: COMMON_FIELDS.some((field) => field === name),
    follower: null,
    otherFollower: null,
    entry: 0,
    walk: 0,
    types: 0,
  };
}

function kindAt(list: Uint8Array, at: number): number {
  return (list[at] ?? 0) & 0x0f;
}

function typeAt(list: Uint8Array, at: number, end: number): number {
  const type = TYPE_OF_KIND[kindAt(list, at)] ?? 0;
  if (type !== TEXT) return type;
  const start = payloadStart(list, at);
  if (start === end) return TEXT;
  if (!isDate(list, start, end)) return TEXT | NO_DAY;
  return isMidnight(list, start) ? DATE : DATE | NO_DAY;
}

function isSame(expected: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== expected.length) return false;
  for (let i = 0; i < expected.length; i += 1) {
    if (expected[i] !== bytes[start + i]) return false;
  }
  return true;
}

/** Dates come as YYYY-MM-DDTHH:MM:SS without a zone. Source: seen in captured payloads of the webhook. */
const DATE_SHAPE = Buffer.from('0000-00-00T00:00:00');
const ZERO = 0x30;

function isDate(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== DATE_SHAPE.length) return false;
  for (let i = 0; i < DATE_SHAPE.length; i += 1) {
    const shape = DATE_SHAPE[i];
    const byte = bytes[start + i] ?? 0;
    if (shape === ZERO ? byte < ZERO || byte > ZERO + 9 : byte !== shape) return false;
  }
  return true;
}

function isMidnight(bytes: Uint8Array, start: number): boolean {
  for (let i = 'YYYY-MM-DDT'.length; i < DATE_SHAPE.length; i += 1) {
    if (bytes[start + i] !== DATE_SHAPE[i]) return false;
  }
  return true;
}
