import { chmod, chown, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { dataDirOf } from '../../main/cli/data-dir.ts';
import { removeDataFolders } from '../support/data-folders.ts';
import { runRollcall } from '../support/start-rollcall.ts';
import { failure } from './support/failure.ts';
import { test } from './support/with-folder.ts';

afterAll(removeDataFolders);

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o7777).toString(8);
}

describe('a folder given for the data', () => {
  test('that is missing is made for its owner alone', async ({ dataDir, start }) => {
    await start();
    expect(await modeOf(dataDir)).toBe('700');
  });

  test.for([[], ['.DS_Store'], ['settings.json', 'inbox-set-aside-2026-11-24T090000Z.db-wal']])(
    'that holds nothing but ours becomes its owner’s alone: %j',
    async (names, { dataDir, start }) => {
      await mkdir(dataDir);
      for (const name of names) await writeFile(join(dataDir, name), '');
      await chmod(dataDir, 0o775);
      await start();
      expect(await modeOf(dataDir)).toBe('700');
    },
  );

  test('that holds anything else keeps its mode, at every start, and our files are private', async ({
    dataDir,
    start,
  }) => {
    await mkdir(dataDir);
    await writeFile(join(dataDir, 'report.json'), '');
    await chmod(dataDir, 0o755);
    for (let starts = 1; starts <= 2; starts += 1) {
      const { stop } = await start();
      expect(await modeOf(dataDir)).toBe('755');
      await stop();
    }
    const ours = (await readdir(dataDir)).filter((name) => name !== 'report.json');
    expect(ours).toEqual(expect.arrayContaining(['inbox.db', 'roster.db', 'hook.json']));
    for (const name of ours) expect(await modeOf(join(dataDir, name)), name).toBe('600');
  });

  test.for(['775', '757', '1777'])(
    'that holds anything else and where others may write is refused, with a better one: %s',
    async (mode, { dataDir }) => {
      await mkdir(dataDir);
      await writeFile(join(dataDir, 'report.xlsx'), '');
      await chmod(dataDir, Number.parseInt(mode, 8));
      expect(await failure(['serve', '--data-dir', dataDir])).toBe(
        `Other people on this computer may write to the folder ${dataDir}, so your members would not be safe there. Give Rollcall a folder of its own in it: --data-dir ${dataDir}/rollcall`,
      );
      expect(await modeOf(dataDir)).toBe(mode);
      expect(await readdir(dataDir)).toEqual(['report.xlsx']);
    },
  );

  test.runIf(isRoot)(
    'that is somebody else’s is never closed to them',
    async ({ dataDir, start }) => {
      await mkdir(dataDir);
      await chown(dataDir, NOBODY, NOBODY);
      await chmod(dataDir, 0o777);
      expect(await failure(['serve', '--data-dir', dataDir])).toContain('of its own in it');
      await chmod(dataDir, 0o755);
      await start();
      expect(await modeOf(dataDir)).toBe('755');
    },
  );
});

describe('without one, the folder for application data', () => {
  it('is that of the system', () => {
    expect(dataDirOf(undefined, {}, 'darwin')).toBe(
      join(homedir(), 'Library/Application Support/Rollcall'),
    );
    expect(dataDirOf('', {}, 'linux')).toBe(join(homedir(), '.local/share/rollcall'));
    expect(dataDirOf(undefined, { XDG_DATA_HOME: '/data' }, 'linux')).toBe('/data/rollcall');
    expect(dataDirOf(undefined, {}, 'win32')).toBe(join(homedir(), 'AppData/Local/Rollcall'));
  });

  test('is on Windows the one that stays on the computer, unless an earlier version’s data is in the other', async ({
    dataDir,
  }) => {
    const [local, roaming] = [join(dataDir, 'Local'), join(dataDir, 'Roaming')];
    const environment = { LOCALAPPDATA: local, APPDATA: roaming };
    const chosen = () => dataDirOf(undefined, environment, 'win32');
    // what Electron makes there is not ours
    await mkdir(join(roaming, 'Rollcall', 'Crashpad'), { recursive: true });
    expect(chosen()).toBe(join(local, 'Rollcall'));
    await runRollcall(['cohorts', '--data-dir', join(roaming, 'Rollcall')]);
    expect(chosen()).toBe(join(local, 'Rollcall'));
    await writeFile(join(roaming, 'Rollcall', 'inbox.db'), '');
    expect(chosen()).toBe(join(roaming, 'Rollcall'));
    await mkdir(join(local, 'Rollcall'), { recursive: true });
    expect(chosen()).toBe(join(roaming, 'Rollcall'));
    await writeFile(join(local, 'Rollcall', 'hook.json'), '{}');
    expect(chosen()).toBe(join(local, 'Rollcall'));
  });
});
