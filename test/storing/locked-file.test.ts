import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect } from 'vitest';
import {
  allApplied,
  appliedMark,
  inboxPath,
  lastKept,
  membersOf,
  removeDataFolders,
  rosterPath,
} from '../support/data-folders.ts';
import { until } from '../support/until.ts';
import { test } from './support/with-folder.ts';

afterAll(removeDataFolders);

/** Another program that does not let go of a file until it is told to. */
function lock(path: string): { release: () => void } {
  const db = new DatabaseSync(path, { timeout: 10_000 });
  db.exec('BEGIN EXCLUSIVE');
  return {
    release() {
      db.exec('ROLLBACK');
      db.close();
    },
  };
}

test.concurrent('an inbox that another program holds is waited for and then refused with a sentence; it heals when let go', async ({
  dataDir,
  stream,
}) => {
  const { release } = lock(inboxPath(dataDir));
  const { message } = await stream.nextAnswer(503);
  expect(message).toMatch(/^Another program holds the file/);
  const refused = stream.acknowledged.length;
  release();
  await stream.moreAcknowledged(5);
  await stream.stop();
  await allApplied(dataDir);
  expect(membersOf(dataDir)).toEqual(stream.acknowledged);
  expect(stream.acknowledged.length).toBeGreaterThan(refused);
});

test.concurrent('a roster that another program holds does not stop receiving; what waits is applied when it is let go', async ({
  dataDir,
  rollcall,
  stream,
}) => {
  await allApplied(dataDir);
  const { release } = lock(rosterPath(dataDir));
  const mark = appliedMark(dataDir);
  await stream.moreAcknowledged(20);
  await until('the trouble is told', () => rollcall.stderr().includes('STORE_BUSY'));
  await stream.moreAcknowledged(5);
  expect(appliedMark(dataDir)).toBe(mark);
  expect(lastKept(dataDir)).toBeGreaterThanOrEqual(mark + 25);
  release();
  await stream.stop();
  await allApplied(dataDir);
  expect(membersOf(dataDir)).toEqual(stream.acknowledged);
  expect(stream.answers.every(({ status }) => status === 200)).toBe(true);
  const told = rollcall.stderr().match(/store-trouble|store-works-again/g);
  expect(told, 'told once when it began and once when it ended').toEqual([
    'store-trouble',
    'store-works-again',
  ]);
});

test.concurrent('closing waits for neither', async ({ dataDir, rollcall, stream }) => {
  await stream.stop();
  const { release } = lock(rosterPath(dataDir));
  expect((await rollcall.stop()).code).toBe(0);
  release();
});
