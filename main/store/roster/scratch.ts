import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ScratchName } from './run.ts';

/** Where a run is laid out; rebuilt from the inbox at any time, and never left behind: it holds personal data. */
export function scratchPath(dir: string, name: ScratchName): string {
  return join(dir, `${name}.db`);
}

export function openScratch(dir: string, name: ScratchName): DatabaseSync {
  const path = scratchPath(dir, name);
  rmSync(path, { force: true });
  const db = new DatabaseSync(path);
  db.exec(
    'PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -8192; PRAGMA temp_store = FILE;',
  );
  chmodSync(path, 0o600);
  return db;
}

export function removeScratch(dir: string): void {
  for (const name of ['scratch-a', 'scratch-b'] as const) {
    for (const suffix of ['', '-journal']) rmSync(scratchPath(dir, name) + suffix, { force: true });
  }
}
