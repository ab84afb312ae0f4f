import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect } from 'vitest';
import { packBackup } from '../../main/backup/pack.ts';
import { RollcallError } from '../../shared/errors.ts';
import { makeDataFolder, removeDataFolders } from '../support/data-folders.ts';
import { sendPage } from '../support/mixpanel.ts';
import { until } from '../support/until.ts';
import { changed, partsOf, save, sendPiece, upload } from './support/backups.ts';
import { ask } from './support/raw.ts';
import { DeskDouble } from './support/shell-doubles.ts';
import { type AppClient, person, test } from './support/with-api.ts';

afterAll(removeDataFolders);

const desk = new DeskDouble();
const withDesk = test.extend({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern what a fixture needs
  desk: async ({}, use) => {
    const folder = dirname(await makeDataFolder());
    desk.savePath = join(folder, 'saved.rollcall');
    desk.openPath = desk.savePath;
    await use(desk);
  },
});

async function sizes(client: AppClient): Promise<Record<string, number>> {
  const { cohorts } = await client.call('app.snapshot', {});
  return Object.fromEntries(cohorts.map(({ cohortId, members }) => [cohortId, members]));
}

async function choose(client: AppClient): Promise<string> {
  const { restoreId } = await client.call('restore.choose', {});
  if (restoreId === null) throw new Error('No file was chosen.');
  return restoreId;
}

const code = (name: string) => ({ code: name });
const NOTHING = { cohorts: 0, members: 0, deliveries: 0 };

