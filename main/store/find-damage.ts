import type { Logger } from '../log.ts';
import type { DataFolder } from './data-folder.ts';
import type { Check, ReaderMethods } from './reader-thread.ts';
import { Thread } from './thread.ts';

/** Those of the two files in which SQLite finds damage; looked for on a thread that ends with the check. */
export async function findDamage(
  { inboxPath, rosterPath }: DataFolder,
  check: Check,
): Promise<string[]> {
  const reader = new Thread<ReaderMethods>(import.meta.url, 'reader-thread');
  try {
    return await reader.call('findDamage', { paths: [inboxPath, rosterPath], check });
  } finally {
    await reader.close();
  }
}

export interface UncleanEndParts {
  readonly log: Logger;
  readonly isClosed: () => boolean;
  readonly onDamage: () => void;
}

/** Checks the files beside everything else: what is damaged is set aside by opening anew. */
export async function checkAfterUncleanEnd(
  folder: DataFolder,
  { log, isClosed, onDamage }: UncleanEndParts,
): Promise<void> {
  log.info('checking-after-an-unclean-end', {});
  try {
    if ((await findDamage(folder, 'quick_check')).length > 0) onDamage();
  } catch (error) {
    // Closing meanwhile ends the check; the next start makes it again.
    if (!isClosed()) log.error('check-failed', error, {});
  }
}
