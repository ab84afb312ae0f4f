import { type PointerEvent, useRef } from 'react';
import { type Column, NARROWEST } from './columns.ts';

export interface Sorting {
  readonly order: string;
  readonly isDescending: boolean;
  readonly onSort: (order: string) => void;
}

interface HeaderRowProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly sorting: Sorting | undefined;
  readonly onResize: (column: string, width: number) => void;
  readonly onMove: (column: string, target: string) => void;
}

/** Sorts at a click, widens at the right edge, moves a column that is dragged. */
export function HeaderRow<Row>({ columns, sorting, onResize, onMove }: HeaderRowProps<Row>) {
  const dragged = useRef<string | null>(null);
  return (
    // biome-ignore lint/a11y/useSemanticElements: see DataTable
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus
    <div role="row" className="data-header" aria-rowindex={1}>
      {columns.map((column, at) => (
        // biome-ignore lint/a11y/useSemanticElements: see DataTable
        // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus
        <div
          key={column.id}
          role="columnheader"
          aria-colindex={at + 1}
          aria-sort={ariaSort(column, sorting)}
          className={column.isNumeric === true ? 'data-head numeric' : 'data-head'}
          style={{ width: column.width }}
          draggable
          onDragStart={() => {
            dragged.current = column.id;
          }}
          onDragEnd={() => {
            dragged.current = null;
          }}
          onDragOver={(event) => event.preventDefault()}
          onDrop={() => dragged.current !== null && onMove(dragged.current, column.id)}
        >
          {heading(column, sorting)}
          <Edge width={column.width} onResize={(width) => onResize(column.id, width)} />
        </div>
      ))}
    </div>
  );
}

function heading<Row>({ header, order }: Column<Row>, sorting: Sorting | undefined) {
  if (order === undefined || sorting === undefined) return <span title={header}>{header}</span>;
  const arrow = sorting.order !== order ? '' : sorting.isDescending ? '↓' : '↑';
  return (
    <button type="button" tabIndex={-1} title={header} onClick={() => sorting.onSort(order)}>
      <span>{header}</span>
      <span aria-hidden="true">{arrow}</span>
    </button>
  );
}

function ariaSort<Row>({ order }: Column<Row>, sorting: Sorting | undefined) {
  if (order === undefined || sorting === undefined) return undefined;
  if (sorting.order !== order) return 'none';
  return sorting.isDescending ? 'descending' : 'ascending';
}

interface EdgeProps {
  readonly width: number;
  readonly onResize: (width: number) => void;
}

function Edge({ width, onResize }: EdgeProps) {
  const start = useRef<{ readonly x: number; readonly width: number } | null>(null);
  const move = (event: PointerEvent) => {
    if (start.current === null) return;
    onResize(Math.max(NARROWEST, start.current.width + event.clientX - start.current.x));
  };
  return (
    <span
      className="data-edge"
      aria-hidden="true"
      draggable
      onDragStart={(event) => {
        event.preventDefault();
        event.stopPropagation();
      }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, width };
      }}
      onPointerMove={move}
      onLostPointerCapture={() => {
        start.current = null;
      }}
    />
  );
}
