import { SHEET_MEMBERS } from '../../../shared/excel-limits.ts';
import type { App } from '../../state/app-context.tsx';
import type { ExportState } from './use-export.ts';

/** How an export ended, in a sentence. */
export function exportEnd(ended: ExportState, t: App['t']): string {
  const { rows, fileName, apostrophes, cut, kind } = ended;
  if (ended.state === 'cancelled') return t.export.cancelled;
  if (ended.state === 'failed') return t.export.failed;
  return t.common.sentences([
    t.export.done(rows, fileName),
    ...(apostrophes > 0 ? [t.export.apostrophes(apostrophes)] : []),
    ...(cut > 0 ? [t.export.cut(cut)] : []),
    ...(kind === 'excel' && rows > SHEET_MEMBERS ? [t.export.notShown(SHEET_MEMBERS)] : []),
  ]);
}