describe('a backup in the desktop app', () => {
  withDesk(
    'holds everything as of one moment, and no secret',
    async ({ connect, deliver, rollcall }) => {
      const client = await connect('ipc');
      await deliver({ action: 'members', session: 's', members: [person('ann'), person('bob')] });
      await save(client);
      const file = await readFile(desk.savePath ?? '');
      expect(partsOf(file).map(({ name }) => name)).toEqual([
        'rollcall-backup.json',
        'roster.db',
        'inbox.db',
        'settings.json',
      ]);
      const token = rollcall.hookUrl.split('/').at(-1) ?? '';
      for (const { bytes } of partsOf(file)) expect(bytes.includes(token)).toBe(false);
    },
  );

  withDesk(
    'says what it holds, and takes the place of the data',
    async ({ connect, dataDir, deliver }) => {
      const client = await connect('ipc');
      await deliver({ action: 'members', session: 's', members: [person('ann'), person('bob')] });
      await client.call('settings.update', { retentionDays: 90 });
      await save(client);
      await client.call('settings.update', { retentionDays: 7 });
      await deliver({ action: 'members', cohort: '8', session: 't', members: ['cid'] });
      const restoreId = await choose(client);
      const holds = await client.call('restore.check', { restoreId });
      expect(holds).toMatchObject({ cohorts: 1, members: 2, deliveries: 1, hasHook: false });
      expect(await sizes(client)).toEqual({ 7: 2, 8: 1 });
      await client.call('settings.update', { paused: true });
      await client.call('restore.apply', { restoreId, withHook: false });
      expect(await sizes(client)).toEqual({ 7: 2 });
      const { settings } = await client.call('app.snapshot', {});
      expect(settings).toMatchObject({ retentionDays: 90, paused: true });
      await client.call('settings.update', { paused: false });
      const names = await readdir(dataDir);
      expect(names.filter((name) => /^(inbox|roster)-set-aside-.*\.db$/.test(name))).toHaveLength(
        2,
      );
      expect(names.filter((name) => name.startsWith('.staging'))).toEqual([]);
      await deliver({ action: 'add_members', session: 'u', members: ['dan'] });
      expect(await sizes(client)).toEqual({ 7: 3 });
    },
  );

  withDesk('is not taken away while it is applied', async ({ connect, dataDir, deliver }) => {
    const client = await connect('ipc');
    await deliver({ action: 'members', session: 's', members: [person('ann'), person('bob')] });
    await save(client);
    await deliver({ action: 'members', cohort: '8', session: 't', members: ['cid'] });
    const restoreId = await choose(client);
    await client.call('restore.check', { restoreId });
    const applied = client.call('restore.apply', { restoreId, withHook: false });
    await client.call('restore.drop', { restoreId });
    await applied;
    expect(await sizes(client)).toEqual({ 7: 2 });
    const names = await readdir(dataDir);
    expect(names.filter((name) => name.startsWith('.staging'))).toEqual([]);
  });

  withDesk('is consistent while deliveries arrive', async ({ connect, rollcall }) => {
    const client = await connect('ipc');
    let isOver = false;
    let sent = 0;
    const sending = (async () => {
      while (!isOver || sent < 5) {
        sent += 1;
        const page = { action: 'add_members', session: `s${sent}`, members: [`p${sent}`] } as const;
        expect((await sendPage(rollcall.hookUrl, page)).status).toBe(200);
      }
    })();
    await until('some are here', () => sent > 5);
    await save(client);
    isOver = true;
    await sending;
    const restoreId = await choose(client);
    const { members, deliveries } = await client.call('restore.check', { restoreId });
    await client.call('restore.apply', { restoreId, withHook: false });
    const after = await until('all that was kept is applied', async () => {
      const { waiting, cohorts } = await client.call('app.snapshot', {});
      return waiting === 0 && cohorts[0]?.members;
    });
    // Whoever was received before the copy of the inbox is in, applied then or now.
    expect(after).toBe(deliveries);
    expect(members).toBeLessThanOrEqual(deliveries);
  });

  withDesk(
    'to move pauses here and takes the hook URL along',
    async ({ connect, dataDir, deliver, rollcall }) => {
      const client = await connect('ipc');
      await deliver({ action: 'members', session: 's', members: ['ann'] });
      await save(client, true);
      expect((await client.call('app.snapshot', {})).settings.paused).toBe(true);
      const hook = JSON.parse(await readFile(join(dataDir, 'hook.json'), 'utf8'));
      await writeFile(
        join(dataDir, 'hook.json'),
        JSON.stringify({ ...hook, token: 'x'.repeat(20) }),
      );
      const restoreId = await choose(client);
      expect(await client.call('restore.check', { restoreId })).toMatchObject({ hasHook: true });
      await client.call('restore.apply', { restoreId, withHook: true });
      // It takes over receiving.
      expect((await client.call('app.snapshot', {})).settings.paused).toBe(false);
      expect(JSON.parse(await readFile(join(dataDir, 'hook.json'), 'utf8'))).toEqual(hook);
      expect(rollcall.hookUrl).toContain(hook.token);
    },
  );

  withDesk.for([
    ['that fails', false, false],
    ['that is cancelled', true, false],
    ['that fails while paused', false, true],
  ] as const)(
    'to move %s leaves receiving as it was',
    async ([, cancels, paused], { connect, deliver, rollcall }) => {
      const client = await connect('ipc');
      await deliver({ action: 'members', session: 's', members: ['ann'] });
      await client.call('settings.update', { paused });
      if (!cancels) desk.savePath = join(desk.savePath ?? '', 'no such folder', 'saved.rollcall');
      const ended = new Promise((resolve) =>
        client.on('backup.changed', ({ state }) => state !== 'running' && resolve(state)),
      );
      const { backupId } = await client.call('backup.start', { forMove: true, timeZone: 'UTC' });
      expect((await client.call('app.snapshot', {})).settings.paused).toBe(true);
      if (cancels) await client.call('backup.cancel', { backupId: backupId ?? '' });
      expect(await ended).toBe(cancels ? 'cancelled' : 'failed');
      expect((await client.call('app.snapshot', {})).settings.paused).toBe(paused);
      const page = { action: 'members', session: 't', members: ['ann'] } as const;
      const { status } = await sendPage(rollcall.hookUrl, page);
      expect(status).toBe(paused ? 503 : 200);
    },
  );

  withDesk('that is cancelled leaves nothing behind', async ({ connect, dataDir, deliver }) => {
    const client = await connect('ipc');
    const noise = () =>
      person(randomBytes(8).toString('hex'), { x: randomBytes(400).toString('hex') });
    await deliver({
      action: 'members',
      session: 's',
      members: Array.from({ length: 5000 }, noise),
    });
    const ended = new Promise((resolve) =>
      client.on('backup.changed', ({ state }) => state !== 'running' && resolve(state)),
    );
    const { backupId } = await client.call('backup.start', { forMove: false, timeZone: 'UTC' });
    await client.call('backup.cancel', { backupId: backupId ?? '' });
    expect(await ended).toBe('cancelled');
    await expect(readFile(desk.savePath ?? '')).rejects.toThrow('ENOENT');
    expect((await readdir(dataDir)).filter((name) => name.startsWith('.staging'))).toEqual([]);
  });
});

