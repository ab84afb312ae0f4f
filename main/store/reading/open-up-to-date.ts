import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { RollcallError } from '../../../shared/errors.ts';
import type { Logger } from '../../log.ts';
import { dataFolder, openingTrouble } from '../data-folder.ts';
import { openForReading } from '../database.ts';
import { INBOX_MIGRATIONS } from '../migrations/inbox.ts';
import { ROSTER_MIGRATIONS } from '../migrations/roster.ts';
import { openStore } from '../store.ts';

/** The roster, open for reading. */
export type Roster = DatabaseSync;

const POLL_MS = 50;
const STALLED_MS = 30_000;

/**
 * Opens the roster for reading once everything acknowledged before the call is applied: by the running
 * instance, or right here when there is none. Throws DATA_DIR_MISSING, APPLYING_STALLED. Makes no data.
 */
export async function openRosterUpToDate(dir: string, log: Logger): Promise<Roster> {
  const { inboxPath, rosterPath } = dataFolder(dir);
  if (!existsSync(inboxPath) && !existsSync(rosterPath)) {
    throw new RollcallError('DATA_DIR_MISSING', { path: dir });
  }
  try {
    await waitUntilApplied(dir, log);
    return openForReading(rosterPath, ROSTER_MIGRATIONS);
  } catch (error) {
    throw openingTrouble(error, dir);
  }
}

async function waitUntilApplied(dir: string, log: Logger): Promise<void> {
  const { inboxPath, rosterPath } = dataFolder(dir);
  const target = lastAcknowledged(inboxPath);
  let mark = appliedMark(rosterPath);
  let advancedAtMs = Date.now();
  while (mark === null || mark < target) {
    if (await applyRest(dir, log)) break;
    await wait(POLL_MS);
    const now = appliedMark(rosterPath);
    if (now !== mark) advancedAtMs = Date.now();
    mark = now;
    if (Date.now() - advancedAtMs > STALLED_MS) throw new RollcallError('APPLYING_STALLED');
  }
}

/** With no instance running, takes the folder and applies what waits; false while another one has it. */
async function applyRest(dir: string, log: Logger): Promise<boolean> {
  try {
    const store = await openStore({
      dir,
      log,
      retention: { days: 36_500, bytes: Number.MAX_SAFE_INTEGER },
    });
    await store.applyAll().finally(() => store.close());
    return true;
  } catch (error) {
    if (error instanceof RollcallError && error.code === 'DATA_DIR_IN_USE') return false;
    throw error;
  }
}

function lastAcknowledged(inboxPath: string): number {
  if (!existsSync(inboxPath)) return 0;
  const sql = "SELECT number FROM delivery WHERE kind = 'sync' ORDER BY number DESC LIMIT 1";
  return readNumber(openForReading(inboxPath, INBOX_MIGRATIONS), sql) ?? 0;
}

function appliedMark(rosterPath: string): number | null {
  if (!existsSync(rosterPath)) return null;
  return readNumber(
    openForReading(rosterPath, ROSTER_MIGRATIONS),
    'SELECT applied AS number FROM mark',
  );
}

/** null while the file is still being made. */
function readNumber(db: DatabaseSync, sql: string): number | null {
  try {
    if (Number(db.prepare('PRAGMA user_version').get()?.user_version) === 0) return null;
    const row = db.prepare(sql).get();
    return row === undefined ? null : Number(row.number);
  } finally {
    db.close();
  }
}
