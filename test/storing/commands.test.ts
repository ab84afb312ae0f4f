import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { dirname, join, relative } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import * as z from 'zod';
import { completenessSchema } from '../../shared/api/completeness.ts';
import {
  allApplied,
  copyDataFolder,
  makeDataFolder,
  membersOf,
  removeDataFolders,
  rosterPath,
} from '../support/data-folders.ts';
import { bodyOf, sendPage } from '../support/mixpanel.ts';
import { readJson, runRollcall, spawnRollcall, startRollcall } from '../support/start-rollcall.ts';
import { until } from '../support/until.ts';
import { failure } from './support/failure.ts';
import { test, testOnCopyOf } from './support/with-folder.ts';

const READING = [['cohorts'], ['syncs', '--cohort', '7'], ['status'], ['export', '--cohort', '7']];

/** Cohort 7 of project 1 with two members and cohort 8 in two projects, closed; tests use copies. */
let filledDir: string;
let filledHookUrl: string;

beforeAll(async () => {
  filledDir = await makeDataFolder();
  const { hookUrl, stop } = await startRollcall(filledDir);
  const page = { action: 'members', session: 's' } as const;
  await sendPage(hookUrl, { ...page, cohort: '7', members: ['ann', 'bob'] });
  await sendPage(hookUrl, { ...page, cohort: '8', members: ['ann'] });
  await sendPage(hookUrl, { ...page, cohort: '8', project: '2', members: [] });
  await allApplied(filledDir);
  await stop();
  filledHookUrl = hookUrl;
});

afterAll(removeDataFolders);

const copyTest = testOnCopyOf(() => filledDir);

function files(dir: string): Promise<string[]> {
  return readdir(dir, { recursive: true });
}

describe.concurrent('serve', () => {
  test('prints one line of JSON, listens where it says and keeps port, token and folder to itself', async ({
    dataDir,
    start,
  }) => {
    const first = await start();
    expect(first.ready).toEqual({
      ready: true,
      hookUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/hook\/[\w-]{22,}$/),
      publicHookUrl: null,
      uiUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/#[\w-]{43}$/),
      dataDir,
    });
    expect(
      (await sendPage(first.hookUrl, { action: 'members', session: 's', members: ['ann'] })).status,
    ).toBe(200);
    await allApplied(dataDir);
    const closed = await first.stop();
    expect(closed.code).toBe(0);
    expect(closed.stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(await files(dataDir)).toEqual(
      expect.not.arrayContaining([expect.stringMatching(/-(wal|shm|journal)$|^scratch/)]),
    );

    const again = await start();
    expect(again.hookUrl).toBe(first.hookUrl);
    expect(again.stderr()).not.toMatch(/unclean/);
    expect((await again.stop('SIGINT')).code).toBe(0);
  });

  test('takes a token by option or environment and keeps it; of a repeated option the last counts', async ({
    start,
  }) => {
    const token = 'a-token_of-our-own';
    const first = await start(['--hook-token', 'x', '--hook-token', token]);
    expect(first.hookUrl).toMatch(new RegExp(`/hook/${token}$`));
    await first.stop();
    const second = await start();
    expect(second.hookUrl).toBe(first.hookUrl);
    await second.stop();
    const environment = { ROLLCALL_HOOK_TOKEN: 'b-token_of-our-own' };
    const third = await start([], { environment });
    expect(third.hookUrl).toMatch(/\/hook\/b-token_of-our-own$/);
  });

  test('finishes what is in flight when it is asked to end', async ({ dataDir, start }) => {
    const rollcall = await start();
    const body = bodyOf({ action: 'members', session: 's', members: ['ann'] });
    const sending = request(rollcall.hookUrl, {
      method: 'POST',
      headers: { 'content-length': body.length, expect: '100-continue' },
    });
    const answered = new Promise<number>((resolve, reject) => {
      sending.on('error', reject);
      sending.on('response', (response) => resolve(response.resume().statusCode ?? 0));
    });
    await new Promise((resolve) => {
      sending.on('continue', resolve);
      sending.flushHeaders();
    });
    const stopped = rollcall.stop();
    await until('it takes no more', () =>
      sendPage(rollcall.hookUrl, { action: 'members', session: 't', members: [] }).then(
        () => false,
        () => true,
      ),
    );
    sending.end(body);
    expect(await answered).toBe(200);
    expect((await stopped).code).toBe(0);
    await runRollcall(['cohorts', '--data-dir', dataDir]);
    expect(membersOf(dataDir)).toEqual(['ann']);
  });

  test('on a folder in use or a port in use fails with a sentence and harms nothing', async ({
    dataDir,
    start,
  }) => {
    const first = await start();
    expect(await failure(['serve', '--data-dir', dataDir])).toMatch(
      /^Another Rollcall already uses the folder/,
    );
    const port = new URL(first.hookUrl).port;
    const otherDir = await makeDataFolder();
    const { code, stdout, stderr } = await runRollcall([
      'serve',
      '--data-dir',
      otherDir,
      '--port',
      port,
    ]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.trimEnd().split('\n').at(-1)).toBe(
      `Port ${port} is in use by another program. Close that program or choose another port.`,
    );
    expect(
      (await sendPage(first.hookUrl, { action: 'members', session: 's', members: [] })).status,
    ).toBe(200);
  });

  test('goes on when nobody reads its output any more', async ({ start }) => {
    const rollcall = await start();
    rollcall.child.stdout?.destroy();
    rollcall.child.stderr?.destroy();
    for (let i = 0; i < 5; i += 1) {
      const { status } = await sendPage(rollcall.hookUrl, {
        action: 'members',
        cohort: '',
        session: 's',
        members: [],
      });
      expect(status).toBe(400);
    }
    expect((await rollcall.stop()).code).toBe(0);
  });

  test('logs no secret and nobody', async ({ start }) => {
    const environment = { ROLLCALL_HOOK_USER: 'mixpanel', ROLLCALL_HOOK_PASSWORD: 'correct horse' };
    const args = ['--hook-token', 'token-that-is-secret'];
    const rollcall = await start(args, { environment });
    const page = { action: 'members', session: 's', members: ['ann'] } as const;
    expect((await sendPage(rollcall.hookUrl, page)).status).toBe(401);
    const url = new URL(rollcall.hookUrl);
    url.username = 'mixpanel';
    url.password = 'correct horse';
    expect((await sendPage(url.href, page)).status).toBe(200);
    expect((await sendPage(url.href, { ...page, cohort: '' })).status).toBe(400);
    const { stderr } = await rollcall.stop();
    expect(stderr).toMatch(/receiver/);
    expect(stderr).not.toMatch(/token-that-is-secret|correct|horse|ann|Y29ycmVjdC/);
  });
});

