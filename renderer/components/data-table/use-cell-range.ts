import { type KeyboardEvent, useCallback, useState } from 'react';
import { afterKey, type Bounds, type CellRange, cellAt } from './cell-range.ts';

interface CellRangeOptions {
  /** What is selected at first. */
  readonly start: CellRange | null;
  readonly bounds: Bounds;
  readonly reveal: (row: number, column: number) => void;
  readonly onOpen: (row: number) => void;
  readonly onCopy: (range: CellRange) => void;
}

/** The active cell and the selection around it, by keys and mouse. */
export function useCellRange({ start, bounds, reveal, onOpen, onCopy }: CellRangeOptions) {
  const [held, setRange] = useState(start);
  const isThere = held !== null && held.row < bounds.rows && held.column < bounds.columns;
  const range = isThere ? held : null;

  const onKeyDown = (event: KeyboardEvent) => {
    const isCommand = event.ctrlKey || event.metaKey;
    if (range !== null && event.key === 'Enter') {
      // On a header that was clicked it is the header's.
      if (event.target === event.currentTarget) onOpen(range.row);
      return;
    }
    if (range !== null && isCommand && event.key.toLowerCase() === 'c') {
      event.preventDefault();
      return onCopy(range);
    }
    if (bounds.rows === 0) return;
    const press = { key: event.key, isShift: event.shiftKey, isCommand };
    const next = afterKey(range ?? cellAt(0, 0), press, bounds);
    if (next === null) return;
    event.preventDefault();
    setRange(next);
    reveal(next.row, next.column);
  };
  const onPress = useCallback((row: number, column: number, isShift: boolean) => {
    setRange((now) => (isShift && now !== null ? { ...now, row, column } : cellAt(row, column)));
  }, []);
  const onFocus = useCallback(() => setRange((now) => now ?? cellAt(0, 0)), []);
  const shift = useCallback((by: number) => {
    if (by === 0) return;
    setRange((now) => now && { ...now, row: now.row + by, anchorRow: now.anchorRow + by });
  }, []);
  const clear = useCallback(() => setRange(null), []);
  return { range, onKeyDown, onPress, onFocus, shift, clear };
}
