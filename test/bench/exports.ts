import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { ID_FIELD } from '../../main/mixpanel/members.ts';
import { dataFolder } from '../../main/store/data-folder.ts';
import { openForReading } from '../../main/store/database.ts';
import { ROSTER_MIGRATIONS } from '../../main/store/migrations/roster.ts';
import { findCohort } from '../../main/store/reading/cohorts.ts';
import { MemberWindows } from '../../main/store/reading/member-window.ts';
import { listProperties } from '../../main/store/reading/properties.ts';
import { MeasuredProcess } from './measured-process.ts';
import { COHORT_ID } from './pages.ts';
import type { Peer } from './peers.ts';
import { ROLLCALL_PATH } from './rollcall-run.ts';
import type { Workspace } from './workspace.ts';

/** A CSV of all members, written by one program to a file. */
export interface Export {
  readonly rows: number;
  /** From starting the program to its end. */
  readonly seconds: number;
  readonly rowsPerSecond: number;
  readonly peakMemoryBytes: number | null;
  readonly bytes: number;
}

export interface Exporter {
  readonly name: string;
  readonly run: () => Promise<Export>;
  /** Why it can't run. */
  readonly missing: string | null;
}

interface Job {
  readonly workspace: Workspace;
  readonly dataDir: string;
  readonly dir: string;
  readonly rosterPath: string;
  readonly rows: number;
  readonly sql: string;
}

const LIMIT_MS = 600_000;
const POLL_MS = 10;

/** Programs that write the members of a roster at rest as CSV, all columns of each. */
export function exportersOf(
  workspace: Workspace,
  dataDir: string,
  libraries: readonly Peer[],
): Exporter[] {
  const { rosterPath } = dataFolder(dataDir);
  const roster = openForReading(rosterPath, ROSTER_MIGRATIONS);
  const cohort = findCohort(roster, COHORT_ID, undefined, Date.now()).id;
  const everybody = { what: 'members', at: 'now' } as const;
  const rows = new MemberWindows(roster).count({ cohort, selection: everybody }).count;
  const columns = listProperties(roster, cohort).map(({ name }) => name);
  roster.close();
  const sql = selectColumns(cohort, columns);
  const job = { workspace, dataDir, dir: workspace.folder('export'), rosterPath, rows, sql };
  return [
    { name: 'rollcall export', run: () => exportByRollcall(job), missing: null },
    sqliteExporter(job),
    ...libraries.map(({ name, dir, missing }) => ({
      name,
      run: () => exportByLibrary(job, name, dir),
      missing,
    })),
  ];
}

async function exportByRollcall(job: Job): Promise<Export> {
  const outPath = join(job.dir, 'rollcall.csv');
  const what = ['--data-dir', job.dataDir, '--cohort', COHORT_ID, '--out', outPath];
  return await exportByNode(job, [ROLLCALL_PATH, 'export', ...what], outPath);
}

async function exportByLibrary(job: Job, name: string, peerDir: string): Promise<Export> {
  const outPath = join(job.dir, `${name}.csv`);
  const jobPath = join(job.dir, `${name}.json`);
  const { rosterPath, sql } = job;
  writeFileSync(jobPath, JSON.stringify({ rosterPath, sql, outPath }));
  const entry = fileURLToPath(new URL('./csv-library.mjs', import.meta.url));
  return await exportByNode(job, [entry, name, peerDir, jobPath], outPath);
}

async function exportByNode(job: Job, args: readonly string[], outPath: string): Promise<Export> {
  const startedMs = performance.now();
  const process = new MeasuredProcess(job.workspace, args);
  try {
    const figures = await process.ended(LIMIT_MS);
    return describe(job, startedMs, figures?.peakMemoryBytes ?? null, outPath);
  } finally {
    process.kill();
  }
}

/** Older ones don't know the binary form of JSON that the roster holds: they get a copy with plain text. */
function sqliteExporter(job: Job): Exporter {
  const version = spawnSync('sqlite3', [':memory:', 'SELECT sqlite_version()']).stdout?.toString();
  const [major = 0, minor = 0] = (version ?? '').split('.').map(Number);
  const isOld = major === 3 && minor < 45;
  let textPath: string | null = null;
  return {
    name: `sqlite3 -csv ${version?.trim() ?? ''}${isOld ? ', from a copy with JSON as text' : ''}`,
    missing: version === undefined ? 'there is no sqlite3' : null,
    run() {
      textPath ??= isOld ? copyAsText(job) : job.rosterPath;
      return exportBySqlite({ ...job, rosterPath: textPath });
    },
  };
}

function copyAsText({ dir, rosterPath }: Job): string {
  const path = join(dir, 'text.db');
  const copy = new DatabaseSync(path);
  copy.prepare('ATTACH ? AS roster').run(rosterPath);
  copy.exec(`CREATE TABLE member AS
    SELECT cohort, distinct_id, email, first_name, last_name, phone, json(props) AS props FROM roster.member`);
  copy.close();
  return path;
}

async function exportBySqlite(job: Job): Promise<Export> {
  const outPath = join(job.dir, 'sqlite3.csv');
  const out = openSync(outPath, 'w');
  const startedMs = performance.now();
  const child = job.workspace.watch(
    spawn('sqlite3', ['-readonly', '-header', '-csv', job.rosterPath, job.sql], {
      stdio: ['ignore', out, 'inherit'],
      timeout: LIMIT_MS,
    }),
  );
  let peak: number | null = null;
  const poll = setInterval(() => {
    peak = peakMemoryOf(child.pid) ?? peak;
  }, POLL_MS);
  try {
    const [code] = await once(child, 'exit');
    if (code !== 0) throw new Error(`sqlite3 ended with ${code}`);
    return describe(job, startedMs, peak, outPath);
  } finally {
    clearInterval(poll);
    closeSync(out);
  }
}

function describe(
  { rows, workspace }: Job,
  startedMs: number,
  peakMemoryBytes: number | null,
  outPath: string,
): Export {
  const seconds = (performance.now() - startedMs) / 1000;
  const bytes = statSync(outPath).size;
  workspace.remove(outPath);
  return { rows, seconds, rowsPerSecond: rows / seconds, peakMemoryBytes, bytes };
}

/** A query over the same columns that `rollcall export` writes, in the order the rows stand in. */
function selectColumns(cohort: number, columns: readonly string[]): string {
  const selected = columns.map((name) => {
    const column = COLUMNS[name] ?? `props ->> '$."${name.replaceAll("'", "''")}"'`;
    return `${column} AS "${name.replaceAll('"', '""')}"`;
  });
  return `SELECT ${selected.join(', ')} FROM member NOT INDEXED WHERE cohort = ${cohort}`;
}

const COLUMNS: Readonly<Record<string, string>> = {
  [ID_FIELD]: 'distinct_id',
  email: 'email',
  first_name: 'first_name',
  last_name: 'last_name',
  phone_number: 'phone',
};

function peakMemoryOf(pid: number | undefined): number | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kib = /^VmHWM:\s+(\d+)/m.exec(status)?.[1];
    return kib === undefined ? null : Number(kib) * 1024;
  } catch {
    // It has ended, or the system has no /proc.
    return null;
  }
}
