import { type Narrowing, narrowingClause } from './narrowing.ts';
import { AS_DOCUMENTED, type SentFields } from './sent-fields.ts';
import { unknownStartsOf } from './starts.ts';

/** Which rows of a cohort to read: its members at a moment, or who joined or left between two moments. */
export type Selection =
  | { readonly what: 'members'; readonly at: Moment }
  | { readonly what: 'joined' | 'left'; readonly since: number; readonly at: Moment };

/** Now, or after the delivery of this number. */
export type Moment = 'now' | number;

export interface MembershipQuery extends Narrowing {
  /** Row id in the cohort table. */
  readonly cohort: number;
  readonly selection: Selection;
  /** Only who is stored with a value, or with properties together, of more bytes. */
  readonly largerThan?: number | undefined;
}

/**
 * A query whose rows are `id, distinct_id, joined, left, email, first_name, last_name, phone, props` (props as JSONB). `left`
 * is null but among those who left.
 */
export interface MembershipSql {
  readonly sql: string;
  readonly params: Readonly<Record<string, string | number | bigint>>;
}

const COLUMNS =
  'id, cohort, distinct_id, joined, changed, email, first_name, last_name, phone, props';

/**
 * SQL for a selection, its rows with the values as sent. Order and paging are the caller's: the rows of "now" come in the
 * order of joining. Narrowed, it has to know how the members came.
 */
export function membershipSql(
  { cohort, selection, largerThan, ...narrowing }: MembershipQuery,
  sent: SentFields = AS_DOCUMENTED,
): MembershipSql {
  const at = selection.at === 'now' ? Number.MAX_SAFE_INTEGER : selection.at;
  const since = selection.what === 'members' ? 0 : selection.since;
  const { clause, params } = narrowingClause(narrowing, sent);
  return {
    sql: `${rows(selection)}${clause}${largerThan === undefined ? '' : IS_LARGER}`,
    params: {
      cohort,
      ...numbersUsed(selection, at, since),
      ...params,
      ...(largerThan !== undefined && { largerThan }),
    },
  };
}

// For a length SQLite reads no more than a row's head.
const IS_LARGER = ` AND (${['distinct_id', 'email', 'first_name', 'last_name', 'phone', 'props']
  .map((column) => `octet_length(m.${column}) > :largerThan`)
  .join(' OR ')})`;

function rows(selection: Selection): string {
  switch (selection.what) {
    case 'members':
      return selection.at === 'now' ? MEMBERS_NOW : MEMBERS_AT;
    case 'joined':
      return JOINED_SINCE;
    case 'left':
      return LEFT_SINCE;
  }
}

function numbersUsed(selection: Selection, at: number, since: number): Record<string, number> {
  if (selection.what !== 'members') return { at, since };
  return selection.at === 'now' ? {} : { at };
}

// Without an index, rows are read in the order they stand in: several times faster than through the key.
const MEMBERS_NOW = `
  SELECT m.id, m.distinct_id, m.joined, NULL AS left, m.email, m.first_name, m.last_name, m.phone, m.props
  FROM member m NOT INDEXED WHERE m.cohort = :cohort`;

/** Everyone who was in after delivery :at, with the values held then. */
const STAYS_AT = `(
  SELECT ${COLUMNS} FROM member WHERE cohort = :cohort AND joined <= :at
  UNION ALL
  SELECT ${COLUMNS} FROM stay WHERE cohort = :cohort AND joined <= :at AND left > :at)`;

const VALUES_AT = `
  SELECT m.id, m.distinct_id, m.joined, NULL AS left,
    iif(f.stay IS NULL, m.email, f.email) AS email,
    iif(f.stay IS NULL, m.first_name, f.first_name) AS first_name,
    iif(f.stay IS NULL, m.last_name, f.last_name) AS last_name,
    iif(f.stay IS NULL, m.phone, f.phone) AS phone,
    iif(f.stay IS NULL, m.props, f.props) AS props
  FROM ${STAYS_AT} m
  LEFT JOIN former f ON m.changed > :at AND f.stay = m.id
    AND f.until = (SELECT min(until) FROM former WHERE stay = m.id AND until > :at)`;

const MEMBERS_AT = `SELECT m.* FROM (${VALUES_AT}) m WHERE true`;

/** In after :at and not in after :since. Who was in by then, and nobody knows since when, did not join. */
const JOINED_SINCE = `
  SELECT m.* FROM (${VALUES_AT}) m
  WHERE m.joined > :since AND m.joined NOT IN (${unknownStartsOf(':cohort')}) AND NOT EXISTS (
    SELECT 1 FROM stay s WHERE s.cohort = :cohort AND s.distinct_id = m.distinct_id
      AND s.joined <= :since AND s.left > :since)`;

/** In after :since and not in after :at, with the values held when they left. */
const LEFT_SINCE = `
  SELECT m.id, m.distinct_id, m.joined, m.left, m.email, m.first_name, m.last_name, m.phone, m.props
  FROM stay m
  WHERE m.cohort = :cohort AND m.joined <= :since AND m.left > :since AND m.left <= :at
    AND NOT EXISTS (SELECT 1 FROM member n WHERE n.cohort = :cohort
      AND n.distinct_id = m.distinct_id AND n.joined <= :at)
    AND NOT EXISTS (SELECT 1 FROM stay s WHERE s.cohort = :cohort AND s.distinct_id = m.distinct_id
      AND s.joined <= :at AND s.left > :at)`;
