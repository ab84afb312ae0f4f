/** The longest text Excel takes within a formula, in UTF-16 units. */
const LONGEST_IN_FORMULA = 255;
const LINE_BREAK = /[\r\n]/;

/** A cell that a spreadsheet shows as `text`; null where no formula can say it. */
export function protectedText(text: string, locale: string): string | null {
  if (text.length > LONGEST_IN_FORMULA) return null;
  const formula = `="${text.replaceAll('"', '""')}"`;
  if (!LINE_BREAK.test(text)) return formula;
  // LibreOffice shows a formula with a line break in its text as it stands, so the break is computed instead.
  return isCharKnown(locale)
    ? formula.replaceAll('\r', '"&CHAR(13)&"').replaceAll('\n', '"&CHAR(10)&"')
    : null;
}

/** Excel reads a function's name in its own language; in these it is the English one. */
function isCharKnown(locale: string): boolean {
  return /^(?:en|ja|zh|ko)(?![a-z])/i.test(locale);
}
