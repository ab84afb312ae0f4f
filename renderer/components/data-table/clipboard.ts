/** A value as a spreadsheet takes it: text stays text, whatever it looks like. */
export interface CopiedCell {
  readonly text: string;
  readonly isNumeric: boolean;
}

/** Puts a table on the clipboard in both forms a spreadsheet reads. */
export async function copyTable(rows: readonly (readonly CopiedCell[])[]): Promise<void> {
  const plain = rows.map((row) => row.map(({ text }) => quoted(text)).join('\t')).join('\r\n');
  await navigator.clipboard.write([
    new ClipboardItem({
      'text/plain': new Blob([plain], { type: 'text/plain' }),
      'text/html': new Blob([html(rows)], { type: 'text/html' }),
    }),
  ]);
}

function quoted(text: string): string {
  return /["\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

// the number format "@" keeps phones, long ids and what looks like a formula as text
function html(rows: readonly (readonly CopiedCell[])[]): string {
  const cell = ({ text, isNumeric }: CopiedCell) =>
    `<td${isNumeric ? '' : ` style="mso-number-format:'\\@'"`}>${escaped(text)}</td>`;
  return `<table>${rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('')}</table>`;
}

function escaped(text: string): string {
  return (
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      // without it Excel begins another row
      .replaceAll('\n', '<br style="mso-data-placement:same-cell">')
  );
}
