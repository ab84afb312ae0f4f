import { mkdir, readdir, readFile, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect } from 'vitest';
import { removeDataFolders } from '../support/data-folders.ts';
import { sendPage } from '../support/mixpanel.ts';
import { until } from '../support/until.ts';
import { fetchBackup, save, upload } from './support/backups.ts';
import { type AppClient, person, test } from './support/with-api.ts';

afterAll(removeDataFolders);

/** The files of a folder in which a text stands, as plain bytes. */
async function filesWith(dataDir: string, text: string): Promise<string[]> {
  const names = await readdir(dataDir);
  const held = await Promise.all(
    names.map(async (name) => (await readFile(join(dataDir, name))).includes(text)),
  );
  return names.filter((_, i) => held[i]);
}

async function cohortIds(client: AppClient): Promise<string[]> {
  const { cohorts } = await client.call('app.snapshot', {});
  return cohorts.map(({ cohortId }) => cohortId);
}

const secret = (id: string) => person(id, { email: `${id}@to-be-forgotten.example` });

describe('removing a cohort', () => {
  test('that is kept from laying out what waits, keeps nothing waiting once it can', async ({
    connect,
    dataDir,
    deliver,
    rollcall,
  }) => {
    const client = await connect('ipc');
    await deliver({ action: 'members', session: 's', members: ['ann'] });
    // As a program does that looks through new files, and holds them for it.
    const scratch = join(dataDir, 'scratch-a.db');
    await rm(scratch);
    await mkdir(scratch);
    await expect(client.call('cohorts.remove', { cohort: 1 })).rejects.toThrow();
    await rmdir(scratch);
    const page = { action: 'members', cohort: '8', session: 't', members: ['bob'] } as const;
    const isKept = async () => (await sendPage(rollcall.hookUrl, page)).status === 200;
    await until('all is opened anew', isKept);
    await until('it is applied', async () => (await cohortIds(client)).includes('8'));
  });

  test('leaves no byte of its people, and everything of the others', async ({
    connect,
    dataDir,
    deliver,
  }) => {
    const client = await connect('ipc');
    await deliver({ action: 'members', session: 's', members: [secret('ann'), secret('bob')] });
    await deliver({ action: 'members', session: 't', members: [secret('ann')] });
    await deliver({
      action: 'add_members',
      session: 'u',
      members: [{ ...secret('ann'), plan: 'x' }],
    });
    await deliver({ action: 'members', cohort: '8', session: 'v', members: ['cid'] });
    const text = 'to-be-forgotten';
    expect(await filesWith(dataDir, text)).not.toEqual([]);

    await client.call('cohorts.remove', { cohort: 1 });
    expect(await filesWith(dataDir, text)).toEqual([]);
    expect(await cohortIds(client)).toEqual(['8']);
    const deliveries = await client.call('deliveries.list', { limit: 10 });
    expect(deliveries.map(({ cohortId }) => cohortId)).toEqual(['8']);
    expect(await client.call('people.find', { search: 'ann' })).toEqual([]);
    expect(await client.call('people.find', { search: 'cid' })).toHaveLength(1);
  });

  test('does not keep it from coming back', async ({ connect, deliver }) => {
    const client = await connect('ipc');
    await deliver({ action: 'members', session: 's', members: ['ann', 'bob'] });
    await client.call('cohorts.remove', { cohort: 1 });
    await deliver({ action: 'add_members', session: 't', members: ['cid'] });
    const { cohorts } = await client.call('app.snapshot', {});
    expect(cohorts).toMatchObject([{ id: 2, cohortId: '7', members: 1, sizes: [1] }]);
  });

  test('goes through while pages of it and of others arrive', async ({
    connect,
    dataDir,
    rollcall,
  }) => {
    const client = await connect('ipc');
    const page = (cohort: string, n: number) =>
      sendPage(rollcall.hookUrl, {
        action: 'add_members',
        cohort,
        session: `s${n}`,
        members: [cohort === '7' ? secret(`p${n}`) : `q${n}`],
      });
    for (let n = 0; n < 20; n += 1) await Promise.all([page('7', n), page('8', n)]);
    await until('both are there', async () => (await cohortIds(client)).length === 2);
    const { cohorts } = await client.call('app.snapshot', {});
    const cohort = cohorts.find(({ cohortId }) => cohortId === '7')?.id ?? 0;
    const removing = client.call('cohorts.remove', { cohort });
    for (let n = 20; n < 30; n += 1) await page('8', n);
    await removing;
    const other = await until('the other one has everybody', async () => {
      const { cohorts: left, waiting } = await client.call('app.snapshot', {});
      return waiting === 0 && left.length === 1 && left[0]?.members === 30 && left[0];
    });
    expect(other.cohortId).toBe('8');
    expect(await filesWith(dataDir, 'to-be-forgotten')).toEqual([]);
  });

  test('deletes what came before, and makes it anew of all that is acknowledged afterwards', async ({
    connect,
    rollcall,
  }) => {
    const client = await connect('ipc');
    // Enough of them that deleting takes its time.
    const send = async (from: number, to: number) => {
      for (let n = from; n < to; n += 20) {
        const numbers = Array.from({ length: 20 }, (_, i) => n + i);
        const pages = numbers.map((i) =>
          sendPage(rollcall.hookUrl, {
            action: 'add_members',
            session: `s${i}`,
            members: [`p${i}`],
          }),
        );
        const statuses = (await Promise.all(pages)).map(({ status }) => status);
        expect(new Set(statuses)).toEqual(new Set([200]));
      }
    };
    await send(0, 800);
    await until('it is there', async () => (await cohortIds(client)).length === 1);
    const removing = client.call('cohorts.remove', { cohort: 1 });
    await send(800, 1000);
    await removing;
    await send(1000, 1020);
    const { cohorts } = await until('all is applied', async () => {
      const snapshot = await client.call('app.snapshot', {});
      return snapshot.waiting === 0 && snapshot;
    });
    const left = await client.call('deliveries.list', { limit: 500 });
    expect(left.filter(({ report }) => report === null)).toEqual([]);
    expect(cohorts).toMatchObject([{ cohortId: '7', members: left.length }]);
  });
});

