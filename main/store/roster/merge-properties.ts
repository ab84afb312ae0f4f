import { COMMON_FIELDS, type CommonField } from '../../mixpanel/members.ts';
import { keepNumberText } from '../readable-body.ts';

/** A member's values as stored: common text fields in columns, the rest as a JSON object. */
export interface StoredValues {
  readonly email: string | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly phone: string | null;
  readonly props: string;
}

const COLUMN: Readonly<Record<CommonField, Exclude<keyof StoredValues, 'props'>>> = {
  email: 'email',
  first_name: 'first_name',
  last_name: 'last_name',
  phone_number: 'phone',
};

/** What an add_members entry leaves of a known member: keys it sends replace, keys it does not send stay. */
export function mergeProperties(known: StoredValues, sent: StoredValues): StoredValues {
  const merged = toObject(known.props);
  const columns = {
    email: known.email,
    first_name: known.first_name,
    last_name: known.last_name,
    phone: known.phone,
  };
  const sentProps = toObject(sent.props);
  Object.assign(merged, sentProps);
  for (const field of COMMON_FIELDS) {
    const column = COLUMN[field];
    if (sent[column] !== null) {
      columns[column] = sent[column];
      delete merged[field];
    } else if (Object.hasOwn(sentProps, field)) {
      columns[column] = null;
    }
  }
  return { ...columns, props: JSON.stringify(merged) };
}

/** Whether two JSON objects hold the same properties, in whatever order they came. */
export function holdSameProperties(a: string, b: string): boolean {
  if (a === b) return true;
  const one = toObject(a);
  const other = toObject(b);
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every(
      (name) => name in other && JSON.stringify(one[name]) === JSON.stringify(other[name]),
    )
  );
}

function toObject(props: string): Record<string, unknown> {
  // Without a prototype, a property named __proto__ is a property like any other.
  return Object.assign(Object.create(null), JSON.parse(props, keepNumberText));
}
