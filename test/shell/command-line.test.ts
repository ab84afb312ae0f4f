import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { answerCommandLine } from '../../main/electron/command-line.ts';
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
