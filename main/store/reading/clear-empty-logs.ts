import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { DataFolder } from '../data-folder.ts';
import { storeTrouble } from '../database.ts';

/**
 * Whoever only reads a file that nobody has open leaves an empty log beside it, and may not remove it. Opened for
 * writing and closed again, SQLite clears it away; beside a running instance that does nothing.
 */
export function clearEmptyLogs({ inboxPath, rosterPath }: DataFolder): void {
  for (const path of [inboxPath, rosterPath]) {
    if (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size !== 0) continue;
    try {
      const db = new DatabaseSync(path, { timeout: 0 });
      db.prepare('SELECT count(*) FROM sqlite_schema').get();
      db.close();
    } catch (error) {
      // In use or not to be written: the log is cleared away when Rollcall closes next.
      if (storeTrouble(error) === null) throw error;
    }
  }
}
