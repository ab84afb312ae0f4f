/** The cell that keys act on, and the one a selection began at; by position. */
export interface CellRange {
  readonly row: number;
  readonly column: number;
  readonly anchorRow: number;
  readonly anchorColumn: number;
}

export type RowKey = string | number;

/** What is selected, and who stood there: a position alone is another row's once the data moves on. */
export interface HeldRange {
  readonly range: CellRange;
  /** Of the row that keys act on; null until it is read. */
  readonly key: RowKey | null;
}

/** Rows that were read, by their keys; none where they were let go of, as they may stand elsewhere now. */
export interface ReadKeys {
  readonly offset: number;
  readonly size: number;
  readonly keys: readonly RowKey[];
}

/** The selection with its row, wherever that went; null where nobody can tell. */
export function followed(held: HeldRange, { offset, size, keys }: ReadKeys): HeldRange | null {
  const { range, key } = held;
  const at = key === null ? -1 : keys.indexOf(key);
  if (at !== -1) {
    const by = offset + at - range.row;
    return by === 0
      ? held
      : { key, range: { ...range, row: range.row + by, anchorRow: range.anchorRow + by } };
  }
  if (range.row < offset || range.row >= offset + size) return held;
  return key === null ? { range, key: keys[range.row - offset] ?? null } : null;
}

export interface Bounds {
  readonly rows: number;
  readonly columns: number;
  /** Rows that one press of Page Down goes. */
  readonly page: number;
}

export function cellAt(row: number, column: number): CellRange {
  return { row, column, anchorRow: row, anchorColumn: column };
}

export function isInRange(range: CellRange, row: number, column: number): boolean {
  return (
    isBetween(row, range.anchorRow, range.row) &&
    isBetween(column, range.anchorColumn, range.column)
  );
}

interface Press {
  readonly key: string;
  readonly isShift: boolean;
  /** Ctrl, or the command key. */
  readonly isCommand: boolean;
}

/** Where a key leads in the grid, as in a spreadsheet; null when it is none of the grid's keys. */
export function afterKey(range: CellRange, press: Press, bounds: Bounds): CellRange | null {
  const target = targetOf(range, press, bounds);
  if (target === null) return null;
  const row = Math.max(0, Math.min(bounds.rows - 1, target.row));
  const column = Math.max(0, Math.min(bounds.columns - 1, target.column));
  return press.isShift ? { ...range, row, column } : cellAt(row, column);
}

function targetOf({ row, column }: CellRange, press: Press, bounds: Bounds) {
  const { key, isCommand } = press;
  switch (key) {
    case 'ArrowUp':
      return { row: isCommand ? 0 : row - 1, column };
    case 'ArrowDown':
      return { row: isCommand ? bounds.rows - 1 : row + 1, column };
    case 'ArrowLeft':
      return { row, column: isCommand ? 0 : column - 1 };
    case 'ArrowRight':
      return { row, column: isCommand ? bounds.columns - 1 : column + 1 };
    case 'PageUp':
      return { row: row - bounds.page, column };
    case 'PageDown':
      return { row: row + bounds.page, column };
    case 'Home':
      return { row: isCommand ? 0 : row, column: 0 };
    case 'End':
      return { row: isCommand ? bounds.rows - 1 : row, column: bounds.columns - 1 };
    default:
      return null;
  }
}

function isBetween(value: number, a: number, b: number): boolean {
  return value >= Math.min(a, b) && value <= Math.max(a, b);
}
