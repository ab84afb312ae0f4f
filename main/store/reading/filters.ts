import type { Filter, PropertyFilter } from '../../../shared/api/filter.ts';
import { COMMON_FIELDS, ID_FIELD } from '../../mixpanel/members.ts';

/** Conditions that begin with AND on member rows named `m` of the cohort `:cohort`, and the values they take. */
export interface FilterSql {
  readonly clause: string;
  readonly params: Readonly<Record<string, string | number | bigint>>;
}

/** What is looked for: names of parameters. */
interface Wanted {
  readonly text: string;
  /** null: the text is no number. */
  readonly number: string | null;
  /** Its midnight, which is shown as the day alone; null: the text is no day, or is not asked to be the same. */
  readonly midnight: string | null;
}

type ValueTest = 'is' | 'contains' | keyof typeof OPERATORS;

const OPERATORS = { atLeast: '>=', atMost: '<=' } as const;
/** Properties that have a column of their own. */
const COLUMNS: ReadonlyMap<string, string> = new Map(
  COMMON_FIELDS.map((field) => [field, field === 'phone_number' ? 'm.phone' : `m.${field}`]),
);
const DAY = /^\d{4}-\d\d-\d\d$/;
const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const INT64_MAX = 2n ** 63n - 1n;

/**
 * All filters as one condition. A list or an object passes when a value inside it does. Names and values of properties
 * are parameters, never a part of the SQL.
 */
export function filterClause(filters: readonly Filter[] = []): FilterSql {
  const params: Record<string, string | number | bigint> = {};
  const conditions = filters.map((filter, i) => {
    const take = (name: string, value: string | number | bigint): string => {
      params[`${name}${i}`] = value;
      return `:${name}${i}`;
    };
    return ` AND ${'property' in filter ? onProperty(filter, take) : onJoining(filter, take)}`;
  });
  return { clause: conditions.join(''), params };
}

type Take = (name: string, value: string | number | bigint) => string;

/** Which deliveries came by then is asked once for all rows: a clock that was set back is no order. */
function onJoining({ test, atMs }: Exclude<Filter, PropertyFilter>, take: Take): string {
  const operator = test === 'joinedFrom' ? '>=' : '<=';
  return `m.joined IN (
    SELECT delivery FROM applied WHERE cohort = :cohort AND received_at ${operator} ${take('at', atMs)})`;
}

function onProperty(filter: PropertyFilter, take: Take): string {
  const { property } = filter;
  // As a JSON text, any name stands in a path for itself.
  const path = property === ID_FIELD ? null : take('path', `$.${JSON.stringify(property)}`);
  const column = property === ID_FIELD ? 'm.distinct_id' : COLUMNS.get(property);
  if (!('value' in filter)) {
    const none = isNone(path, column);
    return filter.test === 'hasNone' ? none : `NOT ${none}`;
  }
  // SQLite takes no parameter that a statement doesn't use: ids are texts, and the same only as such
  const isText = filter.test === 'contains' || (path === null && !(filter.test in OPERATORS));
  const number = isText ? null : numberIn(filter.value);
  const midnight = path !== null && DAY.test(filter.value) ? `${filter.value}T00:00:00` : null;
  const isSame = filter.test === 'is' || filter.test === 'isNot';
  const wanted = {
    // A day reaches up to its midnight as it was sent.
    text: take('text', filter.test === 'atMost' ? (midnight ?? filter.value) : filter.value),
    number: number === null ? null : take('number', number),
    midnight: isSame && midnight !== null ? take('midnight', midnight) : null,
  };
  if (filter.test !== 'isNot') return passes(filter.test, path, column, wanted);
  return `NOT coalesce(${passes('is', path, column, wanted)}, false)`;
}

/** A property counts before the column of its name, which holds it only when it is a text. */
function isNone(path: string | null, column: string | undefined): string {
  const other = column === undefined ? 'true' : `coalesce(${column}, '') = ''`;
  if (path === null) return `(${other})`;
  return `CASE json_type(m.props, ${path}) WHEN 'text' THEN (m.props ->> ${path}) = ''
    WHEN 'integer' THEN false WHEN 'real' THEN false WHEN 'true' THEN false WHEN 'false' THEN false
    WHEN 'array' THEN (m.props -> ${path}) = '[]' WHEN 'object' THEN (m.props -> ${path}) = '{}'
    WHEN 'null' THEN true ELSE ${other} END`;
}

function passes(
  test: ValueTest,
  path: string | null,
  column: string | undefined,
  wanted: Wanted,
): string {
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
  if (test === 'is') return `${word} = ${wanted.text}`;
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
