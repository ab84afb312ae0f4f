const NAME = /\s*"((?:[^"]|"")*)"\s*(?:,|$)|([^,]+)(?:,|$)/g;

/** Names separated by commas; a name with a comma, or with blanks that are to count, stands in quotes. */
export function readColumns(text: string): string[] {
  return [...text.matchAll(NAME)].map(([, quoted, plain = '']) =>
    quoted === undefined ? plain : quoted.replaceAll('""', '"'),
  );
}
