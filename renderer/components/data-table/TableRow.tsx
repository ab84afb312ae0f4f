import { memo } from 'react';
import { type CellRange, isInRange } from './cell-range.ts';
import type { Column } from './columns.ts';
import type { ColumnsInView } from './columns-in-view.ts';

interface TableRowProps<Row> {
  readonly id: string;
  readonly index: number;
  /** undefined while it is on its way. */
  readonly row: Row | undefined;
  readonly isNew: boolean;
  readonly columns: readonly Column<Row>[];
  readonly inView: ColumnsInView;
  /** The selection, where it touches this row. */
  readonly range: CellRange | null;
}

function PlainTableRow<Row>({ id, index, row, columns, inView, range, isNew }: TableRowProps<Row>) {
  const { from, to, before } = inView;
  return (
    // biome-ignore lint/a11y/useSemanticElements: only rows in view exist, placed by hand
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names the active cell
    <div
      role="row"
      className={rowClass(row === undefined, isNew)}
      aria-rowindex={index + 2}
      aria-busy={row === undefined || undefined}
      style={{ paddingLeft: before }}
    >
      {columns.slice(from, to).map((column, i) => {
        const at = from + i;
        const isSelected = range !== null && isInRange(range, index, at);
        const isActive = range !== null && range.row === index && range.column === at;
        return (
          // biome-ignore lint/a11y/useSemanticElements: as above
          // biome-ignore lint/a11y/useFocusableInteractive: as above
          <div
            key={column.id}
            role="gridcell"
            id={`${id}-${index}-${at}`}
            dir="auto"
            aria-colindex={at + 1}
            aria-selected={isSelected}
            className={cellClass(column.isNumeric === true, isSelected, isActive)}
            style={{ width: column.width }}
          >
            {row !== undefined && (column.render?.(row) ?? column.text(row))}
          </div>
        );
      })}
    </div>
  );
}

/** Drawn again only when something of it changed: scrolling moves rows without drawing them. */
export const TableRow = memo(PlainTableRow) as typeof PlainTableRow;

function rowClass(isWaiting: boolean, isNew: boolean): string {
  if (isWaiting) return 'data-row waiting';
  return isNew ? 'data-row new' : 'data-row';
}

function cellClass(isNumeric: boolean, isSelected: boolean, isActive: boolean): string {
  return ['data-cell', isNumeric && 'numeric', isSelected && 'selected', isActive && 'active']
    .filter(Boolean)
    .join(' ');
}
