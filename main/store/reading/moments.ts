import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { RollcallError } from '../../../shared/errors.ts';
import { readTime } from './read-time.ts';

const numberRow = z.object({ number: z.number() }).optional();

/** The delivery after which a past membership stands: that of a sync (its id or session id), or of a time. */
export function resolveMoment(db: DatabaseSync, cohort: number, asOf: string): number {
  const bySync = /^\d{1,12}$/.test(asOf) ? momentOfSync(db, cohort, Number(asOf)) : null;
  const moment = bySync ?? momentOfSession(db, cohort, asOf) ?? momentOfTime(db, asOf);
  if (moment !== null) return moment;
  if (/^\d+$/.test(asOf)) throw new RollcallError('SYNC_UNKNOWN', { sync: asOf });
  throw new RollcallError('TIME_UNREADABLE', { value: asOf });
}

/** After its completing delivery, else after its last one. */
function momentOfSync(db: DatabaseSync, cohort: number, sync: number): number | null {
  const row = db
    .prepare(
      'SELECT coalesce(completed, last_delivery) AS number FROM sync WHERE cohort = ? AND id = ?',
    )
    .get(cohort, sync);
  return numberRow.parse(row)?.number ?? null;
}

/** Both halves of a session count: after the later one. */
function momentOfSession(db: DatabaseSync, cohort: number, sessionId: string): number | null {
  const row = db
    .prepare(`
      SELECT coalesce(completed, last_delivery) AS number FROM sync
      WHERE cohort = ? AND session_id = ? ORDER BY number DESC LIMIT 1`)
    .get(cohort, sessionId);
  return numberRow.parse(row)?.number ?? null;
}

/** After the last delivery received by then, or (a date alone) on that day here; before the first one nobody was in. */
function momentOfTime(db: DatabaseSync, text: string): number | null {
  const atMs = readTime(text);
  if (atMs === null) return null;
  const row = db
    .prepare(
      'SELECT delivery AS number FROM applied WHERE received_at <= ? ORDER BY delivery DESC LIMIT 1',
    )
    .get(atMs);
  return numberRow.parse(row)?.number ?? 0;
}
