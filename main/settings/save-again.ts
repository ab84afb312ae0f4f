import type { Logger } from '../log.ts';
import type { Document } from './document.ts';

/** The folder was replaced: what was chosen stays as it is. */
export async function saveAgain(
  documents: readonly Document<object>[],
  log: Logger,
): Promise<void> {
  try {
    for (const document of documents) await document.save();
  } catch (error) {
    log.error('settings.save-failed', error);
  }
}
