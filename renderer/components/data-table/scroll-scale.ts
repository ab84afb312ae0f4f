// Browsers cap an element's height (Chromium near 33.5 million px, Firefox near 17.9), below a million rows at
// 32 px. Past MAX_HEIGHT the scroll bar stands for more than it is tall.

export const ROW_HEIGHT = 32;
const MAX_HEIGHT = 8_000_000;

export interface ScrollScale {
  /** Height of the element that scrolls. */
  readonly height: number;
  /** Pixels of rows above the view, for where the scroll bar stands. */
  readonly toRows: (scrollTop: number) => number;
  readonly toScrollTop: (rowsTop: number) => number;
  readonly maxRowsTop: number;
}

export function scrollScale(rowCount: number, viewHeight: number): ScrollScale {
  const rowsHeight = rowCount * ROW_HEIGHT;
  const height = Math.min(rowsHeight, MAX_HEIGHT);
  const maxRowsTop = Math.max(0, rowsHeight - viewHeight);
  const maxScrollTop = Math.max(0, height - viewHeight);
  const factor = maxScrollTop === 0 ? 1 : maxRowsTop / maxScrollTop;
  return {
    height,
    maxRowsTop,
    toRows: (scrollTop) => Math.min(maxRowsTop, scrollTop * factor),
    toScrollTop: (rowsTop) => rowsTop / factor,
  };
}
