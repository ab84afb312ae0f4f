import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hasTraySupport } from '../../main/electron/tray-support.ts';
import { makeDataFolder, removeDataFolders } from '../support/data-folders.ts';

afterAll(removeDataFolders);

/** A desktop on which these programs ask the session's bus. */
async function desktopWith(programs: Readonly<Record<string, string>>) {
  const dir = await makeDataFolder();
  mkdirSync(dir);
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(dir, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(dir, name), 0o755);
  }
  return { PATH: dir };
}

describe.skipIf(process.platform === 'win32')('tray icons', () => {
  it.each([
    ['shown where a panel takes them', { 'dbus-send': 'echo "   boolean true"' }, true],
    ['not shown where none does', { 'dbus-send': 'echo "   boolean false"' }, false],
    ['asked about in another way where the first is missing', { gdbus: 'echo "(true,)"' }, true],
    [
      'asked about in another way where the first fails',
      { 'dbus-send': 'exit 1', gdbus: 'echo "(true,)"' },
      true,
    ],
    ['not relied on where nobody can say', {}, false],
  ])('are %s', async (_what, programs, expected) => {
    expect(await hasTraySupport('linux', await desktopWith(programs))).toBe(expected);
  });

  it('are always there on macOS and Windows', async () => {
    expect(await hasTraySupport('darwin', {})).toBe(true);
    expect(await hasTraySupport('win32', {})).toBe(true);
  });
});
