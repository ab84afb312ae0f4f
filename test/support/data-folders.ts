import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { until } from './until.ts';

/** A folder for one test; what is in it goes with `removeDataFolders`. */
export async function makeDataFolder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'rollcall-test-'));
  made.push(dir);
  return join(dir, 'data');
}

/** A copy of another one, whose Rollcall is closed. */
export async function copyDataFolder(original: string): Promise<string> {
  const dataDir = await makeDataFolder();
  await cp(original, dataDir, { recursive: true });
  return dataDir;
}

const made: string[] = [];

export async function removeDataFolders(): Promise<void> {
  // A browser that was just killed may still write.
  const patience = { maxRetries: 20, retryDelay: 50 };
  for (const dir of made.splice(0)) await rm(dir, { recursive: true, force: true, ...patience });
}

type Row = Record<string, SQLOutputValue>;

/** Rows of a database that may be in use, none while it is only being made; it is opened and closed for each question. */
export function rowsOf(path: string, sql: string, ...params: (string | number)[]): Row[] {
  if (!existsSync(path)) return [];
  const db = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
  try {
    if (db.prepare('PRAGMA user_version').get()?.user_version === 0) return [];
    return db.prepare(sql).all(...params);
  } finally {
    db.close();
  }
}

export function inboxPath(dataDir: string): string {
  return join(dataDir, 'inbox.db');
}

export function rosterPath(dataDir: string): string {
  return join(dataDir, 'roster.db');
}

/** Who is in a cohort, sorted. */
export function membersOf(dataDir: string, cohort = '7'): string[] {
  const sql = `
    SELECT distinct_id AS id FROM member JOIN cohort ON cohort.id = member.cohort
    WHERE cohort_id = ? ORDER BY distinct_id`;
  return rowsOf(rosterPath(dataDir), sql, cohort).map(({ id }) => String(id));
}

/** Number of the newest sync page kept, 0 if there is none. */
export function lastKept(dataDir: string): number {
  const sql = "SELECT coalesce(max(number), 0) AS n FROM delivery WHERE kind = 'sync'";
  return Number(rowsOf(inboxPath(dataDir), sql)[0]?.n);
}

export function appliedMark(dataDir: string): number {
  return Number(rowsOf(rosterPath(dataDir), 'SELECT applied AS n FROM mark')[0]?.n);
}

/** Resolves once everything kept is applied. */
export async function allApplied(dataDir: string): Promise<void> {
  await until('everything kept is applied', () => appliedMark(dataDir) >= lastKept(dataDir));
}

/** What SQLite finds wrong with a file; empty when it is whole. */
export function integrityProblems(path: string): string[] {
  return rowsOf(path, 'PRAGMA integrity_check')
    .map(({ integrity_check }) => String(integrity_check))
    .filter((line) => line !== 'ok');
}
