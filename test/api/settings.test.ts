import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect } from 'vitest';
import { removeDataFolders } from '../support/data-folders.ts';
import { type Page, sendAuthorized, sendPage } from '../support/mixpanel.ts';
import { until } from '../support/until.ts';
import { DeskDouble, KeychainDouble } from './support/shell-doubles.ts';
import { test } from './support/with-api.ts';

afterAll(removeDataFolders);

const PAGE: Page = { action: 'members', session: 's', members: ['ann'] };
const PASSWORD = 'a long enough password';
const TRANSPORTS = ['ipc', 'loopback'] as const;

function authorization(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

const withKeychain = test.extend({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern what a fixture needs
  secrets: async ({}, use) => {
    await use(new KeychainDouble());
  },
});

describe.each(TRANSPORTS)('the password, over %s', (name) => {
  withKeychain('is asked for from the moment it is set', async ({ connect, rollcall }) => {
    const client = await connect(name);
    const asked = { user: 'mixpanel', password: PASSWORD };
    expect((await sendPage(rollcall.hookUrl, PAGE)).status).toBe(200);
    await client.call('password.set', asked);
    expect((await sendPage(rollcall.hookUrl, PAGE)).status).toBe(401);
    const header = authorization('mixpanel', PASSWORD);
    expect((await sendAuthorized(rollcall.hookUrl, PAGE, header)).status).toBe(200);
    await client.call('password.set', { ...asked, password: `${PASSWORD} of today` });
    expect((await sendAuthorized(rollcall.hookUrl, PAGE, header)).status).toBe(401);
    await client.call('password.remove', {});
    expect((await sendPage(rollcall.hookUrl, PAGE)).status).toBe(200);
  });

  withKeychain('never comes back, and is logged nowhere', async ({ connect, logged }) => {
    const client = await connect(name);
    const told: unknown[] = [];
    client.on('app.changed', (snapshot) => told.push(snapshot));
    const answer = await client.call('password.set', { user: 'mixpanel', password: PASSWORD });
    await until('the change is told', () => told.length > 0);
    const snapshot = await client.call('app.snapshot', {});
    expect(snapshot.password).toEqual({ user: 'mixpanel', obstacle: null, isLost: false });
    expect(JSON.stringify([answer, snapshot, told])).not.toContain(PASSWORD);
    expect(logged.join('\n')).not.toContain(PASSWORD);
  });

  withKeychain.for([
    ['a colon in the user name', { user: 'a:b', password: PASSWORD }],
    ['no user name', { user: '', password: PASSWORD }],
    ['a short password', { user: 'mixpanel', password: 'short' }],
    ['a line break', { user: 'mixpanel', password: `${PASSWORD}\n` }],
  ] as const)('is refused with %s', async ([, credentials], { connect }) => {
    const client = await connect(name);
    await expect(client.call('password.set', credentials)).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
    });
    expect((await client.call('app.snapshot', {})).password.user).toBeNull();
  });

  test('can’t be set without a keychain, which is said before', async ({ connect }) => {
    const client = await connect(name);
    const { password } = await client.call('app.snapshot', {});
    expect(password).toEqual({ user: null, obstacle: 'headless', isLost: false });
    await expect(
      client.call('password.set', { user: 'mixpanel', password: PASSWORD }),
    ).rejects.toMatchObject({ code: 'PASSWORD_NOT_KEPT' });
  });
});

describe('the shell', () => {
  const withDesk = test.extend({
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern what a fixture needs
    desk: async ({}, use) => {
      await use(new DeskDouble());
    },
  });

  withDesk('tells what it can do, and is switched by the screens', async ({ connect }) => {
    const client = await connect('ipc');
    const before = await client.call('app.snapshot', {});
    expect(before.shell).toEqual({
      kind: 'desktop',
      switches: { keepRunning: true, notifications: true },
      notifications: { cohorts: [], gatherMinutes: 15, quietHours: null },
    });
    const changed = new Promise<boolean | undefined>((resolve) =>
      client.on('app.changed', ({ settings }) =>
        resolve(settings?.value.shell.switches.notifications),
      ),
    );
    await client.call('settings.switch', { name: 'notifications', isOn: false });
    expect(await changed).toBe(false);
  });

  withDesk('tells of a cohort’s changes, when it is asked to', async ({ connect }) => {
    const client = await connect('ipc');
    const quietHours = { fromMinute: 1_320, toMinute: 480 };
    await client.call('notifications.follow', { cohort: 3, isOn: true });
    await client.call('notifications.update', { quietHours });
    const { shell } = await client.call('app.snapshot', {});
    expect(shell.notifications).toEqual({ cohorts: [3], gatherMinutes: 15, quietHours });
    const never = { fromMinute: 480, toMinute: 480 };
    await expect(client.call('notifications.update', { quietHours: never })).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
    });
  });

  test('has no switches in a browser', async ({ connect }) => {
    const client = await connect('loopback');
    expect((await client.call('app.snapshot', {})).shell).toEqual({
      kind: 'browser',
      switches: {},
      notifications: null,
    });
    const refused = { code: 'NOT_IN_BROWSER' };
    await expect(
      client.call('settings.switch', { name: 'keepRunning', isOn: true }),
    ).rejects.toMatchObject(refused);
    for (const asked of [
      client.call('notifications.follow', { cohort: 1, isOn: true }),
      client.call('notifications.update', { gatherMinutes: 0 }),
    ]) {
      await expect(asked).rejects.toMatchObject(refused);
    }
    await expect(client.call('data.showInFolder', {})).rejects.toMatchObject(refused);
  });
});

describe('the data folder', () => {
  test('is measured, with what was set aside in it', async ({ connect, dataDir, deliver }) => {
    const client = await connect('loopback');
    await deliver(PAGE);
    await writeFile(join(dataDir, 'roster-set-aside-2026-11-24T000000Z.db'), 'x'.repeat(12_345));
    const space = await client.call('data.space', {});
    expect(space.setAside).toBe(12_345);
    expect(space.members).toBeGreaterThan(4096);
    expect(space.deliveries).toBeGreaterThan(4096);
    expect(space.free).toBeGreaterThan(0);
  });
});
