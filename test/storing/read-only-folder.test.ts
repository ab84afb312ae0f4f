import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  allApplied,
  inboxPath,
  integrityProblems,
  membersOf,
  rosterPath,
} from '../support/data-folders.ts';
import { sendPage } from '../support/mixpanel.ts';
import { endAll, type RunOptions, runRollcall, startRollcall } from '../support/start-rollcall.ts';
import { startStream } from './support/stream.ts';

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

/** Root may write everywhere, so Rollcall runs as somebody else then. */
const asOther: RunOptions = isRoot ? { asUser: NOBODY } : {};

let parentDir: string;
let dataDir: string;

beforeEach(async () => {
  parentDir = await mkdtemp(join(tmpdir(), 'rollcall-test-'));
  dataDir = join(parentDir, 'data');
  if (isRoot) await chown(parentDir, NOBODY, NOBODY);
});

afterEach(async () => {
  await endAll();
  await chmod(parentDir, 0o700);
  await rm(parentDir, { recursive: true, force: true });
});

async function expectSentence(command: string): Promise<void> {
  const { code, stdout, stderr } = await runRollcall([command, '--data-dir', dataDir], asOther);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  const sentence = `Rollcall can't use the folder ${dataDir}. Check that it exists and that you may write there.`;
  expect(stderr.trim()).toBe(sentence);
}

describe('a folder that may not be written is told in a sentence at the start:', () => {
  it('where it would have to be made', async () => {
    await chmod(parentDir, 0o500);
    await expectSentence('serve');
    expect(await readdir(parentDir)).toEqual([]);
  });

  it('an empty one', async () => {
    await mkdir(dataDir, { mode: 0o755 });
    if (isRoot) await chown(dataDir, 0, 0);
    else await chmod(dataDir, 0o500);
    await expectSentence('serve');
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('one with data in it', async () => {
    const { stop } = await startRollcall(dataDir, [], asOther);
    await stop();
    const before = await readdir(dataDir);
    if (isRoot) await chown(dataDir, 0, 0);
    await chmod(dataDir, 0o555);
    for (const command of ['serve', 'cohorts', 'status']) await expectSentence(command);
    expect(await readdir(dataDir)).toEqual(before);
    await chmod(dataDir, 0o700);
  });

  it('a file in its place', async () => {
    dataDir = join(parentDir, 'data', 'folder');
    const { stop } = await startRollcall(join(parentDir, 'data'), [], asOther);
    await stop();
    dataDir = inboxPath(join(parentDir, 'data'));
    await expectSentence('serve');
  });
});

it('a folder made read-only while Rollcall runs loses nothing that was acknowledged', async () => {
  const rollcall = await startRollcall(dataDir, [], asOther);
  const stream = startStream(rollcall.hookUrl);
  await stream.moreAcknowledged(5);
  await chmod(dataDir, 0o500);
  for (const path of [inboxPath(dataDir), rosterPath(dataDir)]) await chmod(path, 0o400);
  const answered = stream.answers.length;
  while (stream.answers.length < answered + 10) await stream.nextAnswer(200);
  await rollcall.kill();
  await stream.stop().catch(() => {});
  await chmod(dataDir, 0o700);
  for (const path of [inboxPath(dataDir), rosterPath(dataDir)]) await chmod(path, 0o600);

  const again = await startRollcall(dataDir, [], asOther);
  await allApplied(dataDir);
  expect(membersOf(dataDir)).toEqual(expect.arrayContaining([...stream.acknowledged]));
  expect((await again.stop()).code).toBe(0);
  expect([inboxPath(dataDir), rosterPath(dataDir)].flatMap(integrityProblems)).toEqual([]);
});

it('an export into a folder that can be written but not opened, and so not synced, is no failure', async () => {
  const { hookUrl, stop } = await startRollcall(dataDir, [], asOther);
  await sendPage(hookUrl, { action: 'members', session: 's', members: ['ann'] });
  await stop();
  const exportDir = join(parentDir, 'exports');
  await mkdir(exportDir);
  await chmod(exportDir, 0o300);
  if (isRoot) await chown(exportDir, NOBODY, NOBODY);
  const out = join(exportDir, 'cohort.csv');
  const args = ['export', '--data-dir', dataDir, '--cohort', '7', '--out', out];
  const { code, stderr } = await runRollcall(args, asOther);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  await chmod(exportDir, 0o700);
  expect(await readFile(out, 'utf8')).toContain('ann');
  expect(await readdir(exportDir)).toEqual(['cohort.csv']);
});
