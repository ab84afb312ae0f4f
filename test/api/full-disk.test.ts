import { randomBytes } from 'node:crypto';
import { statfsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect } from 'vitest';
import type { Desk } from '../../main/api/desk.ts';
import { unpackBackup } from '../../main/backup/unpack.ts';
import type { BackupState } from '../../shared/api/backup-model.ts';
import { makeDataFolder, removeDataFolders } from '../support/data-folders.ts';
import { mountSmallDisk, resizeSmallDisk, unmountSmallDisk } from '../support/small-disk.ts';
import { save, sendPiece } from './support/backups.ts';
import { DeskDouble } from './support/shell-doubles.ts';
import { type AppClient, test as base, person } from './support/with-api.ts';

const ROOMY_KIB = 2 * 1024 * 1024;

const diskDir = mountSmallDisk(ROOMY_KIB) ?? '';
const desk = new DeskDouble();
let folders = 0;

afterAll(removeDataFolders);
afterAll(() => {
  if (diskDir !== '') unmountSmallDisk(diskDir);
});

/** Data on a disk of its own, backups elsewhere. */
const onSmallDisk = base.extend<{ dataDir: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern what a fixture needs
  dataDir: async ({}, use) => {
    roomy();
    folders += 1;
    const dir = join(diskDir, String(folders));
    await mkdir(dir);
    await use(join(dir, 'data'));
    roomy();
  },
});
const test = onSmallDisk.extend<{ desk: Desk }>({
  // biome-ignore lint/correctness/noEmptyPattern: as above
  desk: async ({}, use) => {
    desk.savePath = join(dirname(await makeDataFolder()), 'saved.rollcall');
    desk.openPath = desk.savePath;
    await use(desk);
  },
});

const roomy = (): void => resizeSmallDisk(diskDir, ROOMY_KIB);

/** From now on nothing more fits on the disk than so many KiB. */
function full(exceptKib = 0): void {
  const { blocks, bfree, bsize } = statfsSync(diskDir);
  resizeSmallDisk(diskDir, ((blocks - bfree) * bsize) / 1024 + exceptKib);
}

const noise = (bytes: number) => person('ann', { noise: randomBytes(bytes).toString('base64') });
const noRoom = (path: string) => ({
  code: 'BACKUP_NO_ROOM',
  details: { path, neededMiB: expect.any(Number) },
});

async function ended(client: AppClient): Promise<BackupState> {
  const end = new Promise<BackupState>((resolve) =>
    client.on('backup.changed', (state) => state.state !== 'running' && resolve(state)),
  );
  await client.call('backup.start', { forMove: false, timeZone: 'UTC' });
  return await end;
}

async function members(client: AppClient): Promise<number[]> {
  const { cohorts } = await client.call('app.snapshot', {});
  return cohorts.map((cohort) => cohort.members);
}

const staged = async (dataDir: string) =>
  (await readdir(dataDir)).filter((name) => name.startsWith('.staging'));

describe.skipIf(diskDir === '')('a full disk', () => {
  test('is said when a delivery is to be foreseen', async ({ connect, deliver }) => {
    const client = await connect('ipc');
    await deliver({ action: 'members', session: 's', members: [noise(15_000_000)] });
    full(100);
    const foreseen = client.call('deliveries.foresee', { number: 1 });
    await expect(foreseen).rejects.toMatchObject({ code: 'STORE_FULL' });
    roomy();
    expect(await client.call('deliveries.foresee', { number: 1 })).toMatchObject({
      outcome: 'repeat',
    });
  });

  test('is said when a backup is to be saved, and leaves no copies', async ({
    connect,
    dataDir,
    deliver,
  }) => {
    const client = await connect('ipc');
    await deliver({
      action: 'members',
      session: 's',
      members: [noise(100_000)],
    });
    full();
    expect(await ended(client)).toMatchObject({
      state: 'failed',
      error: noRoom(dataDir),
    });
    expect(await staged(dataDir)).toEqual([]);
    roomy();
    expect(await ended(client)).toMatchObject({ state: 'done', error: null });
  });

  test('where a backup is saved to is named, and what stood there stays', async ({
    connect,
    deliver,
  }) => {
    const stickDir = mountSmallDisk(256) ?? '';
    try {
      const client = await connect('ipc');
      await deliver({
        action: 'members',
        session: 's',
        members: [noise(1_000_000)],
      });
      desk.savePath = join(stickDir, 'saved.rollcall');
      await writeFile(desk.savePath, 'the one of last week');
      const path = desk.savePath;
      expect(await ended(client)).toMatchObject({
        state: 'failed',
        error: noRoom(path),
      });
      expect(await readFile(path, 'utf8')).toBe('the one of last week');
      expect(await readdir(stickDir)).toEqual(['saved.rollcall']);
    } finally {
      unmountSmallDisk(stickDir);
    }
  });

  test('is said when a browser sends a backup', async ({ connect, dataDir, uiUrl }) => {
    const client = await connect('loopback');
    const piece = randomBytes(1_000_000);
    const { uploadPath } = await client.call('restore.begin', {
      sizeBytes: piece.length,
    });
    full();
    const answer = await sendPiece(uiUrl, uploadPath, 0, piece);
    expect(answer).toEqual({ ok: false, error: noRoom(dataDir) });
    await expect(client.call('restore.begin', { sizeBytes: 1 })).rejects.toMatchObject(
      noRoom(dataDir),
    );
  });

  test('is said when it fills while a backup is unpacked', async ({
    connect,
    dataDir,
    deliver,
  }) => {
    const client = await connect('ipc');
    await deliver({
      action: 'members',
      session: 's',
      members: [noise(15_000_000)],
    });
    await save(client);
    const toDir = join(dataDir, 'unpacked');
    await mkdir(toDir);
    const unpacked = unpackBackup(desk.savePath ?? '', {
      toDir,
      // Long after the look at how much there is.
      onBytes: (done, total) => done > total / 2 && full(),
      signal: new AbortController().signal,
    });
    await expect(unpacked).rejects.toMatchObject(noRoom(dataDir));
    expect(await members(client)).toEqual([1]);
  });

  test('leaves the data as it was when a backup is to replace it', async ({
    connect,
    dataDir,
    deliver,
  }) => {
    const client = await connect('ipc');
    await deliver({ action: 'members', session: 's', members: ['ann'] });
    await save(client);
    await deliver({ action: 'add_members', session: 't', members: ['bob'] });
    const { restoreId } = await client.call('restore.choose', {});
    const which = { restoreId: restoreId ?? '' };
    await client.call('restore.check', which);
    full();
    await expect(client.call('restore.apply', { ...which, withHook: false })).rejects.toMatchObject(
      noRoom(dataDir),
    );
    expect(await members(client)).toEqual([2]);
    roomy();
    await client.call('restore.apply', { ...which, withHook: false });
    expect(await members(client)).toEqual([1]);
  });
});
