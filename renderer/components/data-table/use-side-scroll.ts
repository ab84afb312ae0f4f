import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Column } from './columns.ts';
import { columnsInView } from './columns-in-view.ts';

/** Columns are looked at again after so many pixels. */
const STEP = 80;

/** Which columns are in view. Begins at `start` as soon as the columns reach so far. */
export function useSideScroll<Row>(
  scroller: RefObject<HTMLElement | null>,
  columns: readonly Column<Row>[],
  viewWidth: number,
  start: number,
) {
  const [left, setLeft] = useState(inSteps(start));
  const inView = useMemo(() => columnsInView(columns, left, viewWidth), [columns, left, viewWidth]);
  const width = columns.reduce((sum, column) => sum + column.width, 0);

  const held = useRef({ wanted: start, scrollLeft: 0 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: columns that come later make room
  useLayoutEffect(() => {
    const element = scroller.current;
    const { wanted } = held.current;
    if (element === null || wanted === 0) return;
    element.scrollLeft = wanted;
    held.current.scrollLeft = element.scrollLeft;
  }, [scroller, width]);

  const onScroll = useCallback(() => {
    const now = scroller.current?.scrollLeft ?? 0;
    if (now !== held.current.scrollLeft) held.current.wanted = 0;
    setLeft(inSteps(now));
  }, [scroller]);

  const reveal = (index: number) => {
    const element = scroller.current;
    if (element === null) return;
    const begin = columns.slice(0, index).reduce((sum, column) => sum + column.width, 0);
    const end = begin + (columns[index]?.width ?? 0);
    if (begin < element.scrollLeft) element.scrollLeft = begin;
    else if (end > element.scrollLeft + viewWidth) element.scrollLeft = end - viewWidth;
  };
  /** The column so many pixels from the left edge of the view; beyond the last, the last. */
  const columnAt = (x: number): number => {
    let end = -(scroller.current?.scrollLeft ?? 0);
    const at = columns.findIndex((column) => {
      end += column.width;
      return x < end;
    });
    return at === -1 ? columns.length - 1 : at;
  };
  return { width, inView, onScroll, reveal, columnAt };
}

function inSteps(left: number): number {
  return Math.round(left / STEP) * STEP;
}
