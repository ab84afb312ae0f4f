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
