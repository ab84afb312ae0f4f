import type { App } from '../../state/app-context.tsx';
import type { ExportState } from './use-export.ts';

/** How an export ended, in a sentence. */
export function exportEnd(ended: ExportState, t: App['t']): string {
  const { rows, fileName, apostrophes } = ended;
  if (ended.state === 'cancelled') return t.export.cancelled;
  if (ended.state === 'failed') return t.export.failed;
  const caution = apostrophes > 0 ? [t.export.apostrophes(apostrophes)] : [];
  return t.common.sentences([t.export.done(rows, fileName), ...caution]);
}
