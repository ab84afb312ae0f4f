// Source: support.microsoft.com, "Excel specifications and limits".

/** What fits into a cell, in UTF-16 units. */
export const CELL_CHARACTERS = 32_767;
/** The rows of a sheet below its header. */
export const SHEET_MEMBERS = 1_048_575;
