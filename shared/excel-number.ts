import type { DecimalMark } from './api/separators.ts';

const PLAIN = /^-?(\d+)(?:\.(\d+))?$/;
const EXPONENT = /[eE]/;
/** Excel shows longer whole numbers as 1.23E+11. */
const WHOLE_DIGITS = 11;
/** Excel computes with this many and drops the rest. */
const SIGNIFICANT_DIGITS = 15;

/** A JSON number as Excel is to read it; null where only text keeps every digit. */
export function excelNumber(json: string, decimalMark: DecimalMark): string | null {
  const text = EXPONENT.test(json) ? String(Number(json)) : json;
  const [, whole, decimals = ''] = PLAIN.exec(text) ?? [];
  if (whole === undefined || whole.length > WHOLE_DIGITS) return null;
  const significant = (whole + decimals).replace(/^0+/, '');
  if (significant.length > SIGNIFICANT_DIGITS) return null;
  return decimals === '' ? text : text.replace('.', decimalMark);
}