test('removing everything leaves neither cohorts nor deliveries nor files set aside', async ({
  connect,
  dataDir,
  deliver,
  rollcall,
}) => {
  const client = await connect('ipc');
  await deliver({ action: 'members', session: 's', members: [secret('ann')] });
  await sendPage(rollcall.hookUrl, {
    action: 'members',
    cohort: '',
    session: 's',
    members: [secret('bob')],
  });
  await writeFile(join(dataDir, 'roster-set-aside-2026-11-24T000000Z.db'), 'to-be-forgotten');
  await client.call('data.removeAll', {});
  expect(await filesWith(dataDir, 'to-be-forgotten')).toEqual([]);
  expect(await cohortIds(client)).toEqual([]);
  expect(await client.call('deliveries.list', { limit: 10 })).toEqual([]);
  await deliver({ action: 'members', session: 't', members: ['cid'] });
  expect(await cohortIds(client)).toEqual(['7']);
});

test('removing everything takes backups along that are here: unfetched, being fetched, sent back, under way', async ({
  connect,
  dataDir,
  deliver,
  uiUrl,
}) => {
  const client = await connect('loopback');
  await deliver({ action: 'members', session: 's', members: [secret('ann')] });
  const restoreId = await upload(client, uiUrl, await fetchBackup(client, uiUrl));
  await client.call('restore.check', { restoreId });
  await save(client);
  await client.call('backup.fetch', { backupId: await save(client) });
  await client.call('backup.start', { forMove: false, timeZone: 'UTC' });
  const staged = async () =>
    (await readdir(dataDir)).filter((name) => name.startsWith('.staging-'));
  expect(await staged()).toHaveLength(4);
  await client.call('data.removeAll', {});
  expect(await staged()).toEqual([]);
  await deliver({ action: 'members', session: 't', members: ['cid'] });
  const again = await upload(client, uiUrl, await fetchBackup(client, uiUrl));
  expect(await client.call('restore.check', { restoreId: again })).toMatchObject({ members: 1 });
});

test('copies that wait to be fetched are for their owner alone', async ({
  connect,
  dataDir,
  deliver,
}) => {
  const client = await connect('loopback');
  await deliver({ action: 'members', session: 's', members: [secret('ann')] });
  await save(client);
  const [staging = ''] = (await readdir(dataDir)).filter((name) => name.startsWith('.staging-'));
  const names = await readdir(join(dataDir, staging));
  const modes = await Promise.all(
    names.map(async (name) => [name, (await stat(join(dataDir, staging, name))).mode & 0o777]),
  );
  expect(Object.fromEntries(modes)).toEqual({
    backup: 0o600,
    'inbox.db': 0o600,
    'roster.db': 0o600,
    'settings.json': 0o600,
  });
});
