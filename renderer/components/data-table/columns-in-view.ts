import type { Column } from './columns.ts';

/** Beyond either edge of the view, so that a small move draws nothing. */
const MARGIN = 160;

export interface ColumnsInView {
  /** Of the first column in view, and of the one after the last. */
  readonly from: number;
  readonly to: number;
  /** Pixels of columns before the first. */
  readonly before: number;
}

/** Which columns touch the view; the others need not exist. */
export function columnsInView<Row>(
  columns: readonly Column<Row>[],
  left: number,
  width: number,
): ColumnsInView {
  let from = 0;
  let before = 0;
  let edge = 0;
  let to = 0;
  for (const [index, column] of columns.entries()) {
    if (edge + column.width < left - MARGIN) {
      from = index + 1;
      before = edge + column.width;
    }
    if (edge <= left + width + MARGIN) to = index + 1;
    edge += column.width;
  }
  return { from, to, before };
}
