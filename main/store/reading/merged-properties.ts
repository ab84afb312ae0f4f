import { COMMON_FIELDS } from '../../mixpanel/members.ts';

/** What a row of a member holds: the common fields, and the rest as JSON text. */
export interface RowValues {
  readonly email: string | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly phone: string | null;
  readonly props: string;
}

/**
 * All properties as one JSON object, as text: numbers keep the digits they were sent with. A common field that was
 * not sent is absent; one that was no text stands among the rest and, coming later, counts.
 */
export function mergedProperties(row: RowValues): string {
  const values = [row.email, row.first_name, row.last_name, row.phone];
  const common = COMMON_FIELDS.flatMap((name, i) => {
    const value = values[i];
    return typeof value === 'string' ? [`"${name}":${JSON.stringify(value)}`] : [];
  });
  const rest = row.props.slice(1, -1);
  return `{${[...common, ...(rest === '' ? [] : [rest])].join(',')}}`;
}
