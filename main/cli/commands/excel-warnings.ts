import { SHEET_MEMBERS } from '../../../shared/excel-limits.ts';
import type { Messages } from '../../../shared/messages/messages.ts';
import { foreseeCuts } from '../../export/preview.ts';
import type { ExportRequest, ExportResult } from '../../export/request.ts';

type Sentences = Messages['exportWarnings'];

/** What Excel will not take of an export, said before it is written. */
export async function foreseeExcel(
  request: ExportRequest,
  members: number,
  sentences: Sentences,
): Promise<string[]> {
  if (request.format.kind !== 'excel') return [];
  const cuts = await foreseeCuts(request);
  return [
    ...(cuts > 0 ? [sentences.willCut(cuts)] : []),
    ...(members > SHEET_MEMBERS ? [sentences.willNotShow(members, SHEET_MEMBERS)] : []),
  ];
}

/** What was done to values for Excel, and what it will not show. */
export function tellExcel(
  { format }: ExportRequest,
  { rows, apostrophes, cut }: ExportResult,
  sentences: Sentences,
): string[] {
  if (format.kind !== 'excel') return [];
  return [
    ...(apostrophes > 0 ? [sentences.apostrophes(apostrophes)] : []),
    ...(cut > 0 ? [sentences.cut(cut)] : []),
    ...(rows > SHEET_MEMBERS ? [sentences.notShown(rows, SHEET_MEMBERS)] : []),
  ];
}
