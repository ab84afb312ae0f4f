import { cp, mkdir, rename, rm, unlink } from 'node:fs/promises';
import { afterAll, describe, expect } from 'vitest';
import {
  allApplied,
  inboxPath,
  integrityProblems,
  membersOf,
  removeDataFolders,
  rosterPath,
} from '../support/data-folders.ts';
import { until } from '../support/until.ts';
import { type Given, test } from './support/with-folder.ts';

const GONE = /^The folder Rollcall keeps its data in was removed or replaced/;

afterAll(removeDataFolders);

/** All of these are in, and both files are whole. */
async function expectEverybody(
  { dataDir, rollcall, stream }: Omit<Given, 'start'>,
  people: readonly string[],
): Promise<void> {
  await stream.stop();
  await allApplied(dataDir);
  expect(membersOf(dataDir)).toEqual(expect.arrayContaining([...people]));
  expect((await rollcall.stop()).code).toBe(0);
  expect([inboxPath(dataDir), rosterPath(dataDir)].flatMap(integrityProblems)).toEqual([]);
}

describe.concurrent('while the data folder', () => {
  test('is moved away, pages are refused with a sentence; put back, everybody acknowledged is in', async ({
    dataDir,
    rollcall,
    stream,
  }) => {
    await rename(dataDir, `${dataDir}-away`);
    expect((await stream.nextAnswer(503)).message).toMatch(GONE);
    await rename(`${dataDir}-away`, dataDir);
    await stream.nextAnswer(200);
    await stream.moreAcknowledged(5);
    await expectEverybody({ dataDir, rollcall, stream }, stream.acknowledged);
  });

  test('is removed, it is not made anew; once there is a folder again, receiving goes on in it', async ({
    dataDir,
    start,
    rollcall,
    stream,
  }) => {
    // What is opened anew while the folder is being removed is removed, too.
    await rm(dataDir, { recursive: true, maxRetries: 20, retryDelay: 20 });
    await stream.nextAnswer(503);
    const before = stream.acknowledged.length;
    await stream.nextAnswer(503);
    await mkdir(dataDir);
    await stream.nextAnswer(200);
    await stream.moreAcknowledged(5);
    await expectEverybody({ dataDir, rollcall, stream }, stream.acknowledged.slice(before));
    const again = await start();
    expect(again.hookUrl).toBe(rollcall.hookUrl);
    expect(membersOf(dataDir)).toEqual(expect.arrayContaining(stream.acknowledged.slice(before)));
  });

  test('is replaced by an empty one, what is acknowledged from then on is in the new one', async ({
    dataDir,
    rollcall,
    stream,
  }) => {
    await rename(dataDir, `${dataDir}-away`);
    await mkdir(dataDir);
    await stream.nextAnswer(503);
    const before = stream.acknowledged.length;
    await stream.nextAnswer(200);
    await stream.moreAcknowledged(5);
    await expectEverybody({ dataDir, rollcall, stream }, stream.acknowledged.slice(before));
  });

  test('is replaced by a copy, what is acknowledged before the copy and after the change is there', async ({
    dataDir,
    rollcall,
    stream,
  }) => {
    const beforeCopy = [...stream.acknowledged];
    await cp(dataDir, `${dataDir}-copy`, { recursive: true });
    await rename(dataDir, `${dataDir}-away`);
    await rename(`${dataDir}-copy`, dataDir);
    await stream.nextAnswer(503);
    const before = stream.acknowledged.length;
    await stream.nextAnswer(200);
    await stream.moreAcknowledged(5);
    await expectEverybody({ dataDir, rollcall, stream }, [
      ...beforeCopy,
      ...stream.acknowledged.slice(before),
    ]);
  });

  test('is moved away, it can be closed', async ({ dataDir, rollcall, stream }) => {
    await rename(dataDir, `${dataDir}-away`);
    await stream.nextAnswer(503);
    await stream.stop();
    expect((await rollcall.stop()).code).toBe(0);
  });

  test.for<[string, string, (dataDir: string) => string]>([
    ['inbox', '', inboxPath],
    ['inbox’s log', '-wal', inboxPath],
    ['roster', '', rosterPath],
  ])(
    'loses only its %s, receiving heals and everybody acknowledged afterwards is in',
    async ([_name, suffix, pathOf], { dataDir, rollcall, stream }) => {
      await unlink(pathOf(dataDir) + suffix);
      await until('the folder is open again', () => rollcall.stderr().includes('store-reopened'));
      const before = stream.acknowledged.length;
      await stream.moreAcknowledged(5);
      await expectEverybody({ dataDir, rollcall, stream }, stream.acknowledged.slice(before));
    },
  );
});
