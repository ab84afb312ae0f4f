import type { PackedRow } from '../store/reading/packed-row.ts';
import type { Column } from './own-columns.ts';

/** Says what stands in a cell; a kind of export is one of these. */
export interface CellWriter {
  /** Cells that got an apostrophe so far. */
  readonly apostrophes: number;
  /** Cells that were cut so far, since Excel takes no longer ones. */
  readonly cut: number;
  putHeader(columns: readonly Column[]): void;
  /** Puts the value that `row` holds for the column at `slot`. */
  putCell(row: PackedRow, slot: number): void;
  /** The text that a time of ours has in a cell. */
  timeText(utcMs: number): string;
}
