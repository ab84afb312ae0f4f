import { columnOf, isNone } from './none-sql.ts';
import { hasRawNames, type SentField, type SentFields, type SentName } from './sent-fields.ts';

/** SQL for what rows are searched and sorted by; empty or NULL where it is no text. */
export interface ShownTexts {
  readonly email: string;
  readonly first_name: string;
  /** The full name of those who have neither a first nor a last name. */
  readonly last_name: string;
  readonly phone: string;
}

/** The names of all of them. */
export const SHOWN_TEXTS: readonly (keyof ShownTexts)[] = [
  'email',
  'first_name',
  'last_name',
  'phone',
];

/**
 * What is shown of the common fields of member rows named `row`: of the documented name and of the raw one the first
 * that has a value. A cohort without raw names is read off its columns alone.
 */
export function shownTexts(sent: SentFields, row: string): ShownTexts {
  const texts = {
    email: shownText(sent.email, row),
    first_name: shownText(sent.firstName, row),
    last_name: lastOrFullName(sent, row),
    phone: shownText(sent.phone, row),
  };
  if (!hasRawNames(sent)) return texts;
  return {
    email: `ifnull(${texts.email}, '')`,
    first_name: `ifnull(${texts.first_name}, '')`,
    last_name: `ifnull(${texts.last_name}, '')`,
    phone: `ifnull(${texts.phone}, '')`,
  };
}

function lastOrFullName({ firstName, lastName, fullName }: SentFields, row: string): string {
  const last = shownText(lastName, row);
  if (fullName === null) return last;
  const isNameless = `${isBlank(lastName, row)} AND ${isBlank(firstName, row)}`;
  return `CASE WHEN ${isNameless} THEN ${textOf(fullName, row)} ELSE ${last} END`;
}

function shownText(field: SentField, row: string): string {
  const column = columnOf(row, field.column);
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
  return isNone(row, documented.isMixed ? pathOf(documented) : null, columnOf(row, column));
}

function textOf(sent: SentName, row: string): string {
  const path = pathOf(sent);
  const props = columnOf(row, 'props');
  const text = `${props} ->> ${path}`;
  return sent.isMixed
    ? `CASE json_type(${props}, ${path}) WHEN 'text' THEN ${text} END`
    : `(${text})`;
}

/** The names are our own and need no escapes. */
function pathOf({ name }: SentName): string {
  return `'$."${name}"'`;
}
