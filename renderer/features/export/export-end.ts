import { completenessSentences } from '../../../shared/completeness-sentences.ts';
import { SHEET_MEMBERS } from '../../../shared/excel-limits.ts';
import { type Language, messages } from '../../../shared/messages/messages.ts';
import type { ExportState } from './use-export.ts';

/** How an export ended, in a sentence. */
export function exportEnd(ended: ExportState, language: Language): string {
  const { screens: t, exportWarnings } = messages(language);
  const { rows, fileName, apostrophes, cut, kind, completeness } = ended;
  if (ended.state === 'cancelled') return t.export.cancelled;
  if (ended.state === 'failed') return t.export.failed;
  return t.common.sentences([
    t.export.done(rows, fileName),
    ...(apostrophes > 0 ? [t.export.apostrophes(apostrophes)] : []),
    ...(cut > 0 ? [t.export.cut(cut)] : []),
    ...(kind === 'excel' && rows > SHEET_MEMBERS ? [t.export.notShown(SHEET_MEMBERS)] : []),
    ...(completeness === null ? [] : completenessSentences(completeness, exportWarnings)),
  ]);
}
