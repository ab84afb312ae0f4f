/**
 * A condition: rows named `row` have no value at this path of their properties, nor in this column. Not sent, null,
 * empty text, an empty list and an empty object are none. A property counts before the column of its name, which holds
 * it only when it is a text.
 */
export function isNone(row: string, path: string | null, column: string | undefined): string {
  const other = column === undefined ? 'true' : `coalesce(${column}, '') = ''`;
  if (path === null) return `(${other})`;
  const props = columnOf(row, 'props');
  return `CASE json_type(${props}, ${path}) WHEN 'text' THEN (${props} ->> ${path}) = ''
    WHEN 'integer' THEN false WHEN 'real' THEN false WHEN 'true' THEN false WHEN 'false' THEN false
    WHEN 'array' THEN (${props} -> ${path}) = '[]' WHEN 'object' THEN (${props} -> ${path}) = '{}'
    WHEN 'null' THEN true ELSE ${other} END`;
}

/** A column of rows with this name; of an index's own rows, which have none, without it. */
export function columnOf(row: string, column: string): string {
  return row === '' ? column : `${row}.${column}`;
}
