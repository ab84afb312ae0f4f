import { type KeyboardEvent, useCallback, useState } from 'react';
import { isComposing, letterOf } from '../keys.ts';
import {
  afterKey,
  type Bounds,
  type CellRange,
  cellAt,
  followed,
  type HeldRange,
  type ReadKeys,
  type RowKey,
} from './cell-range.ts';

interface CellRangeOptions {
  /** What is selected at first. */
  readonly start: HeldRange | null;
  readonly bounds: Bounds;
  /** Who stands in a row; null while it is on its way. */
  readonly keyAt: (row: number) => RowKey | null;
  readonly reveal: (row: number, column: number) => void;
  readonly onOpen: (row: number) => void;
}

/** The active cell and the selection around it, by keys and mouse. */
export function useCellRange(options: CellRangeOptions) {
  const { start, bounds, keyAt, reveal, onOpen } = options;
  const [kept, setHeld] = useState(start);
  const isThere =
    kept !== null && kept.range.row < bounds.rows && kept.range.column < bounds.columns;
  const held = isThere ? kept : null;
  const range = held?.range ?? null;
  const hold = (next: CellRange) => setHeld({ range: next, key: keyAt(next.row) });

  const selectAll = () => {
    if (bounds.rows === 0 || bounds.columns === 0) return;
    hold({ row: 0, column: 0, anchorRow: bounds.rows - 1, anchorColumn: bounds.columns - 1 });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return;
    const isCommand = event.ctrlKey || event.metaKey;
    if (range !== null && event.key === 'Enter') {
      // On a header that was clicked it is the header's.
      if (event.target === event.currentTarget) onOpen(range.row);
      return;
    }
    if (isCommand && !event.altKey && !event.shiftKey && letterOf(event) === 'a') {
      event.preventDefault();
      return selectAll();
    }
    if (bounds.rows === 0) return;
    const press = { key: event.key, isShift: event.shiftKey, isCommand };
    const next = afterKey(range ?? cellAt(0, 0), press, bounds);
    if (next === null) return;
    event.preventDefault();
    hold(next);
    reveal(next.row, next.column);
  };
  const onPress = (row: number, column: number, isShift: boolean) =>
    hold(isShift && range !== null ? { ...range, row, column } : cellAt(row, column));
  const onReach = (row: number, column: number) => {
    if (range === null || (range.row === row && range.column === column)) return;
    hold({ ...range, row, column });
    reveal(row, column);
  };
  const onFocus = () => {
    if (kept === null) hold(cellAt(0, 0));
  };
  const follow = useCallback((read: ReadKeys) => setHeld((now) => now && followed(now, read)), []);
  const clear = useCallback(() => setHeld(null), []);
  return { held, range, onKeyDown, onPress, onReach, onFocus, selectAll, follow, clear };
}
