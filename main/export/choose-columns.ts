import { RollcallError } from '../../shared/errors.ts';
import { COMMON_FIELDS, RAW_FIELDS } from '../mixpanel/members.ts';
import { type Property, shownProperties } from '../store/reading/properties.ts';
import { type Column, ownColumns } from './own-columns.ts';
import type { ExportRequest } from './request.ts';

type ColumnWishes = Pick<ExportRequest, 'columns' | 'own' | 'format'>;

/** The columns of a file. */
export interface ChosenColumns {
  readonly columns: readonly Column[];
  /** The names whose value counts where a column has none. */
  readonly others: ReadonlyMap<string, string>;
}

/**
 * The named columns in that order, each once; all properties when nothing is said; and ours that are wanted at the end. The
 * import kind has properties as they were sent, and a common field under the name that it came with; for people it is one
 * column, whatever it came with. One that nobody came with is empty where it is named. Blanks around a name are dropped where
 * no column has them. Throws COLUMN_UNKNOWN.
 */
export function chooseColumns(
  sent: readonly Property[],
  { columns: wanted, own: wantedOwn = [], format }: ColumnWishes,
): ChosenColumns {
  const names = wanted ?? [];
  // A file has a column at least.
  const isAll = wanted === undefined || names.length + wantedOwn.length === 0;
  const isImport = format.kind === 'import';
  const known = isImport ? sent : shownProperties(sent);
  const properties = [...sent, ...known];
  const own = ownColumns(new Set(properties.map(({ name }) => name)));
  const found = new Map([...properties, ...own].map((column) => [column.name, column]));
  const others = new Map<string, string>(
    COMMON_FIELDS.flatMap((name) =>
      found.has(RAW_FIELDS[name]) ? [[name, RAW_FIELDS[name]] as const] : [],
    ),
  );
  const find = (name: string): Column | undefined =>
    found.get(name) ?? found.get(others.get(name) ?? '') ?? neverSent(name);
  const named = names.map((name) => {
    const column = find(name) ?? find(name.trim());
    if (column !== undefined) return column;
    const columns = [...known, ...own].map((column) => column.name).join(', ');
    throw new RollcallError('COLUMN_UNKNOWN', { column: name, columns });
  });
  const added = own.filter((column) => wantedOwn.some((wanted) => wanted === column.own));
  const columns = [...(isAll ? known : named), ...added];
  return {
    columns: [...new Map(columns.map((one) => [one.name, one])).values()],
    others: isImport ? new Map() : others,
  };
}

/** A common field is a column that can be chosen, whether anybody came with it or not. */
function neverSent(name: string): Property | undefined {
  return COMMON_FIELDS.some((field) => field === name) ? { name, types: [] } : undefined;
}
