/** A cell of the grid by its position, and its element. */
export interface CellUnder {
  readonly row: number;
  readonly column: number;
  readonly element: HTMLElement;
}

/** The cell that an event is about; null beside the cells. One listener serves them all. */
export function cellUnder(target: EventTarget): CellUnder | null {
  const element = target instanceof Element ? target.closest<HTMLElement>('[role=gridcell]') : null;
  const row = element?.parentElement?.getAttribute('aria-rowindex');
  const column = element?.getAttribute('aria-colindex');
  if (element === null || row == null || column == null) return null;
  return { row: Number(row) - 2, column: Number(column) - 1, element };
}

/** A text that is cut off can be read whole by pointing at it. */
export function titleWhereCut(target: EventTarget): void {
  const element = cellUnder(target)?.element;
  if (element === undefined) return;
  if (element.scrollWidth > element.clientWidth) element.title = element.textContent;
  else element.removeAttribute('title');
}
