import { mkdir, readFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { zstdCompressSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import {
  allApplied,
  inboxPath,
  makeDataFolder,
  membersOf,
  removeDataFolders,
  rosterPath,
  rowsOf,
} from '../support/data-folders.ts';
import { endAll, startRollcall } from '../support/start-rollcall.ts';
import { load } from './support/sql-dump.ts';

afterAll(async () => {
  await endAll();
  await removeDataFolders();
});

const fixture = (path: string) => readFile(new URL(`../fixtures/${path}`, import.meta.url));

/** A folder of an earlier version in which one more delivery waits, with the columns that version gave it. */
async function folderWithWaiting(body: Uint8Array, cohort: string): Promise<string> {
  const dataDir = await makeDataFolder();
  await mkdir(dataDir);
  load(inboxPath(dataDir), (await fixture('databases/inbox-v2.sql')).toString());
  load(rosterPath(dataDir), (await fixture('databases/roster-v1.sql')).toString());
  const db = new DatabaseSync(inboxPath(dataDir));
  db.prepare(`
    INSERT INTO delivery (received_at, kind, action, project_id, cohort_id, cohort_name, session_id, page,
      total_pages, entries, list_path, repaired, headers, size, body)
    VALUES (1, 'sync', 'add_members', '', ?, NULL, NULL, NULL, NULL, 1, '$.parameters.members', 0, '{}', ?, ?)`).run(
    cohort,
    body.byteLength,
    zstdCompressSync(body),
  );
  db.close();
  return dataDir;
}

describe('a delivery that waits in a folder of an earlier version', () => {
  it('is applied though a NUL follows it and a name is given twice', async () => {
    const body = await fixture('bodies/F01-nul-after-body-repeated-member-name.bin');
    const dataDir = await folderWithWaiting(body, 'F01');
    const rollcall = await startRollcall(dataDir);
    await allApplied(dataDir);
    expect(membersOf(dataDir, 'F01')).toHaveLength(1);
    expect(rowsOf(rosterPath(dataDir), "SELECT 1 FROM applied WHERE outcome = 'failed'")).toEqual(
      [],
    );
    await rollcall.stop();
  });

  it('is applied up to the NUL that the earlier version stopped at', async () => {
    const text =
      '{"action":"add_members","parameters":{"mixpanel_cohort_id":"n","members":[{"mixpanel_distinct_id":"ann"}]}}';
    const dataDir = await folderWithWaiting(Buffer.from(`${text}\0 and more`), 'n');
    const rollcall = await startRollcall(dataDir);
    await allApplied(dataDir);
    expect(membersOf(dataDir, 'n')).toEqual(['ann']);
    await rollcall.stop();
  });

  it('is read anew, not by what the earlier version made of it', async () => {
    const text =
      '{"action":"add_members","parameters":{"mixpanel_cohort_id":"right","members":[{"mixpanel_distinct_id":"ann"}]}}';
    const dataDir = await folderWithWaiting(Buffer.from(text), 'wrong');
    const rollcall = await startRollcall(dataDir);
    await allApplied(dataDir);
    expect(membersOf(dataDir, 'right')).toEqual(['ann']);
    expect(membersOf(dataDir, 'wrong')).toEqual([]);
    await rollcall.stop();
  });
});
