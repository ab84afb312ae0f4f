import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ScratchName } from './run.ts';

const SCRATCH_NAMES = ['scratch-a', 'scratch-b', 'scratch-again'] as const;

/** Where a run is laid out; rebuilt from the inbox at any time, and never left behind: it holds personal data. */
export function scratchPath(dir: string, name: ScratchName): string {
  return join(dir, `${name}.db`);
}

export function openScratch(dir: string, name: ScratchName): DatabaseSync {
  removeScratchFile(dir, name);
  const path = scratchPath(dir, name);
  const db = new DatabaseSync(path);
  // In memory, so that a run that met a full disk can be taken back; without a journal the file would be damaged then.
  db.exec(
    'PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA cache_size = -8192; PRAGMA temp_store = FILE;',
  );
  chmodSync(path, 0o600);
  return db;
}

export function removeScratch(dir: string): void {
  for (const name of SCRATCH_NAMES) removeScratchFile(dir, name);
}

/** Removes one of them once nobody has it open. */
export function removeScratchFile(dir: string, name: ScratchName): void {
  for (const suffix of ['', '-journal']) rmSync(scratchPath(dir, name) + suffix, { force: true });
}
