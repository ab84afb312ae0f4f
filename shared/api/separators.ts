/** What may stand between the fields of a line. */
export const SEPARATORS = ['comma', 'semicolon', 'tab'] as const;
/** What may stand between a number's whole and its decimals. */
export const DECIMAL_MARKS = ['.', ','] as const;
export type DecimalMark = (typeof DECIMAL_MARKS)[number];
export type Separator = (typeof SEPARATORS)[number];
