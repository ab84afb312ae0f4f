import type { DecimalMark, Separator } from '../../shared/api/separators.ts';
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

/**
 * The decimal mark of a locale, as `de-DE` or as systems write it, `de_DE.UTF-8`, `en-US@rg=dezzzz`; a point where it is
 * not known.
 */
export function decimalMarkFor(locale: string): DecimalMark {
  const tag = locale.replace(/[.@].*$/, '').replaceAll('_', '-');
  try {
    const { language, region } = new Intl.Locale(tag);
    const chosen = /[@;]rg=([a-z]{2})zzzz/i.exec(locale)?.[1];
    return markOf(chosen === undefined ? tag : `${language}-${chosen}`, chosen ?? region);
  } catch {
    // Systems also say C or POSIX, which are no languages.
    return '.';
  }
}

function markOf(tag: string, region: string | undefined): DecimalMark {
  const format = new Intl.NumberFormat(tag);
  const known = new Intl.Locale(format.resolvedOptions().locale);
  if (region !== undefined && known.region === undefined) {
    // Not every language is known in every region, as Japanese in Germany: numbers are written as people there do.
    return markOf(new Intl.Locale(`und-${region}`).maximize().toString(), undefined);
  }
  const parts = format.formatToParts(1.5);
  return parts.some(({ type, value }) => type === 'decimal' && value === ',') ? ',' : '.';
}