describe('paths', () => {
  test('are the caller’s: relative to the folder npm was called in', async ({ dataDir }) => {
    await mkdir(dataDir);
    const callerDir = dirname(dataDir);
    const root = new URL('../../', import.meta.url).pathname;
    const build = join(root, 'build', 'run.mjs');
    const { code, stdout } = await runRollcall(
      ['cohorts', '--data-dir', relative(callerDir, await copyDataFolder(filledDir)), '--json'],
      {
        cwd: root,
        environment: { INIT_CWD: callerDir },
        entry: build,
      },
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toHaveLength(3);
  });
});

describe.concurrent('reading', () => {
  const cohorts = z.array(
    z.strictObject({
      projectId: z.string(),
      cohortId: z.string(),
      name: z.string().nullable(),
      members: z.number(),
      baseline: z.enum(['known', 'assumed', 'unknown']),
      state: z.enum(['complete', 'receiving', 'partial', 'superseded', 'failed']),
      lastSyncAt: z.iso.datetime().nullable(),
      completeness: completenessSchema,
    }),
  );
  const syncs = z.array(
    z.looseObject({
      id: z.number(),
      sessionId: z.string().nullable(),
      action: z.string(),
      state: z.string(),
      pagesReceived: z.number(),
      totalPages: z.number(),
      inSinceBefore: z.number(),
      joined: z.number(),
      left: z.number(),
      withheld: z.number(),
      startedAt: z.iso.datetime(),
      lastAt: z.iso.datetime(),
      completedAt: z.iso.datetime().nullable(),
    }),
  );
  const status = z.looseObject({
    dataDir: z.string(),
    running: z.boolean(),
    cohorts: z.number(),
    members: z.number(),
    deliveries: z.number(),
    waiting: z.number(),
    alerts: z.array(z.unknown()),
  });

  copyTest('has the shapes that other programs rely on', async ({ dataDir }) => {
    const listed = await readJson(cohorts, ['cohorts', '--data-dir', dataDir, '--json']);
    expect(
      listed.map(({ projectId, cohortId, members }) => [projectId, cohortId, members]),
    ).toEqual([
      ['1', '7', 2],
      ['1', '8', 1],
      ['2', '8', 0],
    ]);
    expect(listed[0]).toMatchObject({ name: 'Cohort 7', baseline: 'known', state: 'complete' });
    const [sync] = await readJson(syncs, [
      'syncs',
      '--data-dir',
      dataDir,
      '--cohort',
      '7',
      '--json',
    ]);
    expect(sync).toMatchObject({
      sessionId: 's',
      action: 'members',
      state: 'complete',
      inSinceBefore: 2,
      joined: 0,
      left: 0,
      withheld: 0,
    });
    const told = await readJson(status, ['status', '--data-dir', dataDir, '--json']);
    expect(told).toMatchObject({
      dataDir,
      running: false,
      cohorts: 3,
      members: 3,
      deliveries: 3,
      waiting: 0,
      alerts: [],
    });
  });

  copyTest('leaves the folder as it was', async ({ dataDir }) => {
    const before = await files(dataDir);
    for (const command of READING) {
      const { code, stderr } = await runRollcall([...command, '--data-dir', dataDir]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(await files(dataDir), command[0]).toEqual(before);
    }
    for (const command of [
      ['syncs', '--cohort', '9'],
      ['export', '--cohort', '9'],
    ]) {
      expect(await failure([...command, '--data-dir', dataDir])).toMatch(/^There is no cohort 9/);
      expect(await files(dataDir)).toEqual(before);
    }
  });

  copyTest(
    'status tells what it can beside small documents that are damaged',
    async ({ dataDir }) => {
      for (const name of ['tunnel-state.json', 'presence.json']) {
        await writeFile(join(dataDir, name), '{"provider":');
      }
      expect(await readJson(status, ['status', '--data-dir', dataDir, '--json'])).toMatchObject({
        members: 3,
      });
    },
  );

  copyTest('a cohort id that two projects have wants --project', async ({ dataDir }) => {
    for (const command of ['syncs', 'export']) {
      const args = [command, '--data-dir', dataDir, '--cohort', '8'];
      expect(await failure(args)).toMatch(/more than one project \(1, 2\)/);
      expect((await runRollcall([...args, '--project', '2'])).code).toBe(0);
      expect(await failure([...args, '--project', '3'])).toMatch(/^There is no cohort 8/);
    }
  });

  test('an unknown folder is said and not made', async ({ dataDir }) => {
    for (const command of READING) {
      const sentence = await failure([...command, '--data-dir', dataDir]);
      expect(sentence).toBe(
        `There is no Rollcall data in ${dataDir}. Check the folder given with --data-dir.`,
      );
    }
    await mkdir(dataDir);
    for (const command of READING) await failure([...command, '--data-dir', dataDir]);
    expect(await files(dataDir)).toEqual([]);
  });

  test('beside a running instance waits until everything acknowledged before is applied', async ({
    dataDir,
    start,
  }) => {
    const { hookUrl } = await start();
    const members = Array.from({ length: 1000 }, (_, i) => `person-${i}`);
    for (let page = 1; page <= 5; page += 1) {
      const people = members.map((id) => `${page}-${id}`);
      await sendPage(hookUrl, { action: 'add_members', session: `s${page}`, members: people });
    }
    const [cohort] = await readJson(cohorts, ['cohorts', '--data-dir', dataDir, '--json']);
    expect(cohort?.members).toBe(5000);
    expect(await readJson(status, ['status', '--data-dir', dataDir, '--json'])).toMatchObject({
      running: true,
    });
  });

  test.for(READING.filter(([name]) => name === 'cohorts' || name === 'export'))(
    'with no instance running, %s applies itself what a killed one had kept',
    async (command, { dataDir, start }) => {
      const rollcall = await start();
      const page = { action: 'add_members', session: 's', totalPages: 2 } as const;
      await sendPage(rollcall.hookUrl, { ...page, page: 1, members: ['ann'] });
      await allApplied(dataDir);
      const roster = new DatabaseSync(rosterPath(dataDir), { timeout: 10_000 });
      roster.exec('BEGIN EXCLUSIVE');
      await sendPage(rollcall.hookUrl, { ...page, page: 2, members: ['bob'] });
      await rollcall.kill();
      roster.close();
      const { code, stdout } = await runRollcall([...command, '--data-dir', dataDir]);
      expect(code).toBe(0);
      expect(stdout).not.toBe('');
      expect(await files(dataDir)).toEqual(
        expect.not.arrayContaining([expect.stringMatching(/-(wal|shm|journal)$|^scratch/)]),
      );
      expect(membersOf(dataDir)).toEqual(['ann', 'bob']);
    },
  );

  copyTest(
    'at the same time as others neither fails nor keeps Rollcall from starting',
    async ({ dataDir, start }) => {
      const asked = Array.from({ length: 4 }, () => runRollcall(['status', '--data-dir', dataDir]));
      const rollcall = await start();
      for (const { code, stderr } of await Promise.all(asked))
        expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(rollcall.hookUrl).toBe(filledHookUrl);
    },
  );

  copyTest('stops quietly when nobody wants to read on', async ({ dataDir }) => {
    const command = spawnRollcall(['export', '--data-dir', dataDir, '--cohort', '7']);
    command.child.stdout?.destroy();
    const { stderr } = await command.finished;
    expect(stderr.split('\n').length).toBeLessThanOrEqual(2);
    expect(stderr).not.toMatch(/\bat .*\.js/);
  });
});

copyTest('the documents of the folder are for their owner alone', async ({ dataDir }) => {
  expect(JSON.parse(await readFile(join(dataDir, 'hook.json'), 'utf8'))).toMatchObject({
    port: expect.any(Number),
  });
});
