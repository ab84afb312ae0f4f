import type { PropertyFilter } from '../../../shared/api/filter.ts';

/** A number with the digits it was sent with. */
class SentNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Valued = Extract<PropertyFilter, { readonly value: string }>;
type Person = ReadonlyMap<string, unknown>;

/** A person as sent. */
export function readPerson(json: string): Person {
  const parsed: unknown = JSON.parse(json, (_key, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' ? new SentNumber(context?.source ?? '') : value,
  );
  return new Map(Object.entries(parsed ?? {}));
}

/** Whether a person passes, worked out value by value. */
export function passes(person: Person, filter: PropertyFilter): boolean {
  const value = person.get(filter.property);
  switch (filter.test) {
    case 'hasValue':
      return !isNone(value);
    case 'hasNone':
      return isNone(value);
    case 'is':
      return single(value).some((each) => isSame(each, filter));
    case 'isNot':
      return !single(value).some((each) => isSame(each, filter));
    case 'contains':
      return single(value).some((each) => lower(textOf(each)).includes(lower(filter.value)));
    case 'atLeast':
      return single(value).some((each) => (order(each, filter.value) ?? -1) >= 0);
    case 'atMost':
      return single(value).some((each) => (order(each, lastOf(filter)) ?? 1) <= 0);
  }
}

/** Not sent, null, or an empty text, list or object. */
export function isNone(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (value instanceof SentNumber || typeof value !== 'object') return false;
  return Object.keys(value).length === 0;
}

/** The value, or those inside it. */
function single(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  if (value instanceof SentNumber || typeof value !== 'object') return [value];
  return Object.values(value).flatMap(single);
}

function textOf(value: unknown): string {
  return value instanceof SentNumber ? value.text : String(value);
}

function isSame(value: unknown, { property, value: wanted }: Valued): boolean {
  // Ids are told apart by their case.
  const folded = property === 'mixpanel_distinct_id' ? (text: string) => text : lower;
  if (folded(textOf(value)) === folded(wanted)) return true;
  if (typeof value === 'string' && isDay(wanted) && value === midnightOf(wanted)) return true;
  const number = numberOf(wanted);
  if (!(value instanceof SentNumber) || number === null) return false;
  const own = numberOf(value.text);
  const isBeyond64Bits = /^-?\d+$/.test(value.text) && typeof own === 'number';
  return !isBeyond64Bits && own !== null && compare(own, number) === 0;
}

function order(value: unknown, wanted: string): number | null {
  const number = numberOf(wanted);
  if (typeof value === 'boolean' || value === '') return null;
  const text = textOf(value);
  const own = numberOf(text);
  if (number !== null && own !== null) return compare(own, number);
  if (value instanceof SentNumber) return null;
  if (number !== null && !/^[0-9]/.test(text)) return null;
  return Buffer.compare(Buffer.from(text), Buffer.from(wanted));
}

function numberOf(value: string): number | bigint | null {
  const text = value.trim();
  if (!/^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i.test(text)) return null;
  if (!/^-?\d+$/.test(text)) return Number(text);
  const integer = BigInt(text);
  return BigInt.asIntN(64, integer) === integer ? integer : Number(text);
}

function compare(a: number | bigint, b: number | bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function lower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** A day is shown alone where its midnight was sent: up to it, its midnight counts. */
function lastOf({ property, value }: { property: string; value: string }): string {
  return property !== 'mixpanel_distinct_id' && isDay(value) ? midnightOf(value) : value;
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text);
}

function midnightOf(day: string): string {
  return `${day}T00:00:00`;
}
