import { Thread } from '../store/thread.ts';
import type { ExportMethods } from './export-thread.ts';
import type { ExportRequest } from './request.ts';

export interface ExportPreview {
  readonly header: string[];
  readonly rows: string[][];
}

/** The first rows as the file would hold them. Rejects as an export does. */
export async function previewExport(request: ExportRequest, limit: number): Promise<ExportPreview> {
  const thread: Thread<ExportMethods> = new Thread(import.meta.url, 'export-thread');
  try {
    // What is shown are cells: the separator makes no difference to them.
    const format = { ...request.format, separator: 'comma' } as const;
    await thread.call('open', { ...request, format });
    const piece = await thread.call('next', undefined);
    const text =
      piece === null || piece.bytes === null ? '' : new TextDecoder().decode(piece.bytes);
    const [header = [], ...rows] = firstRecords(text, limit + 1);
    return { header, rows };
  } finally {
    await thread.close();
  }
}

/** Records of RFC 4180, as our own exports write them. */
function firstRecords(csv: string, limit: number): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  for (const [, quoted, plain = '', end] of csv.matchAll(
    /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n|$)/g,
  )) {
    if (records.length === limit) break;
    record.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    if (end === '') break;
    records.push(record);
    record = [];
  }
  return records;
}
