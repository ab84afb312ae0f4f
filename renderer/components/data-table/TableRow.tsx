import { type MouseEvent, memo } from 'react';
import { type CellRange, isInRange } from './cell-range.ts';
import type { Column } from './columns.ts';

interface TableRowProps<Row> {
  readonly id: string;
  readonly index: number;
  /** undefined while it is on its way. */
  readonly row: Row | undefined;
  readonly isNew: boolean;
  readonly columns: readonly Column<Row>[];
  /** The selection, where it touches this row. */
  readonly range: CellRange | null;
  readonly onPress: (row: number, column: number, isShift: boolean) => void;
  readonly onOpen: ((row: Row) => void) | undefined;
}

function PlainTableRow<Row>(props: TableRowProps<Row>) {
  const { id, index, row, columns, range, onPress, onOpen } = props;
  const press = (column: number) => (event: MouseEvent) => onPress(index, column, event.shiftKey);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element can't hold a million rows
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names the active cell
    <div
      role="row"
      className={props.isNew ? 'data-row new' : 'data-row'}
      aria-rowindex={index + 2}
      onDoubleClick={() => row !== undefined && onOpen?.(row)}
    >
      {columns.map((column, at) => {
        const isSelected = range !== null && isInRange(range, index, at);
        const isActive = range !== null && range.row === index && range.column === at;
        return (
          // biome-ignore lint/a11y/useSemanticElements: as above
          // biome-ignore lint/a11y/useFocusableInteractive: as above
          <div
            key={column.id}
            role="gridcell"
            id={`${id}-${index}-${at}`}
            aria-colindex={at + 1}
            aria-selected={isSelected}
            className={cellClass(column.isNumeric === true, isSelected, isActive)}
            style={{ width: column.width }}
            onMouseDown={press(at)}
          >
            {row === undefined ? <span className="data-wait" /> : content(column, row)}
          </div>
        );
      })}
    </div>
  );
}

/** Drawn again only when something of it changed: scrolling moves rows without drawing them. */
export const TableRow = memo(PlainTableRow) as typeof PlainTableRow;

function content<Row>(column: Column<Row>, row: Row) {
  return column.render?.(row) ?? <span dir="auto">{column.text(row)}</span>;
}

function cellClass(isNumeric: boolean, isSelected: boolean, isActive: boolean): string {
  return ['data-cell', isNumeric && 'numeric', isSelected && 'selected', isActive && 'active']
    .filter(Boolean)
    .join(' ');
}
