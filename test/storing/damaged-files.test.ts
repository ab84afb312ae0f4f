import { copyFile, open, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import * as z from 'zod';
import {
  allApplied,
  inboxPath,
  integrityProblems,
  makeDataFolder,
  membersOf,
  removeDataFolders,
  rosterPath,
  rowsOf,
} from '../support/data-folders.ts';
import { bodyOf, post, sendPage } from '../support/mixpanel.ts';
import {
  type RunningRollcall,
  readJson,
  runRollcall,
  startRollcall,
} from '../support/start-rollcall.ts';
import { until } from '../support/until.ts';
import { test as emptyTest, testOnCopyOf } from './support/with-folder.ts';

/** A folder with 2,000 members in 4 pages, closed; each test damages a copy. */
let wholeDir: string;
let wholeHookUrl: string;

beforeAll(async () => {
  wholeDir = await makeDataFolder();
  wholeHookUrl = await fillAndClose(wholeDir);
});

afterAll(removeDataFolders);

const test = testOnCopyOf(() => wholeDir);

const PEOPLE = Array.from({ length: 2000 }, (_, i) => `person-${String(i).padStart(4, '0')}`);

async function fillAndClose(dir: string): Promise<string> {
  const rollcall = await startRollcall(dir);
  for (let page = 1; page <= 4; page += 1) {
    const members = PEOPLE.slice((page - 1) * 500, page * 500);
    await sendPage(rollcall.hookUrl, {
      action: 'members',
      session: 's',
      page,
      totalPages: 4,
      members,
    });
  }
  await allApplied(dir);
  await rollcall.stop();
  return rollcall.hookUrl;
}

/** Writes nonsense over a part of a file, as a failing disk does. */
async function damage(path: string, where: 'header' | 'middle' | 'rest'): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const { size } = await file.stat();
    const [from, to] = {
      header: [0, 100],
      middle: [Math.floor(size / 4), Math.floor((size * 3) / 4)],
      // all but its first page: whatever is asked of it meets the damage
      rest: [4096, size],
    }[where];
    const nonsense = new Uint8Array((to ?? 0) - (from ?? 0)).fill(0xa5);
    await file.write(nonsense, 0, nonsense.length, from);
  } finally {
    await file.close();
  }
}

async function filesSetAside(dataDir: string): Promise<string[]> {
  return (await readdir(dataDir)).filter((name) => /-set-aside-[^.]*\.(db|json)$/.test(name));
}

function addOne(rollcall: RunningRollcall, id: string): Promise<{ status: number }> {
  return sendPage(rollcall.hookUrl, { action: 'add_members', session: id, members: [id] });
}

/** Sends somebody new until that is answered with success. */
async function untilKept(rollcall: RunningRollcall, id: string): Promise<void> {
  await until('a page is kept again', async () => (await addOne(rollcall, id)).status === 200);
}

describe.concurrent('a damaged file is set aside as a copy and named, and Rollcall goes on:', () => {
  test.for(['header', 'middle'] as const)(
    'a roster damaged in its %s is rebuilt from the inbox',
    async (where, { dataDir, start }) => {
      await damage(rosterPath(dataDir), where);
      const rollcall = await start();
      await untilKept(rollcall, 'somebody-new');
      const [aside] = await until('it is set aside', async () => {
        const found = await filesSetAside(dataDir);
        return found.length > 0 && found;
      });
      expect(aside).toMatch(/^roster-/);
      await until('the roster is rebuilt', () => membersOf(dataDir).length === PEOPLE.length + 1);
      expect(membersOf(dataDir)).toEqual([...PEOPLE, 'somebody-new']);
      expect(rollcall.stderr()).toContain(aside);
      expect((await rollcall.stop()).code).toBe(0);
      expect(integrityProblems(rosterPath(dataDir))).toEqual([]);
    },
  );

  test.for(['header', 'middle'] as const)(
    'an inbox damaged in its %s is begun anew, with numbers above those applied',
    async (where, { dataDir, start }) => {
      await damage(inboxPath(dataDir), where);
      const rollcall = await start();
      await until('it is set aside', async () => {
        await addOne(rollcall, 'somebody-new');
        return (await filesSetAside(dataDir)).length > 0;
      });
      const [aside] = await filesSetAside(dataDir);
      expect(aside).toMatch(/^inbox-/);
      await untilKept(rollcall, 'somebody-else');
      await until('who came since is in', () => membersOf(dataDir).includes('somebody-else'));
      expect(membersOf(dataDir)).toEqual(expect.arrayContaining(PEOPLE));
      expect(rollcall.stderr()).toContain(aside);
      expect((await rollcall.stop()).code).toBe(0);
      expect(integrityProblems(inboxPath(dataDir))).toEqual([]);
    },
  );

  test('a roster damaged while it is in use', async ({ dataDir, start }) => {
    const rollcall = await start();
    await damage(rosterPath(dataDir), 'rest');
    await untilKept(rollcall, 'somebody-new');
    await until('it is set aside', async () => (await filesSetAside(dataDir)).length > 0);
    await until('the roster is rebuilt', () => membersOf(dataDir).length === PEOPLE.length + 1);
  });

  test('a database of some other program under our name', async ({ dataDir, start }) => {
    const foreign = new DatabaseSync(rosterPath(dataDir));
    foreign.exec('DROP TABLE meta');
    foreign.close();
    const rollcall = await start();
    expect(await filesSetAside(dataDir)).toHaveLength(1);
    await allApplied(dataDir);
    expect(membersOf(dataDir)).toEqual(PEOPLE);
    expect(rollcall.stderr()).toMatch(/set-aside/);
  });

  test('an inbox that belongs to another roster', async ({ dataDir, start }) => {
    const otherDir = await makeDataFolder();
    await fillAndClose(otherDir);
    await copyFile(inboxPath(otherDir), inboxPath(dataDir));
    const rollcall = await start();
    expect(await filesSetAside(dataDir)).toEqual([expect.stringMatching(/^inbox-/)]);
    await untilKept(rollcall, 'somebody-new');
    await allApplied(dataDir);
    expect(membersOf(dataDir)).toEqual([...PEOPLE, 'somebody-new']);
  });

  test('but a new roster that a crash left without its pair is no stranger', async ({
    dataDir,
    start,
  }) => {
    const roster = new DatabaseSync(rosterPath(dataDir));
    roster.exec("DELETE FROM meta WHERE key = 'pair'");
    roster.close();
    await start();
    expect(await filesSetAside(dataDir)).toEqual([]);
    expect(membersOf(dataDir)).toEqual(PEOPLE);
  });

  test('data of a newer version is left alone: the start fails with a sentence', async ({
    dataDir,
  }) => {
    const roster = new DatabaseSync(rosterPath(dataDir));
    roster.exec('PRAGMA user_version = 1000');
    roster.close();
    for (const command of ['serve', 'cohorts', 'status']) {
      const { code, stdout, stderr } = await runRollcall([command, '--data-dir', dataDir]);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr.trim().split('\n')).toEqual([expect.stringContaining('newer Rollcall')]);
    }
    expect(await filesSetAside(dataDir)).toEqual([]);
  });
});

