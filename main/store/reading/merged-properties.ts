import * as z from 'zod';
import { COMMON_FIELDS, FULL_NAME, RAW_FIELDS } from '../../mixpanel/members.ts';
import { keepNumberText } from '../readable-body.ts';

/** What a row of a member holds: the common fields, and the rest as JSON text. */
export interface RowValues {
  readonly email: string | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly phone: string | null;
  readonly props: string;
}

/** Who somebody is; null where it is not known, or no text. */
export interface ShownPerson {
  readonly email: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  /** Of those who have neither a first nor a last name. */
  readonly fullName: string | null;
}

/** More than what has none, see `says`. */
const A_VALUE = 4;

const propertiesSchema = z.record(z.string(), z.unknown());

/**
 * All properties as one JSON object, as text: numbers keep the digits they were sent with. A common field that was not
 * sent is absent; one that was no text stands among the rest and, coming later, counts. Where a common field has no value
 * under its documented name, it has that of the raw one, which keeps its own name, too.
 */
export function mergedProperties(row: RowValues): string {
  const values = [row.email, row.first_name, row.last_name, row.phone];
  const common = COMMON_FIELDS.flatMap((name, i) => {
    const value = values[i];
    return typeof value === 'string' ? [`"${name}":${JSON.stringify(value)}`] : [];
  });
  const rest = row.props.slice(1, -1);
  const [first, last] = mayHoldRawNames(row.props) ? rawValues(row) : [[], []];
  return `{${[...first, ...common, ...(rest === '' ? [] : [rest]), ...last].join(',')}}`;
}

/** Who somebody is, of their properties as `mergedProperties` gives them. */
export function shownPerson(row: RowValues): ShownPerson {
  const known = readProperties(mergedProperties(row));
  const text = (name: string) => {
    const value = known.get(name);
    return typeof value === 'string' ? value : null;
  };
  const isNameless = !['first_name', 'last_name'].some((name) => says(known.get(name)) === A_VALUE);
  return {
    email: text('email'),
    firstName: text('first_name'),
    lastName: text('last_name'),
    fullName: isNameless ? text(FULL_NAME) : null,
  };
}

/**
 * Common fields that a row has of a raw name, as JSON: those to come before the others, and those to come after them since
 * the documented name stands there with no value.
 */
function rawValues(row: RowValues): readonly [string[], string[]] {
  const rest = readProperties(row.props);
  const texts = [row.email, row.first_name, row.last_name, row.phone];
  const first: string[] = [];
  const last: string[] = [];
  for (const [i, name] of COMMON_FIELDS.entries()) {
    const raw = rest.get(RAW_FIELDS[name]);
    const text = texts[i] ?? undefined;
    const documented = rest.has(name) ? rest.get(name) : text;
    if (says(raw) <= says(documented)) continue;
    const isThere = rest.has(name) || text !== undefined;
    (isThere ? last : first).push(`"${name}":${JSON.stringify(raw)}`);
  }
  return [first, last];
}

/** Any of them has a dollar sign, however it is written. */
function mayHoldRawNames(json: string): boolean {
  return json.includes('$') || json.includes('\\u0024');
}

function readProperties(json: string): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(propertiesSchema.parse(JSON.parse(json, keepNumberText))));
}

/** How much a value says: what has none says less, and an empty text the most of it. */
function says(value: unknown): number {
  if (value === undefined) return 0;
  if (value === null) return 1;
  if (value === '') return 3;
  // a number kept as text is an object with one key
  return typeof value === 'object' && Object.keys(value).length === 0 ? 2 : A_VALUE;
}
