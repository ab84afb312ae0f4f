import type { Separator } from '../../shared/api/separators.ts';
import type { ExportFormat } from './request.ts';

/** The sign that stands between the fields of a line. */
export const SIGNS: Readonly<Record<Separator, string>> = { comma: ',', semicolon: ';', tab: '\t' };

/** What separates in a format as long as nothing is chosen. */
export function usualSeparator(format: ExportFormat): Separator {
  return format.kind === 'import' ? 'comma' : separatorFor(format.locale ?? format.language);
}

/** What a spreadsheet of this locale (`de-DE`, `ja`) expects: where the comma is taken by decimals, a semicolon. */
export function separatorFor(locale: string): Separator {
  return decimalMarkFor(locale) === ',' ? 'semicolon' : 'comma';
}

export type DecimalMark = '.' | ',';

/** The decimal mark of a locale, as `de-DE` or as systems write it, `de_DE.UTF-8`; a point where it is not known. */
export function decimalMarkFor(locale: string): DecimalMark {
  const tag = locale.replace(/[.@].*$/, '').replaceAll('_', '-');
  try {
    const parts = new Intl.NumberFormat(tag).formatToParts(1.5);
    return parts.some(({ type, value }) => type === 'decimal' && value === ',') ? ',' : '.';
  } catch {
    // Systems also say C or POSIX, which are no languages.
    return '.';
  }
}
