/** RFC 4180, read strictly and by rules of its own: what it can't read is an error. */
export function parseCsv(text: string, separator = ',', lineEnd = '\r\n'): string[][] {
  const rows: string[][] = [];
  let at = 0;
  while (at < text.length) {
    const row: string[] = [];
    for (;;) {
      row.push(field());
      if (text[at] !== separator) break;
      at += 1;
    }
    if (!text.startsWith(lineEnd, at)) throw new Error(`a line ends badly at ${at}`);
    at += lineEnd.length;
    rows.push(row);
  }
  return rows;

  function field(): string {
    if (text[at] !== '"') {
      const start = at;
      while (at < text.length && !`${separator}\r\n"`.includes(text[at] ?? '')) at += 1;
      return text.slice(start, at);
    }
    let value = '';
    for (;;) {
      const close = text.indexOf('"', at + 1);
      if (close < 0) throw new Error('a quoted field does not end');
      value += text.slice(at + 1, close);
      at = close + 1;
      if (text[at] !== '"') return value;
      value += '"';
    }
  }
}
