/** The longest text Excel takes within a formula, in UTF-16 units. */
const LONGEST_IN_FORMULA = 255;
const LINE_BREAKS = /\r\n?|\n/g;

/** A cell that a spreadsheet shows as `text`; null where no formula can say it. */
export function protectedText(text: string, locale: string): string | null {
  if (text.length > LONGEST_IN_FORMULA) return null;
  const formula = `="${text.replaceAll('"', '""')}"`;
  if (!/[\r\n]/.test(text)) return formula;
  // LibreOffice shows a formula with a line break in its text as it stands, so the break is computed instead; and
  // both show nothing for a carriage return: their breaks are line feeds.
  return isCharKnown(locale) ? formula.replace(LINE_BREAKS, '"&CHAR(10)&"') : null;
}

/** Excel reads a function's name in its own language; in these it is the English one. */
function isCharKnown(locale: string): boolean {
  return /^(?:en|ja|zh|ko)(?![a-z])/i.test(locale);
}
