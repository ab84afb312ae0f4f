import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { RollcallError } from '../../../shared/errors.ts';
import type { Logger } from '../../log.ts';
import { dataFolder, openingTrouble } from '../data-folder.ts';
import { openForReading, schemaVersion } from '../database.ts';
import { INBOX_MIGRATIONS } from '../migrations/inbox.ts';
import { ROSTER_MIGRATIONS } from '../migrations/roster.ts';
import { QUIET_MS } from '../quiet-watch.ts';
import { listAwaitedQuiet } from '../roster/settle-quiet.ts';
import { SyncStates } from '../roster/sync-state.ts';
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
    await settleWhatIsQuiet(dir, log);
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
  while (mark === null || mark < target || isOlder(dir)) {
    if (await applyRest(dir, log)) break;
    await wait(POLL_MS);
    const now = appliedMark(rosterPath);
    if (now !== mark) advancedAtMs = Date.now();
    mark = now;
    if (Date.now() - advancedAtMs > STALLED_MS) throw new RollcallError('APPLYING_STALLED');
  }
}

/** Brings the files of an earlier version to the present schema, which reading asks for. Throws APPLYING_STALLED. */
export async function upgradeFolder(dir: string, log: Logger): Promise<void> {
  try {
    if (isOlder(dir)) await waitUntilApplied(dir, log);
  } catch (error) {
    throw openingTrouble(error, dir);
  }
}

function isOlder(dir: string): boolean {
  const { inboxPath, rosterPath } = dataFolder(dir);
  return (
    versionOf(inboxPath, INBOX_MIGRATIONS) < INBOX_MIGRATIONS.length ||
    versionOf(rosterPath, ROSTER_MIGRATIONS) < ROSTER_MIGRATIONS.length
  );
}

/** What does not exist is made by whoever writes. */
function versionOf(path: string, migrations: readonly string[]): number {
  if (!existsSync(path)) return migrations.length;
  const db = openForReading(path, migrations);
  try {
    return schemaVersion(db);
  } finally {
    db.close();
  }
}

/** Full syncs that became complete while nobody was here. A running instance looks by itself. */
async function settleWhatIsQuiet(dir: string, log: Logger): Promise<void> {
  const roster = openForReading(dataFolder(dir).rosterPath, ROSTER_MIGRATIONS);
  const awaited = listAwaitedQuiet(roster, new SyncStates(roster));
  roster.close();
  if (!awaited.some(({ lastAtMs }) => Date.now() - lastAtMs >= QUIET_MS)) return;
  try {
    await applyRest(dir, log);
  } catch (error) {
    // Where nothing can be written, what is there is read as it is.
    if (!(error instanceof RollcallError) || error.code !== 'DATA_DIR_UNUSABLE') throw error;
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
    try {
      await store.applyAll();
      await store.settleQuiet();
      await store.applyAll();
    } finally {
      await store.close();
    }
    return true;
  } catch (error) {
    if (error instanceof RollcallError && error.code === 'DATA_DIR_IN_USE') return false;
    throw error;
  }
}

function lastAcknowledged(inboxPath: string): number {
  if (!existsSync(inboxPath)) return 0;
  const sql =
    "SELECT number FROM delivery WHERE kind IN ('sync', 'quiet') ORDER BY number DESC LIMIT 1";
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
