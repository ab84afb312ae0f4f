import type { Filter, PropertyFilter } from '../../../shared/api/filter.ts';
import { ID_FIELD } from '../../mixpanel/members.ts';
import { isNone } from './none-sql.ts';
import { fieldNamed, type SentFields } from './sent-fields.ts';
import { unknownStartsOf } from './starts.ts';

/** Conditions that begin with AND on member rows named `m` of the cohort `:cohort`, and the values they take. */
export interface FilterSql {
  readonly clause: string;
  readonly params: Readonly<Record<string, string | number | bigint>>;
}

/** What is looked for: names of parameters. */
interface Wanted {
  readonly text: string;
  /** Ids are told apart by their case, other words not. */
  readonly isCaseKept: boolean;
  /** null: the text is no number. */
  readonly number: string | null;
  /** Its midnight, which is shown as the day alone; null: the text is no day, or is not asked to be the same. */
  readonly midnight: string | null;
}

/** Where a property's values are: at a path of the properties, and in the column of its name. */
interface Place {
  readonly path: string | null;
  readonly column: string | undefined;
}

type ValueTest = 'is' | 'contains' | keyof typeof OPERATORS;

const OPERATORS = { atLeast: '>=', atMost: '<=' } as const;
const DAY = /^\d{4}-\d\d-\d\d$/;
const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const INT64_MAX = 2n ** 63n - 1n;

/**
 * All filters as one condition on the members of a cohort that came so. A list or an object passes when a value inside it does. Names and values of properties
 * are parameters, never a part of the SQL.
 */
export function filterClause(filters: readonly Filter[] | undefined, sent: SentFields): FilterSql {
  const params: Record<string, string | number | bigint> = {};
  const conditions = (filters ?? []).map((filter, i) => {
    const take = (name: string, value: string | number | bigint): string => {
      params[`${name}${i}`] = value;
      return `:${name}${i}`;
    };
    return ` AND ${'property' in filter ? onProperty(filter, take, sent) : onJoining(filter, take)}`;
  });
  return { clause: conditions.join(''), params };
}

type Take = (name: string, value: string | number | bigint) => string;

/**
 * Which deliveries came by then is asked once for all rows: a clock that was set back is no order. Who was in before a
 * moment, and nobody knows since when, surely joined before it and is never said to have joined since another one.
 */
function onJoining(filter: Exclude<Filter, PropertyFilter>, take: Take): string {
  const isUnknown = `m.joined IN (${unknownStartsOf(':cohort')})`;
  if (filter.test === 'startUnknown') return isUnknown;
  const operator = filter.test === 'joinedFrom' ? '>=' : '<=';
  const isThen = `m.joined IN (
    SELECT delivery FROM applied WHERE cohort = :cohort AND received_at ${operator} ${take('at', filter.atMs)})`;
  return filter.test === 'joinedFrom' ? `(${isThen} AND NOT ${isUnknown})` : isThen;
}

function onProperty(filter: PropertyFilter, take: Take, sent: SentFields): string {
  const { property } = filter;
  const field = fieldNamed(sent, property);
  const isId = property === ID_FIELD;
  const place: Place = {
    path: isId ? null : take('path', pathTo(property)),
    column: isId ? 'm.distinct_id' : field && `m.${field.column}`,
  };
  const raw = field?.raw ?? null;
  // Of a common field, the raw name counts where the documented one has no value.
  const other: Place | null =
    raw === null ? null : { path: take('raw', pathTo(raw.name)), column: undefined };
  if (!('value' in filter)) {
    const none = [place, ...(other === null ? [] : [other])].map(hasNone).join(' AND ');
    return filter.test === 'hasNone' ? `(${none})` : `NOT (${none})`;
  }
  const wanted = wantedBy(filter, isId, take);
  const test = filter.test === 'isNot' ? 'is' : filter.test;
  const own = passes(test, place, wanted);
  const found =
    other === null
      ? own
      : `CASE WHEN ${hasNone(place)} THEN ${passes(test, other, wanted)} ELSE ${own} END`;
  return filter.test === 'isNot' ? `NOT coalesce(${found}, false)` : found;
}

function hasNone({ path, column }: Place): string {
  return isNone('m', path, column);
}

/** As a JSON text, any name stands in a path for itself. */
function pathTo(name: string): string {
  return `$.${JSON.stringify(name)}`;
}

