import type { CellRange } from './cell-range.ts';

/** Where a table stands: what it is scrolled to, and what is selected. */
export interface TablePlace {
  /** Pixels of rows above the view. */
  readonly rowsTop: number;
  readonly left: number;
  readonly range: CellRange | null;
}

export const START: TablePlace = { rowsTop: 0, left: 0, range: null };
