import { printable } from '../printable.ts';

/** Takes two cells of a terminal: the writing of East Asia, and emoji. Source: Unicode, East Asian Width (UAX 11). */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;
/** Takes none by itself. */
const NO_CELL = /^[\p{M}\p{Cf}]+$/u;
const ASCII = /^[ -~]*$/;

const letters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Rows as aligned text, for a person at a terminal. */
export function table(rows: readonly (readonly string[])[]): string {
  const shown = rows.map((row) => row.map(printable));
  const widths =
    shown[0]?.map((_, column) => Math.max(...shown.map((row) => cellsOf(row[column] ?? '')))) ?? [];
  const lines = shown.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - cellsOf(cell)))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}

/** How many cells of a terminal a text takes. */
function cellsOf(text: string): number {
  if (ASCII.test(text)) return text.length;
  let cells = 0;
  for (const { segment } of letters.segment(text)) {
    if (!NO_CELL.test(segment)) cells += WIDE.test(segment) ? 2 : 1;
  }
  return cells;
}
