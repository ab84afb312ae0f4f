/** A value as a spreadsheet takes it. */
export interface CopiedCell {
  /** Every character of it, and every digit. */
  readonly text: string;
  /** Where it is to be computed with: as JSON writes it, and as spreadsheets here do. null: text, whatever it looks like. */
  readonly number: { readonly json: string; readonly local: string } | null;
}

/** A table in both forms that other programs read. */
export interface CopiedTable {
  readonly plain: string;
  readonly html: string;
}

export function copiedTable(rows: readonly (readonly CopiedCell[])[]): CopiedTable {
  const plain = rows.map((row) => row.map((cell) => quoted(shown(cell))).join('\t')).join('\r\n');
  return { plain, html: html(rows) };
}

/** Fills the clipboard while the browser copies. */
export function fillClipboard(data: DataTransfer, { plain, html }: CopiedTable): void {
  data.setData('text/plain', plain);
  data.setData('text/html', html);
}

/** Copies what was not there yet when the person asked. Rejects where the browser does not allow it any more. */
export async function copyLater(table: CopiedTable): Promise<void> {
  let isDone = false;
  const allow = (event: Event) => event.preventDefault();
  const fill = (event: ClipboardEvent) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.clipboardData === null) return;
    fillClipboard(event.clipboardData, table);
    isDone = true;
  };
  // Chromium and Safari copy nothing where nothing is selected, unless they are told here that something is.
  window.addEventListener('beforecopy', allow, true);
  window.addEventListener('copy', fill, true);
  document.execCommand('copy');
  window.removeEventListener('beforecopy', allow, true);
  window.removeEventListener('copy', fill, true);
  if (isDone) return;
  const blob = (type: string, text: string) => new Blob([text], { type });
  await navigator.clipboard.write([
    new ClipboardItem({
      'text/plain': blob('text/plain', table.plain),
      'text/html': blob('text/html', table.html),
    }),
  ]);
}

function shown({ text, number }: CopiedCell): string {
  return number?.local ?? text;
}

function quoted(text: string): string {
  return /["\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

// Excel reads the style, LibreOffice `sdnum` (1033 is English, of which "@" and "General" are formats) and `sdval`.
const AS_TEXT = ` style="mso-number-format:'\\@'" sdnum="1033;0;@"`;

function html(rows: readonly (readonly CopiedCell[])[]): string {
  const lines = rows.map((row) => `<tr>${row.map(htmlCell).join('')}</tr>`);
  return `<table>${lines.join('')}</table>`;
}

function htmlCell({ text, number }: CopiedCell): string {
  return number === null
    ? `<td${AS_TEXT}>${escaped(text)}</td>`
    : `<td sdval="${escaped(number.json)}" sdnum="1033;0;General">${escaped(number.local)}</td>`;
}

function escaped(text: string): string {
  return (
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      // without it Excel begins another row
      .replaceAll('\n', '<br style="mso-data-placement:same-cell">')
  );
}
