import { cp, mkdir, rename, rm, unlink } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  allApplied,
  inboxPath,
  integrityProblems,
  makeDataFolder,
  membersOf,
  removeDataFolders,
  rosterPath,
} from '../support/data-folders.ts';
import { endAll, type RunningRollcall, startRollcall } from '../support/start-rollcall.ts';
import { until } from '../support/until.ts';
import { type Stream, startStream } from './support/stream.ts';

const GONE = /^The folder Rollcall keeps its data in was removed or replaced/;

let dataDir: string;
let rollcall: RunningRollcall;
let stream: Stream;

beforeEach(async () => {
  dataDir = await makeDataFolder();
  rollcall = await startRollcall(dataDir);
  stream = startStream(rollcall.hookUrl);
  await stream.moreAcknowledged(5);
});

afterEach(async () => {
  await endAll();
  await removeDataFolders();
});

/** All of these are in, and both files are whole. */
async function expectEverybody(people: readonly string[]): Promise<void> {
  await stream.stop();
  await allApplied(dataDir);
  expect(membersOf(dataDir)).toEqual(expect.arrayContaining([...people]));
  expect((await rollcall.stop()).code).toBe(0);
  expect([inboxPath(dataDir), rosterPath(dataDir)].flatMap(integrityProblems)).toEqual([]);
}

describe('while the data folder', () => {
  it('is moved away, pages are refused with a sentence; put back, everybody acknowledged is in', async () => {
    await rename(dataDir, `${dataDir}-away`);
    expect((await stream.nextAnswer(503)).message).toMatch(GONE);
    await rename(`${dataDir}-away`, dataDir);
    await stream.nextAnswer(200);
    await stream.moreAcknowledged(5);
    await expectEverybody(stream.acknowledged);
  });

  it('is removed, it is not made anew; once there is a folder again, receiving goes on in it', async () => {
    await rm(dataDir, { recursive: true });
    await stream.nextAnswer(503);
    const before = stream.acknowledged.length;
    await stream.nextAnswer(503);
    await mkdir(dataDir);
    await stream.nextAnswer(200);
    await stream.moreAcknowledged(5);
    await expectEverybody(stream.acknowledged.slice(before));
    const again = await startRollcall(dataDir);
    expect(again.hookUrl).toBe(rollcall.hookUrl);
    expect(membersOf(dataDir)).toEqual(expect.arrayContaining(stream.acknowledged.slice(before)));
  });

  it('is replaced by an empty one, what is acknowledged from then on is in the new one', async () => {
    await rename(dataDir, `${dataDir}-away`);
    await mkdir(dataDir);
    await stream.nextAnswer(503);
    const before = stream.acknowledged.length;
    await stream.nextAnswer(200);
    await stream.moreAcknowledged(5);
    await expectEverybody(stream.acknowledged.slice(before));
  });

  it('is replaced by a copy, what is acknowledged before the copy and after the change is there', async () => {
    const beforeCopy = [...stream.acknowledged];
    await cp(dataDir, `${dataDir}-copy`, { recursive: true });
    await rename(dataDir, `${dataDir}-away`);
    await rename(`${dataDir}-copy`, dataDir);
    await stream.nextAnswer(503);
    const before = stream.acknowledged.length;
    await stream.nextAnswer(200);
    await stream.moreAcknowledged(5);
    await expectEverybody([...beforeCopy, ...stream.acknowledged.slice(before)]);
  });

  it('is moved away, it can be closed', async () => {
    await rename(dataDir, `${dataDir}-away`);
    await stream.nextAnswer(503);
    await stream.stop();
    expect((await rollcall.stop()).code).toBe(0);
  });

  it.each([
    ['inbox', '', inboxPath],
    ['inbox’s log', '-wal', inboxPath],
    ['roster', '', rosterPath],
  ])(
    'loses only its %s, receiving heals and everybody acknowledged afterwards is in',
    async (_name, suffix, pathOf) => {
      await unlink(pathOf(dataDir) + suffix);
      await until('the folder is open again', () => rollcall.stderr().includes('store-reopened'));
      const before = stream.acknowledged.length;
      await stream.moreAcknowledged(5);
      await expectEverybody(stream.acknowledged.slice(before));
    },
  );
});
