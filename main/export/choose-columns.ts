import { RollcallError } from '../../shared/errors.ts';
import { COMMON_FIELDS, RAW_FIELDS } from '../mixpanel/members.ts';
import { type Property, shownProperties } from '../store/reading/properties.ts';
import type { ExportFormat } from './request.ts';

/** The columns of a file. */
export interface ChosenColumns {
  readonly columns: readonly Property[];
  /** The names whose value counts where a column has none. */
  readonly others: ReadonlyMap<string, string>;
}

/**
 * The named properties in that order, each once; all of them when none is named. The import kind has them as they were sent,
 * and a common field under the name that it came with; for people it is one column, whatever it came with. One that nobody came
 * with is empty where it is named. Blanks around a name are dropped where no column has them. Throws COLUMN_UNKNOWN.
 */
export function chooseColumns(
  sent: readonly Property[],
  names: readonly string[],
  { kind }: ExportFormat,
): ChosenColumns {
  const isImport = kind === 'import';
  const known = isImport ? sent : shownProperties(sent);
  const found = new Map([...sent, ...known].map((property) => [property.name, property]));
  const others = new Map<string, string>(
    COMMON_FIELDS.flatMap((name) =>
      found.has(RAW_FIELDS[name]) ? [[name, RAW_FIELDS[name]] as const] : [],
    ),
  );
  const find = (name: string): Property | undefined =>
    found.get(name) ?? found.get(others.get(name) ?? '') ?? neverSent(name);
  const columns = names.map((name) => {
    const column = find(name) ?? find(name.trim());
    if (column !== undefined) return column;
    const columns = known.map((property) => property.name).join(', ');
    throw new RollcallError('COLUMN_UNKNOWN', { column: name, columns });
  });
  return {
    columns:
      names.length === 0 ? known : [...new Map(columns.map((one) => [one.name, one])).values()],
    others: isImport ? new Map() : others,
  };
}

/** A common field is a column that can be chosen, whether anybody came with it or not. */
function neverSent(name: string): Property | undefined {
  return COMMON_FIELDS.some((field) => field === name) ? { name, types: [] } : undefined;
}
