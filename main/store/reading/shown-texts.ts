import { isNone } from './none-sql.ts';
import type { SentField, SentFields, SentName } from './sent-fields.ts';

/** SQL for what rows are searched and sorted by; NULL where it is no text. */
export interface ShownTexts {
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly phone: string;
  /** Of those who have neither a first nor a last name. */
  readonly full_name: string;
}

/** The names of all of them. */
export const SHOWN_TEXTS: readonly (keyof ShownTexts)[] = [
  'email',
  'first_name',
  'last_name',
  'phone',
  'full_name',
];

/**
 * What is shown of the common fields of member rows named `row`: of the documented name and of the raw one the first
 * that has a value. A cohort without raw names is read off its columns alone.
 */
export function shownTexts(sent: SentFields, row: string): ShownTexts {
  const { fullName, firstName, lastName } = sent;
  const isNameless = `${isBlank(lastName, row)} AND ${isBlank(firstName, row)}`;
  return {
    email: shownText(sent.email, row),
    first_name: shownText(firstName, row),
    last_name: shownText(lastName, row),
    phone: shownText(sent.phone, row),
    full_name:
      fullName === null ? 'NULL' : `CASE WHEN ${isNameless} THEN ${textOf(fullName, row)} END`,
  };
}

function shownText(field: SentField, row: string): string {
  const column = `${row}.${field.column}`;
  if (field.raw === null) return column;
  const raw = textOf(field.raw, row);
  if (!field.documented.isMixed) return `coalesce(nullif(${column}, ''), ${raw})`;
  return `CASE WHEN ${isDocumentedBlank(field, row)} THEN ${raw} ELSE ${column} END`;
}

function isBlank(field: SentField, row: string): string {
  const { raw } = field;
  const documented = isDocumentedBlank(field, row);
  if (raw === null) return documented;
  const isRawBlank = raw.isMixed
    ? isNone(row, pathOf(raw), undefined)
    : `coalesce(${textOf(raw, row)}, '') = ''`;
  return `${documented} AND ${isRawBlank}`;
}

function isDocumentedBlank({ column, documented }: SentField, row: string): string {
  return isNone(row, documented.isMixed ? pathOf(documented) : null, `${row}.${column}`);
}

function textOf(sent: SentName, row: string): string {
  const path = pathOf(sent);
  const text = `${row}.props ->> ${path}`;
  return sent.isMixed
    ? `CASE json_type(${row}.props, ${path}) WHEN 'text' THEN ${text} END`
    : `(${text})`;
}

/** The names are our own and need no escapes. */
function pathOf({ name }: SentName): string {
  return `'$."${name}"'`;
}
