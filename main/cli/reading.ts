import { createLogger } from '../log.ts';
import { dataFolder } from '../store/data-folder.ts';
import { clearEmptyLogs } from '../store/reading/clear-empty-logs.ts';
import { openRosterUpToDate, type Roster } from '../store/reading/open-up-to-date.ts';
import type { CommandContext } from './command.ts';
import { dataDirOf } from './data-dir.ts';

/** Reads from a data folder's roster, up to date, and closes it again. */
export async function readRoster<T>(
  dataDir: string | undefined,
  context: CommandContext,
  read: (roster: Roster) => T | Promise<T>,
): Promise<T> {
  const log = createLogger(() => {});
  const dir = dataDirOf(dataDir, context.environment);
  const roster = await openRosterUpToDate(dir, log);
  try {
    return await read(roster);
  } finally {
    roster.close();
    clearEmptyLogs(dataFolder(dir));
  }
}

/** A time as other programs read it; null where there is none. */
export function isoTime(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
