import type { Completeness } from '../../shared/api/completeness.ts';
import type { Separator } from '../../shared/api/separators.ts';
import { Thread } from '../store/thread.ts';
import type { ExportMethods } from './export-thread.ts';
import type { ExportRequest } from './request.ts';
import { SIGNS, usualSeparator } from './separator.ts';

const LONGEST_LINE = 500;

export interface ExportPreview {
  readonly header: string[];
  readonly rows: string[][];
  /** As it stands in the file, cut off where it is very long. */
  readonly firstLine: string;
  readonly usualSeparator: Separator;
  readonly completeness: Completeness;
}

/** The first rows as the file would hold them. Rejects as an export does. */
export async function previewExport(request: ExportRequest, limit: number): Promise<ExportPreview> {
  const thread: Thread<ExportMethods> = new Thread(import.meta.url, 'export-thread');
  const { format } = request;
  try {
    const completeness = await thread.call('open', request);
    const piece = await thread.call('next', undefined);
    const text =
      piece === null || piece.bytes === null ? '' : new TextDecoder().decode(piece.bytes);
    const usual = usualSeparator(format);
    const records = firstRecords(text, SIGNS[format.separator ?? usual], limit + 1);
    const [header = [], ...rows] = records.map(({ cells }) => cells);
    const firstLine = text.slice(0, Math.min(records.at(0)?.end ?? 0, LONGEST_LINE));
    return { header, rows, firstLine, usualSeparator: usual, completeness };
  } finally {
    await thread.close();
  }
}

/** How many values the file will hold cut, since Excel takes no longer ones. Rejects as an export does. */
export async function foreseeCuts(request: ExportRequest): Promise<number> {
  const thread: Thread<ExportMethods> = new Thread(import.meta.url, 'export-thread');
  try {
    return await thread.call('countCuts', request);
  } finally {
    await thread.close();
  }
}

interface CsvRecord {
  readonly cells: string[];
  /** Where its line ends in the text. */
  readonly end: number;
}

/** Records of RFC 4180, as our own exports write them. */
function firstRecords(csv: string, sign: string, limit: number): CsvRecord[] {
  const records: CsvRecord[] = [];
  let cells: string[] = [];
  const field = new RegExp(`(?:"((?:[^"]|"")*)"|([^${sign}\\r\\n]*))(${sign}|\\r\\n|$)`, 'g');
  for (const { index, 0: whole, 1: quoted, 2: plain = '', 3: end = '' } of csv.matchAll(field)) {
    if (records.length === limit) break;
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === sign) continue;
    if (end === '') break;
    records.push({ cells, end: index + whole.length - end.length });
    cells = [];
  }
  return records;
}