function wantedBy(
  { test, value }: Extract<PropertyFilter, { readonly value: string }>,
  isId: boolean,
  take: Take,
): Wanted {
  // SQLite takes no parameter that a statement doesn't use: ids are texts, and the same only as such
  const isText = test === 'contains' || (isId && !(test in OPERATORS));
  const number = isText ? null : numberIn(value);
  const midnight = !isId && DAY.test(value) ? `${value}T00:00:00` : null;
  const isSame = test === 'is' || test === 'isNot';
  return {
    // A day reaches up to its midnight as it was sent.
    text: take('text', test === 'atMost' ? (midnight ?? value) : value),
    isCaseKept: isId,
    number: number === null ? null : take('number', number),
    midnight: isSame && midnight !== null ? take('midnight', midnight) : null,
  };
}

function passes(test: ValueTest, { path, column }: Place, wanted: Wanted): string {
  const other = column === undefined ? 'false' : onText(test, column, wanted);
  if (path === null) return other;
  const value = `(m.props ->> ${path})`;
  const single = singles(test, { value, digits: `(m.props -> ${path})` }, wanted);
  const inside = singles(test, { value: 'v.value', digits: '(m.props -> v.fullkey)' }, wanted);
  const some = `EXISTS (
    SELECT 1 FROM json_tree(m.props, ${path}) v WHERE CASE v.type ${inside} ELSE false END)`;
  // Each look into the properties costs: the type is asked for once.
  return `CASE json_type(m.props, ${path}) ${single} WHEN 'array' THEN ${some} WHEN 'object' THEN ${some}
    WHEN 'null' THEN false ELSE ${other} END`;
}

/** The cases of a JSON type for what is neither list nor object. */
function singles(
  test: ValueTest,
  { value, digits }: { readonly value: string; readonly digits: string },
  wanted: Wanted,
): string {
  return `WHEN 'text' THEN ${onText(test, value, wanted)}
    WHEN 'integer' THEN ${onNumber(test, value, digits, `typeof(${value}) = 'integer'`, wanted)}
    WHEN 'real' THEN ${onNumber(test, value, digits, 'true', wanted)}
    WHEN 'true' THEN ${onWord(test, "'true'", wanted)} WHEN 'false' THEN ${onWord(test, "'false'", wanted)}`;
}

/**
 * Texts written like a number are compared with a number as numbers, others as text. "n/a" is not at least 9, but a date
 * is at least a year: with a number only texts that begin with a digit are compared.
 */
function onText(test: ValueTest, text: string, wanted: Wanted): string {
  if (test === 'is' && wanted.midnight !== null) {
    return `${text} IN (${wanted.text}, ${wanted.midnight})`;
  }
  if (test === 'is' || test === 'contains') return onWord(test, text, wanted);
  const operator = OPERATORS[test];
  const asText = `${text} ${operator} ${wanted.text}`;
  if (wanted.number === null) return `(${text} <> '' AND ${asText})`;
  return `CASE WHEN CASE WHEN json_valid(${text}) THEN json_type(${text}) END IN ('integer', 'real')
      THEN (${text} ->> '$') ${operator} ${wanted.number}
    WHEN ${text} GLOB '[0-9]*' THEN ${asText} ELSE false END`;
}

/** Numbers that are equal are the same, unless a double can't tell: integers beyond 64 bits by their digits alone. */
function onNumber(
  test: ValueTest,
  value: string,
  digits: string,
  isExact: string,
  wanted: Wanted,
): string {
  if (test === 'contains') return onWord(test, digits, wanted);
  if (wanted.number === null) return 'false';
  if (test !== 'is') return `${value} ${OPERATORS[test]} ${wanted.number}`;
  return `(${isExact} AND ${value} = ${wanted.number} OR ${digits} = ${wanted.text})`;
}

function onWord(test: ValueTest, word: string, wanted: Wanted): string {
  if (test === 'is' && wanted.isCaseKept) return `${word} = ${wanted.text}`;
  if (test === 'is') return `lower(${word}) = lower(${wanted.text})`;
  return test === 'contains' ? `instr(lower(${word}), lower(${wanted.text})) > 0` : 'false';
}

/** The number a text stands for, exact where SQLite can be; null when it is none. */
function numberIn(value: string): number | bigint | null {
  const text = value.trim();
  if (!JSON_NUMBER.test(text)) return null;
  if (!/^-?\d+$/.test(text)) return Number(text);
  const integer = BigInt(text);
  return integer > INT64_MAX || integer < -INT64_MAX - 1n ? Number(text) : integer;
}
