import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { answerCommandLine } from '../../main/electron/command-line.ts';
import { cohortOf } from '../exporting/support/cohort.ts';
import { mountSmallDisk, unmountSmallDisk } from '../support/small-disk.ts';

const mountable = mountSmallDisk(64);
if (mountable !== null) unmountSmallDisk(mountable);

it.skipIf(mountable === null)(
  'a command of the installed app ends, though its profile can’t be removed',
  async () => {
    let profileDir = '';
    onTestFinished(() => {
      spawnSync('umount', [profileDir]);
      rmSync(profileDir, { recursive: true });
    });
    const codes: (number | undefined)[] = [];
    await answerCommandLine({
      app: {
        disableHardwareAcceleration: () => {},
        on: () => {},
        whenReady: async () => {},
        getSystemLocale: () => 'en-GB',
        exit: (code) => void codes.push(code),
        setPath(_name, path) {
          profileDir = path;
          // A folder that holds a disk is one that nobody can remove.
          spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', path]);
        },
      },
      args: ['--help'],
      startHelper: () => {
        throw new Error('There is no tunnel to open.');
      },
    });
    expect(readFileSync('/proc/self/mounts', 'utf8')).toContain(` ${profileDir} `);
    expect(codes).toEqual([0]);
  },
);

it('a command of the installed app writes for Excel as the region of the system does', async () => {
  const member = { mixpanel_distinct_id: 'anna', email: 'anna@example.com', score: 1.5 };
  const { dir } = await cohortOf({ action: 'members', members: [member] });
  const file = join(dir, 'for-excel.csv');
  const codes: (number | undefined)[] = [];
  await answerCommandLine({
    app: {
      disableHardwareAcceleration: () => {},
      on: () => {},
      whenReady: async () => {},
      exit: (code) => void codes.push(code),
      setPath: () => {},
      getSystemLocale: () => 'de-DE',
    },
    args: ['export', '--data-dir', dir, '--cohort', '7', '--for', 'excel', '--out', file],
    startHelper: () => {
      throw new Error('There is no tunnel to open.');
    },
  });
  expect(codes).toEqual([0]);
  expect(readFileSync(file, 'utf8')).toContain(';1,5');
});
