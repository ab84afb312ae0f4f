import type { ReactNode } from 'react';

/** One column of a table whose rows are `Row`. */
export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  readonly width: number;
  readonly isNumeric?: boolean;
  /** What is copied; also the accessible text. */
  readonly text: (row: Row) => string;
  /** As JSON writes it, where the value is a number. */
  readonly number?: (row: Row) => string | null;
  readonly render?: (row: Row) => ReactNode;
  /** The order this column stands for; a column without one can't be sorted by. */
  readonly order?: string;
}

/** How a person arranged the columns. Ids not named here stand at the end, as they come. */
export interface ColumnLayout {
  readonly order: readonly string[];
  readonly hidden: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
}

export const NARROWEST = 56;

/** The columns in the chosen order and width, hidden ones too. */
export function arrange<Row>(
  columns: readonly Column<Row>[],
  layout: ColumnLayout,
): readonly Column<Row>[] {
  const place = (id: string) => {
    const index = layout.order.indexOf(id);
    return index === -1 ? layout.order.length : index;
  };
  return columns
    .map((column) => ({ ...column, width: layout.widths[column.id] ?? column.width }))
    .sort((a, b) => place(a.id) - place(b.id));
}

/** The order after `id` was put in the place of `target`. */
export function moved(ids: readonly string[], id: string, target: string): readonly string[] {
  const from = ids.indexOf(id);
  const to = ids.indexOf(target);
  if (from === -1 || to === -1) return ids;
  const rest = ids.filter((other) => other !== id);
  return rest.toSpliced(to, 0, id);
}
