import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { allApplied, makeDataFolder, removeDataFolders } from '../support/data-folders.ts';
import { type Page, sendPage } from '../support/mixpanel.ts';
import { mountSmallDisk, resizeSmallDisk, unmountSmallDisk } from '../support/small-disk.ts';
import { endAll, readJson, runRollcall, startRollcall } from '../support/start-rollcall.ts';

const ROOMY_KIB = 1024 * 1024;
const NEARLY_FULL_KIB = 50 * 1024;

const told = z.looseObject({
  running: z.boolean(),
  state: z.string(),
  reason: z.looseObject({ why: z.string() }),
  trouble: z.string().nullable(),
});

afterAll(async () => {
  await endAll();
  await removeDataFolders();
});

const status = (dataDir: string) => readJson(told, ['status', '--data-dir', dataDir, '--json']);
const FULL: Page = { action: 'members', session: 's', members: ['ann', 'bob'] };

describe('rollcall status', () => {
  it('says the overall state by the rule of the screens', async () => {
    const { hookUrl, ready, stop } = await startRollcall(await makeDataFolder());
    const { dataDir } = ready;
    expect(await status(dataDir)).toMatchObject({
      running: true,
      state: 'off',
      reason: { why: 'notConnected' },
      trouble: null,
    });
    await sendPage(hookUrl, FULL, 'hooks.example.com');
    await allApplied(dataDir);
    // A way of the person's own, by which Mixpanel got through.
    expect(await status(dataDir)).toMatchObject({ state: 'ready', reason: { why: 'fine' } });
    await sendPage(hookUrl, { ...FULL, session: 't', page: 1, totalPages: 2 });
    await allApplied(dataDir);
    expect(await status(dataDir)).toMatchObject({ state: 'waiting', reason: { why: 'arriving' } });
    const { stdout } = await runRollcall(['status', '--data-dir', dataDir]);
    expect(stdout).toMatch(/^state +waiting \(arriving\)$/m);
    await stop();
    expect(await status(dataDir)).toMatchObject({ state: 'off', reason: { why: 'notRunning' } });
  });

  it('names the cohort that wants to be looked at', async () => {
    const { hookUrl, ready } = await startRollcall(await makeDataFolder());
    const many = Array.from({ length: 10 }, (_, i) => `p${i}`);
    await sendPage(hookUrl, { ...FULL, cohort: '8', members: many });
    await sendPage(hookUrl, { ...FULL, cohort: '8', session: 't', members: ['p1'] });
    await allApplied(ready.dataDir);
    expect(await status(ready.dataDir)).toMatchObject({
      state: 'attention',
      reason: { why: 'removedMost', project: '1', cohort: '8', others: 0 },
    });
    const { stdout } = await runRollcall(['status', '--data-dir', ready.dataDir]);
    expect(stdout).toMatch(/^state +attention \(removedMost 1\/8\)$/m);
  });

  it('says that the folder is gone, for programs, too', async () => {
    const { ready } = await startRollcall(await makeDataFolder());
    const { dataDir } = ready;
    await rename(dataDir, `${dataDir}-away`);
    const { code, stdout, stderr } = await runRollcall(['status', '--data-dir', dataDir, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({ running: null, trouble: 'folder-gone' });
    expect(stderr).toMatch(/^There is no Rollcall data in /);
    await rename(`${dataDir}-away`, dataDir);
    expect((await status(dataDir)).running).toBe(true);
  });

  const diskDir = mountSmallDisk(ROOMY_KIB) ?? '';
  it.skipIf(diskDir === '')(
    'says that the disk is nearly full, though nothing arrives',
    async () => {
      const { ready } = await startRollcall(join(diskDir, 'data'));
      expect((await status(ready.dataDir)).trouble).toBeNull();
      resizeSmallDisk(diskDir, NEARLY_FULL_KIB);
      expect(await status(ready.dataDir)).toMatchObject({
        state: 'trouble',
        reason: { why: 'store' },
        trouble: 'DISK_NEARLY_FULL',
      });
      resizeSmallDisk(diskDir, ROOMY_KIB);
      expect((await status(ready.dataDir)).trouble).toBeNull();
      await endAll();
      unmountSmallDisk(diskDir);
    },
  );
});
