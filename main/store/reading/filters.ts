import type { Filter } from '../../../shared/api/filter.ts';
import { COMMON_FIELDS, ID_FIELD } from '../../mixpanel/members.ts';

/** Conditions that begin with AND on member rows named `m`, and the values they take. */
export interface FilterSql {
  readonly clause: string;
  readonly params: Readonly<Record<string, string | number | bigint>>;
}

/** A value as SQL sees it: its JSON type (NULL when it was not sent), its text, and itself. */
interface SqlValue {
  readonly type: string;
  readonly text: string;
  readonly value: string;
}

/** What is looked for: names of parameters. */
interface Wanted {
  readonly text: string;
  /** null: the text is no number. */
  readonly number: string | null;
}

type ValueTest = 'is' | 'contains' | 'atLeast' | 'atMost';

const COLUMNS: ReadonlyMap<string, string> = new Map(
  COMMON_FIELDS.map((field) => [field, field === 'phone_number' ? 'phone' : field]),
);
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
    return ` AND ${conditionOf(filter, take)}`;
  });
  return { clause: conditions.join(''), params };
}

function conditionOf(
  filter: Filter,
  take: (name: string, value: string | number | bigint) => string,
): string {
  const { property } = filter;
  // As a JSON text, any name stands in a path for itself.
  const path = property === ID_FIELD ? null : take('path', `$.${JSON.stringify(property)}`);
  const value = path === null ? ID : valueAt(path, COLUMNS.get(property));
  switch (filter.test) {
    case 'hasNone':
      return `(${isNone(value)})`;
    case 'hasValue':
      return `NOT (${isNone(value)})`;
    default: {
      const number = filter.test === 'contains' ? null : numberIn(filter.value);
      const wanted = {
        text: take('text', filter.value),
        number: number === null ? null : take('number', number),
      };
      return filter.test === 'isNot'
        ? `NOT coalesce(${passes('is', value, path, wanted)}, false)`
        : passes(filter.test, value, path, wanted);
    }
  }
}

const ID: SqlValue = { type: "'text'", text: 'm.distinct_id', value: 'm.distinct_id' };

/** A property counts before the column of its name, which holds it only when it is a text. */
function valueAt(path: string, column: string | undefined): SqlValue {
  const type = `json_type(m.props, ${path})`;
  const value = `(m.props ->> ${path})`;
  const text = `iif(${type} = 'text', ${value}, m.props -> ${path})`;
  if (column === undefined) return { type, text, value };
  return {
    type: `coalesce(${type}, iif(m.${column} IS NULL, NULL, 'text'))`,
    text: `coalesce(${text}, m.${column})`,
    value: `coalesce(${value}, m.${column})`,
  };
}

function isNone({ type, text }: SqlValue): string {
  return `${type} IS NULL OR CASE ${type} WHEN 'null' THEN true WHEN 'text' THEN ${text} = ''
    WHEN 'array' THEN ${text} = '[]' WHEN 'object' THEN ${text} = '{}' ELSE false END`;
}

function passes(test: ValueTest, value: SqlValue, path: string | null, wanted: Wanted): string {
  const alone = `CASE ${value.type} WHEN 'null' THEN false ELSE ${compare(test, value, wanted)} END`;
  if (path === null) return alone;
  const inside: SqlValue = {
    type: 'v.type',
    text: "iif(v.type = 'text', v.value, m.props -> v.fullkey)",
    value: 'v.value',
  };
  return `CASE WHEN ${value.type} IN ('array', 'object') THEN EXISTS (
      SELECT 1 FROM json_tree(m.props, ${path}) v
      WHERE v.type NOT IN ('array', 'object', 'null') AND ${compare(test, inside, wanted)})
    ELSE ${alone} END`;
}

function compare(test: ValueTest, value: SqlValue, wanted: Wanted): string {
  switch (test) {
    case 'is':
      return isSame(value, wanted);
    case 'contains':
      return `instr(lower(${value.text}), lower(${wanted.text})) > 0`;
    case 'atLeast':
      return isBeyond('>=', value, wanted);
    case 'atMost':
      return isBeyond('<=', value, wanted);
  }
}

/** Numbers that are equal are the same, unless a double can't tell: integers beyond 64 bits by their digits alone. */
function isSame({ type, text, value }: SqlValue, wanted: Wanted): string {
  const sameText = `${text} = ${wanted.text}`;
  if (wanted.number === null) return `(${sameText})`;
  return `(${sameText} OR (${type} = 'real' OR ${type} = 'integer' AND typeof(${value}) = 'integer')
    AND ${value} = ${wanted.number})`;
}

/**
 * Numbers, and texts written like one, are compared as numbers; other texts as text. "n/a" is not at least 9, but a
 * date is at least a year: with a number only texts that begin with a digit are compared.
 */
function isBeyond(operator: '>=' | '<=', { type, text, value }: SqlValue, wanted: Wanted): string {
  if (wanted.number === null) {
    return `(${type} = 'text' AND ${text} <> '' AND ${text} ${operator} ${wanted.text})`;
  }
  const isNumberText = `CASE WHEN json_valid(${text}) THEN json_type(${text}) END IN ('integer', 'real')`;
  return `CASE WHEN ${type} IN ('integer', 'real') THEN ${value} ${operator} ${wanted.number}
    WHEN ${type} <> 'text' THEN false
    WHEN ${isNumberText} THEN (${text} ->> '$') ${operator} ${wanted.number}
    WHEN ${text} GLOB '[0-9]*' THEN ${text} ${operator} ${wanted.text} ELSE false END`;
}

/** The number a text stands for, exact where SQLite can be; null when it is none. */
function numberIn(value: string): number | bigint | null {
  const text = value.trim();
  if (!JSON_NUMBER.test(text)) return null;
  if (!/^-?\d+$/.test(text)) return Number(text);
  const integer = BigInt(text);
  return integer > INT64_MAX || integer < -INT64_MAX - 1n ? Number(text) : integer;
}
