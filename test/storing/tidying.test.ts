import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from 'vitest';
import { RosterFile } from '../../main/store/roster/roster-file.ts';
import { makeDataFolder, removeDataFolders } from '../support/data-folders.ts';

afterAll(removeDataFolders);

test('the log is moved into the file without waiting for whoever reads a long time', async () => {
  const dir = await makeDataFolder();
  await mkdir(dir);
  const path = join(dir, 'roster.db');
  const roster = new RosterFile(path, { pair: 'pair', gapUpTo: null, lostAfter: null });
  const reader = new DatabaseSync(path, { readOnly: true });
  reader.exec('BEGIN');
  reader.prepare('SELECT * FROM mark').get();
  roster.setAsideUnreadable({ number: 1, receivedAtMs: 0, problem: 'none' });

  const startedAtMs = performance.now();
  roster.tidy();
  expect(performance.now() - startedAtMs).toBeLessThan(2000);

  reader.exec('COMMIT');
  reader.close();
  expect(roster.mark).toBe(1);
  roster.close();
});
