import {
  type MouseEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useEffectEvent,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from 'react';
import { useSize } from '../use-size.ts';
import type { CellRange, RowKey } from './cell-range.ts';
import { cellUnder, titleWhereCut } from './cell-under.ts';
import type { Column } from './columns.ts';
import { HeaderRow, type Sorting } from './HeaderRow.tsx';
import { BLOCK, type RowWindow } from './row-window.ts';
import { ROW_HEIGHT, scrollScale } from './scroll-scale.ts';
import { TableRow } from './TableRow.tsx';
import { START, type TablePlace } from './table-place.ts';
import { useCellRange } from './use-cell-range.ts';
import { useDragSelect } from './use-drag-select.ts';
import { useNativeCopy } from './use-native-copy.ts';
import { useRowsScroll } from './use-rows-scroll.ts';
import { useSideScroll } from './use-side-scroll.ts';
import './data-table.css';

const HEADER_HEIGHT = 32;

export interface DataTableProps<Row> {
  readonly label: string;
  readonly rowCount: number;
  /** Whether so many rows are known to be there; else it is a length kept from before. */
  readonly isCounted?: boolean;
  readonly rows: RowWindow<Row>;
  readonly rowKey: (row: Row) => RowKey;
  readonly isNew?: (row: Row) => boolean;
  readonly columns: readonly Column<Row>[];
  readonly sorting?: Sorting;
  readonly onResize: (column: string, width: number) => void;
  readonly onMove: (column: string, target: string) => void;
  readonly onOpen?: (row: Row) => void;
  /** Fills the clipboard with what is selected, now or as soon as it is here. */
  readonly onCopy: (range: CellRange, data: DataTransfer) => void;
  /** Where it begins. */
  readonly start?: TablePlace;
  /** Is told where it stood when it goes. */
  readonly onLeave?: (place: TablePlace) => void;
  /** In place of rows when there are none. */
  readonly empty?: ReactNode;
}

/** A grid of any length: only the rows in view exist, and they stay where they are when the data moves on. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, rowCount, rows, rowKey, columns, start = START } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement | null>(null);
  const [size, measure] = useSize();
  const attach = useCallback(
    (element: HTMLDivElement | null) => {
      scroller.current = element;
      return measure(element);
    },
    [measure],
  );
  const viewHeight = Math.max(0, (size?.height ?? 0) - HEADER_HEIGHT);
  const scale = useMemo(() => scrollScale(rowCount, viewHeight), [rowCount, viewHeight]);
  const scroll = useRowsScroll(scroller, scale, viewHeight, start.rowsTop);
  useSyncExternalStore(rows.subscribe, rows.version);

  const viewWidth = size?.width ?? 0;
  const side = useSideScroll(scroller, columns, viewWidth, start.left);
  const onScroll = () => {
    scroll.onScroll();
    side.onScroll();
  };

  const first = Math.floor(scroll.rowsTop / ROW_HEIGHT);
  const last = Math.min(rowCount - 1, Math.floor((scroll.rowsTop + viewHeight) / ROW_HEIGHT));
  const slots = Math.ceil(viewHeight / ROW_HEIGHT) + 1;
  useEffect(() => {
    if (rowCount > 0 && viewHeight > 0) rows.want(first, Math.max(first, last));
  }, [rows, rowCount, viewHeight, first, last]);

  const cells = useCellRange({
    start: start.held,
    bounds: {
      rows: rowCount,
      columns: columns.length,
      page: Math.max(1, Math.floor(viewHeight / ROW_HEIGHT) - 1),
    },
    keyAt: (index) => {
      const row = rows.rowAt(index);
      return row === undefined ? null : rowKey(row);
    },
    reveal: (row, column) => {
      scroll.reveal(row);
      side.reveal(column);
    },
    onOpen: (index) => open(index),
  });
  const open = (index: number) => {
    const row = rows.rowAt(index);
    if (row !== undefined) props.onOpen?.(row);
  };

  const { range } = cells;
  useNativeCopy({
    grid: scroller,
    hasSelection: range !== null,
    onCopy: (data) => range !== null && props.onCopy(range, data),
    onSelectAll: cells.selectAll,
  });
  const startDrag = useDragSelect((point) => {
    const box = scroller.current?.getBoundingClientRect();
    if (box === undefined || rowCount === 0) return;
    const y = point.clientY - box.top - HEADER_HEIGHT + scroll.rowsTop;
    const row = Math.max(0, Math.min(rowCount - 1, Math.floor(y / ROW_HEIGHT)));
    cells.onReach(row, side.columnAt(point.clientX - box.left));
  });
  const press = (event: MouseEvent) => {
    const cell = cellUnder(event.target);
    if (cell === null || event.button !== 0) return;
    // What looks selected is what is copied: nothing beside the grid is any more.
    window.getSelection()?.removeAllRanges();
    cells.onPress(cell.row, cell.column, event.shiftKey);
    startDrag(event);
  };

  // What stood at the top of the view and what is selected stay with their rows, wherever those went.
  const { follow } = cells;
  useEffect(() => {
    rows.onReplaced = ({ offset, before, after }) => {
      const keys = after.map(rowKey);
      const top = before[first - offset];
      const now = top === undefined ? -1 : keys.indexOf(rowKey(top));
      const shift = now === -1 || scroll.rowsTop === 0 ? 0 : now + offset - first;
      if (shift !== 0) scroll.scrollTo(scroll.rowsTop + shift * ROW_HEIGHT);
      follow({ offset, size: BLOCK, keys });
    };
  }, [rows, rowKey, scroll, first, follow]);

  // Other rows begin at their first.
  const shown = useRef(rows);
  useEffect(() => {
    if (shown.current === rows) return;
    shown.current = rows;
    scroll.scrollTo(0);
    cells.clear();
  }, [rows, scroll, cells]);

  // It takes up again where it was left, and the keys with it where nothing else has them.
  const leave = useEffectEvent(() => {
    const left = scroller.current?.scrollLeft ?? 0;
    props.onLeave?.({ rowsTop: scroll.rowsTop, left, held: cells.held });
  });
  const takeUp = useEffectEvent(() => {
    const { activeElement } = document;
    const isFree = activeElement === document.body || activeElement?.matches('main') === true;
    if (start.held !== null && isFree) scroller.current?.focus({ preventScroll: true });
  });
  useLayoutEffect(() => {
    takeUp();
    return () => leave();
  }, []);

  const isActiveInView =
    cells.range !== null && cells.range.row >= first && cells.range.row <= last;
  return (
    <div className="data-frame">
      {/* biome-ignore lint/a11y/useSemanticElements: only rows in view exist, placed by hand */}
      <div
        className="data-table"
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={props.isCounted === false ? -1 : rowCount + 1}
        aria-colcount={columns.length}
        aria-multiselectable="true"
        aria-activedescendant={
          isActiveInView ? `${id}-${cells.range?.row}-${cells.range?.column}` : undefined
        }
        ref={attach}
        onScroll={onScroll}
        onKeyDown={cells.onKeyDown}
        onFocus={cells.onFocus}
      >
        <div
          role="presentation"
          className="data-sizer"
          style={{ height: scale.height + HEADER_HEIGHT, width: side.width }}
        >
          <div
            role="presentation"
            className="data-view"
            style={{ height: viewHeight + HEADER_HEIGHT }}
          >
            <HeaderRow
              columns={columns}
              sorting={props.sorting}
              onResize={props.onResize}
              onMove={props.onMove}
            />
            {/* biome-ignore lint/a11y/useSemanticElements: as above */}
            <div
              role="rowgroup"
              className="data-rows"
              style={{ transform: `translateY(${first * ROW_HEIGHT - scroll.rowsTop}px)` }}
              onMouseDown={press}
              onPointerOver={({ target }) => titleWhereCut(target)}
              onDoubleClick={({ target }) => {
                const cell = cellUnder(target);
                if (cell !== null) open(cell.row);
              }}
            >
              {Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => {
                const index = first + i;
                const row = rows.rowAt(index);
                return (
                  <TableRow
                    // a row that leaves the view lends its elements to one that comes into it
                    key={index % slots}
                    id={id}
                    index={index}
                    row={row}
                    isNew={row !== undefined && (props.isNew?.(row) ?? false)}
                    columns={columns}
                    inView={side.inView}
                    range={cells.range !== null && touches(cells.range, index) ? cells.range : null}
                  />
                );
              })}
            </div>
          </div>
        </div>
      </div>
      {/* beside the grid, which may hold nothing but rows */}
      {rowCount === 0 && <div className="data-empty">{props.empty}</div>}
    </div>
  );
}

function touches({ row, anchorRow }: CellRange, index: number): boolean {
  return index >= Math.min(row, anchorRow) && index <= Math.max(row, anchorRow);
}
