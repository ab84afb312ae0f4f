import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  allApplied,
  appliedMark,
  inboxPath,
  lastKept,
  makeDataFolder,
  membersOf,
  removeDataFolders,
  rosterPath,
} from '../support/data-folders.ts';
import { endAll, type RunningRollcall, startRollcall } from '../support/start-rollcall.ts';
import { until } from '../support/until.ts';
import { type Stream, startStream } from './support/stream.ts';

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

it('an inbox that another program holds is waited for and then refused with a sentence; it heals when let go', async () => {
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

it('a roster that another program holds does not stop receiving; what waits is applied when it is let go', async () => {
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
});

it('closing waits for neither', async () => {
  await stream.stop();
  const { release } = lock(rosterPath(dataDir));
  expect((await rollcall.stop()).code).toBe(0);
  release();
});