const alertsOf = z.object({
  alerts: z.array(z.object({ kind: z.string(), delivery: z.number() })),
});

emptyTest(
  'pages whose bodies were damaged in the inbox are set aside as failed and alarmed; the rest goes on',
  async ({ dataDir, start }) => {
    const bodies = new Map<number, Uint8Array | null>([
      [2, new Uint8Array([1, 2, 3])],
      [3, null],
      [4, zstdCompressSync('{"parameters":{"members":[{"email":"secret@example.com"')],
      [5, zstdCompressSync('{"parameters":{}}')],
    ]);
    const first = await start();
    const held = new DatabaseSync(rosterPath(dataDir));
    held.exec('BEGIN EXCLUSIVE');
    for (const page of [1, 2, 3, 4, 5, 6]) {
      // A name that stands twice is read by another way, whose errors quote the text.
      const body = bodyOf({
        action: 'add_members',
        session: 's',
        page,
        totalPages: 6,
        members: [`person-${page}`],
      }).replace('{"action"', '{"action":"members","action"');
      expect((await post(first.hookUrl, body)).status).toBe(200);
    }
    await first.kill();
    held.close();
    const inbox = new DatabaseSync(inboxPath(dataDir));
    for (const [number, body] of bodies) {
      inbox.prepare('UPDATE delivery SET body = ? WHERE number = ?').run(body, number);
    }
    inbox.close();

    const rollcall = await start();
    await addOne(rollcall, 'person-7');
    await allApplied(dataDir);
    expect(membersOf(dataDir)).toEqual(['person-1', 'person-6', 'person-7']);
    const failed = rowsOf(
      rosterPath(dataDir),
      "SELECT delivery FROM applied WHERE outcome = 'failed'",
    );
    expect(failed.map(({ delivery }) => delivery)).toEqual([...bodies.keys()]);
    const { alerts } = await readJson(alertsOf, ['status', '--data-dir', dataDir, '--json']);
    expect(alerts).toEqual(
      [...bodies.keys()].map((delivery) => ({ kind: 'delivery-failed', delivery })),
    );
    expect(rollcall.stderr()).toMatch(/set-aside/);
    expect(rollcall.stderr()).not.toContain('secret');
  },
);

describe.concurrent('a damaged document', () => {
  test('with the settings is set aside and named, the hook URL stays', async ({
    dataDir,
    start,
  }) => {
    await writeFile(join(dataDir, 'settings.json'), '{"language":');
    const rollcall = await start();
    expect(rollcall.hookUrl).toBe(wholeHookUrl);
    const [aside] = await filesSetAside(dataDir);
    expect(aside).toMatch(/^settings-/);
    expect(rollcall.stderr()).toContain(aside);
  });

  test.for(['{"token":', '{"token":"short"}', '', 'null', 'false'])(
    'with the hook’s secret (%j) is set aside and named, a new secret is made',
    async (text, { dataDir, start }) => {
      await writeFile(join(dataDir, 'hook.json'), text);
      const rollcall = await start();
      expect(rollcall.hookUrl).not.toBe(wholeHookUrl);
      const [aside] = await filesSetAside(dataDir);
      expect(aside).toMatch(/^hook-/);
      expect(rollcall.stderr()).toContain(aside);
    },
  );
});