describe('a file that is no sound backup changes nothing', () => {
  const cases: readonly (readonly [string, string, (file: Buffer) => Buffer])[] = [
    ['that is foreign', 'BACKUP_FOREIGN', () => Buffer.from('PK no backup at all')],
    ['that is empty', 'BACKUP_FOREIGN', () => Buffer.alloc(0)],
    ['that is cut off', 'BACKUP_DAMAGED', (file) => file.subarray(0, file.length - 200)],
    [
      'with a byte turned',
      'BACKUP_DAMAGED',
      (file) => {
        const copy = Buffer.from(file);
        copy.writeUInt8(copy.readUInt8(copy.length >> 1) ^ 0xff, copy.length >> 1);
        return copy;
      },
    ],
    [
      'whose sums are right but whose database is not',
      'BACKUP_DAMAGED',
      (file) =>
        changed(file, ({ name, bytes }) =>
          name === 'roster.db'
            ? Buffer.concat([bytes.subarray(0, 4096), randomBytes(bytes.length - 4096)])
            : bytes,
        ),
    ],
    [
      'whose settings make no sense',
      'BACKUP_DAMAGED',
      (file) =>
        changed(file, ({ name, bytes }) =>
          name === 'settings.json' ? Buffer.from('{"theme":7}') : bytes,
        ),
    ],
    [
      'of a newer version',
      'BACKUP_FROM_NEWER_VERSION',
      (file) =>
        changed(file, ({ name, bytes }) =>
          name === 'rollcall-backup.json'
            ? Buffer.from(
                JSON.stringify({ ...JSON.parse(bytes.toString()), version: 2, files: 'otherwise' }),
              )
            : bytes,
        ),
    ],
    [
      'with a newer schema',
      'BACKUP_FROM_NEWER_VERSION',
      (file) =>
        changed(file, ({ name, bytes }) =>
          name === 'rollcall-backup.json'
            ? Buffer.from(
                JSON.stringify({
                  ...JSON.parse(bytes.toString()),
                  schema: { roster: 99, inbox: 1 },
                }),
              )
            : bytes,
        ),
    ],
  ];
  withDesk.for(cases)('%s', async ([, expected, spoil], { connect, deliver }) => {
    const client = await connect('ipc');
    await deliver({ action: 'members', session: 's', members: ['ann'] });
    await save(client);
    const path = desk.savePath ?? '';
    await writeFile(path, spoil(await readFile(path)));
    const restoreId = await choose(client);
    await expect(client.call('restore.check', { restoreId })).rejects.toMatchObject(code(expected));
    await expect(client.call('restore.apply', { restoreId, withHook: true })).rejects.toMatchObject(
      code('BACKUP_GONE'),
    );
    expect(await sizes(client)).toEqual({ 7: 1 });
  });
});

/** The same database without a table that nothing counts, so that only opening it shows what it lacks. */
function withoutMark(bytes: Buffer): Buffer {
  const path = join(mkdtempSync(join(tmpdir(), 'rollcall-test-')), 'roster.db');
  writeFileSync(path, bytes);
  const db = new DatabaseSync(path);
  db.exec('DROP TABLE mark');
  db.close();
  const changedBytes = readFileSync(path);
  rmSync(dirname(path), { recursive: true });
  return changedBytes;
}

describe('data that a backup was to replace', () => {
  withDesk(
    'is as before when what was in the backup can’t be opened',
    async ({ connect, dataDir, deliver }) => {
      const client = await connect('ipc');
      await deliver({ action: 'members', session: 's', members: ['ann'] });
      await save(client);
      const path = desk.savePath ?? '';
      const spoilt = changed(await readFile(path), ({ name, bytes }) =>
        name === 'roster.db' ? withoutMark(bytes) : bytes,
      );
      await writeFile(path, spoilt);
      await deliver({ action: 'add_members', session: 't', members: ['bob'] });
      const restoreId = await choose(client);
      await client.call('restore.check', { restoreId });
      await expect(
        client.call('restore.apply', { restoreId, withHook: false }),
      ).rejects.toMatchObject(code('RESTORE_FAILED'));
      expect(await sizes(client)).toEqual({ 7: 2 });
      await deliver({ action: 'add_members', session: 'u', members: ['cid'] });
      expect(await sizes(client)).toEqual({ 7: 3 });
      expect((await readdir(dataDir)).filter((name) => name.includes('set-aside'))).toEqual([]);
    },
  );
});

