import type { Rectangle } from 'electron';

const DEFAULT_SIZE = { width: 1280, height: 800 };
export const MIN_SIZE = { width: 720, height: 480 };

// Enough of the window to see it and to take hold of its title bar.
const VISIBLE_WIDTH = 160;
const TITLE_HEIGHT = 40;

/** Where the window opens: where it was, if it can be seen there now; else in the middle, at its usual size. */
export function windowPlace(
  remembered: Readonly<Rectangle> | null,
  workAreas: readonly Readonly<Rectangle>[],
): Partial<Rectangle> & { readonly width: number; readonly height: number } {
  if (remembered === null) return DEFAULT_SIZE;
  const area = workAreas.find((candidate) => isWithinReach(remembered, candidate));
  const width = Math.max(MIN_SIZE.width, Math.min(remembered.width, area?.width ?? Infinity));
  const height = Math.max(MIN_SIZE.height, Math.min(remembered.height, area?.height ?? Infinity));
  return area === undefined
    ? { ...DEFAULT_SIZE }
    : { x: remembered.x, y: remembered.y, width, height };
}

function isWithinReach(window: Readonly<Rectangle>, area: Readonly<Rectangle>): boolean {
  const visibleWidth =
    Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  const isTitleInside = window.y >= area.y && window.y + TITLE_HEIGHT <= area.y + area.height;
  return visibleWidth >= VISIBLE_WIDTH && isTitleInside;
}
