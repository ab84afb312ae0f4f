import { count } from './count-en.ts';

const number = new Intl.NumberFormat('en');
const memberCount = (n: number) => count(n, 'member', 'members');

/** What the export dialog says. Times and sizes come formatted. */
export const exportEn = {
  title: (name: string) => `Export ${name}`,
  members: 'Members now',
  membersAt: (when: string) => `Members as of ${when}`,
  joined: (when: string) => `Joined, ${when}`,
  left: (when: string) => `Left, ${when}`,
  matching: (text: string) => `matching “${text}”`,
  kind: 'For',
  excel: 'A person with Excel',
  excelText: 'Opens with a double click. Long numbers and phones stay as they are.',
  import: 'Another program',
  importText: 'Plain UTF-8 with Mixpanel’s own column names.',
  columns: 'Columns',
  allColumns: 'All columns',
  chosenColumns: (n: number, all: number) => `${number.format(n)} of ${number.format(all)} columns`,
  separator: 'Separator',
  separators: { comma: 'Comma', semicolon: 'Semicolon', tab: 'Tab' },
  usualSeparator: (separator: string) => `Automatic: ${separator}`,
  separatorNote: 'This computer expects another separator: Excel may show each row in one cell.',
  preview: 'Preview',
  firstLine: 'First line',
  excelNote: 'What stands here as ="…" Excel shows as plain text, with every digit.',
  rows: (n: number) => count(n, 'row', 'rows'),
  start: (n: number) => `Export ${count(n, 'row', 'rows')}`,
  noColumns: 'Choose at least one column.',
  progress: (rows: number, total: number) =>
    `${number.format(rows)} of ${count(total, 'row', 'rows')} written`,
  done: (rows: number, file: string) => `${memberCount(rows)} written to ${file}.`,
  apostrophes: (n: number) =>
    `${count(n, 'cell is', 'cells are')} too long for Excel and begin with an apostrophe.`,
  willCut: (n: number, wholeKind: string) =>
    `${count(n, 'value is', 'values are')} longer than the 32,767 characters that fit into an Excel cell and will be cut there, with a mark. “${wholeKind}” writes everything.`,
  cut: (n: number) =>
    `${count(n, 'value was', 'values were')} too long for Excel and cut there, with a mark.`,
  willNotShow: (shown: number) =>
    `Excel shows only the first ${memberCount(shown)}. The file will hold everyone; to see them all in Excel, filter the list and export it in parts.`,
  notShown: (shown: number) => `Excel shows only the first ${memberCount(shown)} of them.`,
  cancelled: 'The export was cancelled. Nothing was written.',
  failed: 'The export did not work. Nothing was written.',
  unknown: 'How the export ended is not known. Look whether the file is there and whole.',
  showInFolder: 'Show in folder',
  again: 'Change and export again',
};