describe('a backup that is saved', () => {
  withDesk(
    'takes nobody’s place before it has been read again',
    async ({ connect, deliver, dataDir }) => {
      const client = await connect('ipc');
      await deliver({ action: 'members', session: 's', members: ['ann'] });
      await save(client);
      const path = desk.savePath ?? '';
      const saved = await readFile(path);
      const facts = { madeAtMs: 1, schema: { roster: 1, inbox: 2 }, contents: NOTHING };
      const packed = packBackup(dataDir, path, facts, {
        onBytes: () => {},
        signal: new AbortController().signal,
        check: () => Promise.reject(new RollcallError('BACKUP_CANCELLED')),
      });
      await expect(packed).rejects.toMatchObject(code('BACKUP_CANCELLED'));
      expect(await readFile(path)).toEqual(saved);
      expect(await readdir(dirname(path))).not.toContainEqual(expect.stringMatching(/\.part$/));
    },
  );

  withDesk('and is gone when it is looked into, is said to be gone', async ({ connect }) => {
    const client = await connect('ipc');
    await save(client);
    const restoreId = await choose(client);
    await rm(desk.savePath ?? '');
    await expect(client.call('restore.check', { restoreId })).rejects.toMatchObject(
      code('BACKUP_GONE'),
    );
  });
});

describe('a backup in a browser', () => {
  test('is fetched once, and sent back piece by piece', async ({ connect, deliver, uiUrl }) => {
    const client = await connect('loopback');
    const text = randomBytes(3_000_000).toString('hex');
    await deliver({ action: 'members', session: 's', members: [person('ann', { text })] });
    const backupId = await save(client);
    const { downloadPath } = await client.call('backup.fetch', { backupId });
    const fetched = await fetch(new URL(downloadPath, uiUrl));
    expect(fetched.headers.get('content-disposition')).toMatch(
      /^attachment; filename="Rollcall \d{4}-/,
    );
    const file = Buffer.from(await fetched.arrayBuffer());
    expect(fetched.headers.get('content-length')).toBe(String(file.length));
    const { host } = new URL(uiUrl);
    expect((await ask(uiUrl, { path: downloadPath, headers: { host } })).status).toBe(404);
    await client.call('data.removeAll', {});
    const restoreId = await upload(client, uiUrl, file);
    expect(await client.call('restore.check', { restoreId })).toMatchObject({ members: 1 });
    await client.call('restore.apply', { restoreId, withHook: false });
    expect(await sizes(client)).toEqual({ 7: 1 });
  });

  test('takes no byte more than was told, out of turn, or without key and ticket', async ({
    connect,
    uiUrl,
    rollcall,
  }) => {
    const client = await connect('loopback');
    const { uploadPath } = await client.call('restore.begin', { sizeBytes: 10 });
    const refused = (name: string) => ({ ok: false, error: { code: name } });
    const ten = Buffer.alloc(10);
    expect(await sendPiece(uiUrl, uploadPath, 5, ten)).toMatchObject(refused('REQUEST_INVALID'));
    expect(await sendPiece(uiUrl, uploadPath, 0, Buffer.alloc(11))).toMatchObject(
      refused('REQUEST_TOO_LARGE'),
    );
    expect(await sendPiece(uiUrl, uploadPath, 0, ten, 'another')).toMatchObject(
      refused('KEY_WRONG'),
    );
    const { host, hash } = new URL(uiUrl);
    const post = (url: string, path: string, origin: string) =>
      ask(url, {
        method: 'POST',
        path,
        headers: { host: new URL(url).host, origin, authorization: `Bearer ${hash.slice(1)}` },
        body: 'x',
      });
    expect((await post(uiUrl, uploadPath, 'https://elsewhere.example')).status).toBe(403);
    expect((await post(uiUrl, '/upload/another', `http://${host}`)).status).toBe(404);
    expect((await post(rollcall.hookUrl, uploadPath, `http://${host}`)).status).toBe(404);
  });
});
