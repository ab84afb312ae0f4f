/** The cell that keys act on, and the one a selection began at; by position. */
export interface CellRange {
  readonly row: number;
  readonly column: number;
  readonly anchorRow: number;
  readonly anchorColumn: number;
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
