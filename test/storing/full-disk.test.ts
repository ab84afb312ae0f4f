import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { statfsSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
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
import { type Page, sendPage } from '../support/mixpanel.ts';
import { mountSmallDisk, unmountSmallDisk } from '../support/small-disk.ts';
import { endAll, runRollcall, startRollcall } from '../support/start-rollcall.ts';
import { until } from '../support/until.ts';

const MIB = 1024 * 1024;
const DISK_MIB = 180;
const NEARLY_FULL = /^The disk Rollcall keeps its data on is nearly full/;

afterEach(endAll);
afterAll(removeDataFolders);

/** A page that no compression makes small. */
function largePage(session: string): Page {
  const members = Array.from({ length: 1000 }, (_, i) => ({
    mixpanel_distinct_id: `${session}-${i}`,
    noise: randomBytes(200).toString('base64'),
  }));
  return { action: 'add_members', session, members };
}

function failedPages(dataDir: string): unknown[] {
  return rowsOf(rosterPath(dataDir), "SELECT delivery FROM applied WHERE outcome = 'failed'");
}

function expectWhole(dataDir: string): void {
  expect([inboxPath(dataDir), rosterPath(dataDir)].flatMap(integrityProblems)).toEqual([]);
  expect(failedPages(dataDir)).toEqual([]);
}

describe('a disk that fills up', () => {
  const diskDir = mountSmallDisk(DISK_MIB * 1024) ?? '';
  const dataDir = join(diskDir, 'data');
  const fillerPath = join(diskDir, 'filler');

  afterAll(() => {
    if (diskDir !== '') unmountSmallDisk(diskDir);
  });

  /** Leaves this much free, or as little as can be. */
  async function fill(freeMib: number): Promise<void> {
    const { bavail, bsize } = statfsSync(diskDir);
    const file = await open(fillerPath, 'a');
    try {
      const piece = new Uint8Array(MIB);
      for (let free = bavail * bsize; free > freeMib * MIB; free -= piece.length) {
        await file.appendFile(piece);
      }
      if (freeMib === 0) for (;;) await file.appendFile(new Uint8Array(4096));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    } finally {
      await file.close();
    }
  }

  const empty = (): Promise<void> => rm(fillerPath, { force: true });

  it.skipIf(diskDir === '')(
    'refuses pages below 100 MB, and takes them once there is room',
    async () => {
      const { hookUrl, stop } = await startRollcall(dataDir);
      await fill(99);
      const page = largePage('a');
      const refused = await sendPage(hookUrl, page);
      expect(refused).toEqual({ status: 503, message: expect.stringMatching(NEARLY_FULL) });
      await empty();
      expect((await sendPage(hookUrl, page)).status).toBe(200);
      await allApplied(dataDir);
      expect(membersOf(dataDir)).toHaveLength(1000);
      await stop();
      expectWhole(dataDir);
    },
  );

  it.skipIf(diskDir === '')(
    'cannot harm what is already kept: it is applied once there is room',
    async () => {
      const { hookUrl, stderr, stop } = await startRollcall(dataDir);
      const roster = new DatabaseSync(rosterPath(dataDir), { timeout: 10_000 });
      roster.exec('BEGIN EXCLUSIVE');
      const before = membersOf(dataDir).length;
      const sessions = ['b', 'c', 'd', 'e', 'f'];
      for (const session of sessions) {
        const small = {
          action: 'add_members',
          session: `${session} small`,
          members: [session],
        } as const;
        expect((await sendPage(hookUrl, small)).status).toBe(200);
        expect((await sendPage(hookUrl, largePage(session))).status).toBe(200);
      }
      await fill(0);
      roster.close();
      await until('the trouble is told', () => /STORE_(FULL|FAILED)/.test(stderr()));
      expect((await sendPage(hookUrl, largePage('g'))).status).toBe(503);
      await empty();
      await allApplied(dataDir);
      expect(membersOf(dataDir)).toHaveLength(before + sessions.length * 1001);
      await stop();
      expectWhole(dataDir);
    },
  );

  it.skipIf(diskDir === '')(
    'keeps Rollcall neither from starting nor from telling what it has',
    async () => {
      await fill(2);
      const { hookUrl, stop } = await startRollcall(dataDir);
      const cohorts = await runRollcall(['cohorts', '--data-dir', dataDir, '--json']);
      expect(cohorts).toMatchObject({ code: 0, stdout: expect.stringContaining('"members":') });
      const page = largePage('h');
      const refused = await sendPage(hookUrl, page);
      expect(refused).toEqual({ status: 503, message: expect.stringMatching(NEARLY_FULL) });
      await empty();
      expect((await sendPage(hookUrl, page)).status).toBe(200);
      await allApplied(dataDir);
      await stop();
      expectWhole(dataDir);
    },
  );

  it.skipIf(diskDir === '')('to the last byte is told in a sentence at the start', async () => {
    await fill(0);
    const { code, stdout, stderr } = await runRollcall(['serve', '--data-dir', dataDir]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^The disk Rollcall keeps its data on is full/);
    await empty();
    const { stop } = await startRollcall(dataDir);
    await stop();
    expectWhole(dataDir);
  });
});

const hasPrlimit = spawnSync('prlimit', ['--version']).status === 0;

it.skipIf(!hasPrlimit)(
  'a limit on the size of files refuses pages, and heals when it is raised',
  async () => {
    const dataDir = await makeDataFolder();
    const through = ['prlimit', `--fsize=${MIB}:unlimited`];
    const rollcall = await startRollcall(dataDir, [], { through });
    const acknowledged: Page[] = [];
    const send = async (name: string): Promise<number> => {
      const page = largePage(name);
      const { status } = await sendPage(rollcall.hookUrl, page);
      if (status === 200) acknowledged.push(page);
      return status;
    };
    let sent = 0;
    await until('a page is refused', async () => (await send(`page ${++sent}`)) === 503);
    expect(await send('another')).toBe(503);
    spawnSync('prlimit', ['--pid', String(rollcall.pid), '--fsize=unlimited']);
    await until('a page is kept again', async () => (await send(`page ${++sent}`)) === 200);
    await allApplied(dataDir);
    const people = acknowledged.flatMap(({ session }) =>
      Array.from({ length: 1000 }, (_, i) => `${session}-${i}`),
    );
    expect(membersOf(dataDir)).toEqual(people.sort());
    expect((await rollcall.stop()).code).toBe(0);
    expectWhole(dataDir);
  },
);
