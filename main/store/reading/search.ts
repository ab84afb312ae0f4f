/** A condition that begins with AND: the text stands in one of these columns, whatever its case in ASCII. */
export function searchClause(
  search: string | undefined,
  columns: readonly string[],
): {
  readonly clause: string;
  readonly pattern: Readonly<Record<string, string>>;
} {
  if (search === undefined || search === '') return { clause: '', pattern: {} };
  const anywhere = columns.map((column) => `${column} LIKE :pattern ESCAPE '\\'`).join(' OR ');
  const pattern = `%${search.replace(/[\\%_]/g, (special) => `\\${special}`)}%`;
  return { clause: ` AND (${anywhere})`, pattern: { pattern } };
}
