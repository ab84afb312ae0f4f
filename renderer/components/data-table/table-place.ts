import type { HeldRange } from './cell-range.ts';

/** Where a table stands: what it is scrolled to, and what is selected. */
export interface TablePlace {
  /** Pixels of rows above the view. */
  readonly rowsTop: number;
  readonly left: number;
  readonly held: HeldRange | null;
}

export const START: TablePlace = { rowsTop: 0, left: 0, held: null };
