const SEARCHED = ['distinct_id', 'email', 'first_name', 'last_name', 'phone'] as const;

/** A condition on member rows named `m`: the text stands in some common field, whatever its case in ASCII. */
export function searchClause(search: string | undefined): {
  readonly clause: string;
  readonly pattern: Readonly<Record<string, string>>;
} {
  if (search === undefined || search === '') return { clause: '', pattern: {} };
  const anywhere = SEARCHED.map((column) => `m.${column} LIKE :pattern ESCAPE '\\'`).join(' OR ');
  const pattern = `%${search.replace(/[\\%_]/g, (special) => `\\${special}`)}%`;
  return { clause: ` AND (${anywhere})`, pattern: { pattern } };
}
