import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { ROW_HEIGHT, type ScrollScale } from './scroll-scale.ts';

const SETTLE_MS = 120;

export interface RowsScroll {
  /** Pixels of rows above the view. */
  readonly rowsTop: number;
  readonly onScroll: () => void;
  readonly scrollTo: (rowsTop: number) => void;
  /** Scrolls no further than it takes to show the row. */
  readonly reveal: (index: number) => void;
}

/**
 * Turns the scroller's position into rows. A short way (wheel, keys, finger) moves as many pixels of rows; a long one
 * (the scroll bar) goes by proportion. When it rests, the scroll bar is put where it belongs. Begins at `start`.
 */
export function useRowsScroll(
  scroller: RefObject<HTMLElement | null>,
  scale: ScrollScale,
  viewHeight: number,
  start: number,
): RowsScroll {
  const [rowsTop, setRowsTop] = useState(start);
  const held = useRef({ rowsTop: start, scrollTop: 0, timer: 0 });

  const settle = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    element.scrollTop = scale.toScrollTop(held.current.rowsTop);
    held.current.scrollTop = element.scrollTop;
  }, [scroller, scale]);

  const scrollTo = useCallback(
    (wanted: number) => {
      held.current.rowsTop = Math.max(0, Math.min(scale.maxRowsTop, wanted));
      setRowsTop(held.current.rowsTop);
      settle();
    },
    [scale, settle],
  );

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const way = element.scrollTop - held.current.scrollTop;
    if (way === 0) return;
    held.current.scrollTop = element.scrollTop;
    const isShort = Math.abs(way) < 2 * viewHeight;
    const next = isShort ? held.current.rowsTop + way : scale.toRows(element.scrollTop);
    held.current.rowsTop = Math.max(0, Math.min(scale.maxRowsTop, next));
    setRowsTop(held.current.rowsTop);
    window.clearTimeout(held.current.timer);
    held.current.timer = window.setTimeout(settle, SETTLE_MS);
  }, [scroller, scale, settle, viewHeight]);

  const reveal = useCallback(
    (index: number) => {
      const top = index * ROW_HEIGHT;
      const { rowsTop: now } = held.current;
      if (top < now) scrollTo(top);
      else if (top + ROW_HEIGHT > now + viewHeight) scrollTo(top + ROW_HEIGHT - viewHeight);
    },
    [scrollTo, viewHeight],
  );

  // fewer rows or a taller window: what is shown stays within them
  useLayoutEffect(() => {
    if (held.current.rowsTop > scale.maxRowsTop) scrollTo(scale.maxRowsTop);
    else settle();
  }, [scale, scrollTo, settle]);
  useEffect(() => () => window.clearTimeout(held.current.timer), []);

  return { rowsTop: Math.min(rowsTop, scale.maxRowsTop), onScroll, scrollTo, reveal };
}
