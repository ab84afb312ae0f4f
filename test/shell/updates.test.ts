import { EventEmitter } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createUpdates, type UpdaterParts, updaterHere } from '../../main/electron/updates.ts';
import { makeDataFolder, removeDataFolders } from '../support/data-folders.ts';
import { sayWhatItRunsOn } from './support/stand-in.ts';

sayWhatItRunsOn();
afterAll(removeDataFolders);

class UpdaterDouble extends EventEmitter implements UpdaterParts {
  autoDownload = false;
  autoInstallOnAppQuit = false;
  logger: unknown = console;
  checks = 0;
  isOffline = false;

  async checkForUpdates(): Promise<void> {
    this.checks += 1;
    if (this.isOffline) throw new Error('net::ERR_INTERNET_DISCONNECTED');
  }
}

function makeUpdates({ isOffered = true, isOn = true } = {}) {
  const updater = new UpdaterDouble();
  const wish = { isOn };
  const days: (() => void)[] = [];
  const told: string[] = [];
  const errors: unknown[] = [];
  let opened = 0;
  const updates = createUpdates({
    openUpdater: isOffered
      ? async () => {
          opened += 1;
          return updater;
        }
      : null,
    isOn: () => wish.isOn,
    every: (ms, work) => {
      expect(ms).toBe(24 * 60 * 60 * 1000);
      days.push(work);
    },
    onReady: () => told.push(updates.waiting() ?? 'nothing'),
    onError: (error) => errors.push(error),
  });
  return { updates, updater, wish, days, told, errors, opened: () => opened };
}

describe('a new version', () => {
  it('is looked for at the start and once a day', async () => {
    const { updates, updater, days, opened } = makeUpdates();
    await updates.follow();
    expect(updater).toMatchObject({ checks: 1, autoDownload: true, logger: null });
    for (const nextDay of days) nextDay();
    await expect.poll(() => updater.checks).toBe(2);
    expect(opened()).toBe(1);
  });

  it('is put in place when Rollcall is quit, and not before', async () => {
    const { updates, updater, told } = makeUpdates();
    await updates.follow();
    expect(updater.autoInstallOnAppQuit).toBe(true);
    updater.emit('update-downloaded', { version: '0.2.0' });
    expect(told).toEqual(['0.2.0']);
    // There is nothing in the port that would restart anything.
    expect(Object.keys(updates).sort()).toEqual(['follow', 'isOffered', 'waiting']);
  });

  it('is tomorrow’s matter when there is no network', async () => {
    const { updates, updater, days, errors } = makeUpdates();
    updater.isOffline = true;
    await updates.follow();
    expect(errors).toHaveLength(1);
    updater.isOffline = false;
    for (const nextDay of days) nextDay();
    await expect.poll(() => updater.checks).toBe(2);
    expect(errors).toHaveLength(1);
  });
});

describe('switched off', () => {
  it('nothing is loaded, and nobody is asked', async () => {
    const { updates, days, opened } = makeUpdates({ isOn: false });
    await updates.follow();
    for (const nextDay of days) nextDay();
    await updates.follow();
    expect(opened()).toBe(0);
  });

  it('what was fetched already stays where it is', async () => {
    const { updates, updater, wish } = makeUpdates();
    await updates.follow();
    updater.emit('update-downloaded', { version: '0.2.0' });
    wish.isOn = false;
    await updates.follow();
    expect(updater).toMatchObject({ checks: 1, autoInstallOnAppQuit: false });
    expect(updates.waiting()).toBeNull();
  });

  it('and on again, it is looked for at once', async () => {
    const { updates, updater, wish } = makeUpdates({ isOn: false });
    await updates.follow();
    wish.isOn = true;
    await updates.follow();
    expect(updater.checks).toBe(1);
  });
});

describe('updates are offered', () => {
  it.each([
    ['darwin', true, true, true],
    ['win32', true, true, true],
    ['linux', true, true, false],
    ['darwin', false, true, false],
    ['win32', true, false, false],
  ] as const)('on %s, packaged %s, with a place to look %s: %s', async (...row) => {
    const [platform, isPackaged, hasFeed, expected] = row;
    const dir = await makeDataFolder();
    mkdirSync(dir);
    if (hasFeed) writeFileSync(join(dir, 'app-update.yml'), 'provider: generic\n');
    expect(updaterHere(isPackaged, platform, dir) !== null).toBe(expected);
  });

  it('nowhere else: no timer is set', async () => {
    const { updates, days } = makeUpdates({ isOffered: false });
    await updates.follow();
    expect(updates.isOffered).toBe(false);
    expect(days).toEqual([]);
  });
});
