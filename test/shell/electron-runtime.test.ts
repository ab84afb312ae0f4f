import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findElectronRuntime, hasDisplay } from '../../main/cli/electron-runtime.ts';
import { runDesktopApp } from '../../main/cli/run-desktop.ts';
import { makeDataFolder, removeDataFolders } from '../support/data-folders.ts';

afterAll(removeDataFolders);

/** A folder with these files, each holding its text. */
async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const dir = await makeDataFolder();
  mkdirSync(dir);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
  return dir;
}

describe('Electron’s runtime', () => {
  it('is the program that path.txt names, in the package’s dist folder', async () => {
    const dir = await folderWith({
      'path.txt': 'Electron.app/Contents/MacOS/Electron\n',
      'dist/Electron.app/Contents/MacOS/Electron': '',
    });
    expect(findElectronRuntime({}, dir)).toBe(
      join(dir, 'dist/Electron.app/Contents/MacOS/Electron'),
    );
  });

  it.each([
    ['nothing was downloaded', { 'package.json': '{}' }],
    ['the download broke off', { 'path.txt': 'electron' }],
    ['path.txt is empty', { 'path.txt': '\n', 'dist/electron': '' }],
  ])('is absent when %s', async (_why, files) => {
    expect(findElectronRuntime({}, await folderWith(files))).toBeNull();
  });

  it('is absent when the package is', () => {
    expect(findElectronRuntime({}, null)).toBeNull();
  });

  it('is looked for where ELECTRON_OVERRIDE_DIST_PATH says', async () => {
    const dir = await folderWith({ 'package.json': '{}' });
    const elsewhere = await folderWith({ electron: '' });
    const environment = { ELECTRON_OVERRIDE_DIST_PATH: elsewhere };
    expect(findElectronRuntime(environment, dir)).toBe(join(elsewhere, 'electron'));
    const named = await folderWith({ 'path.txt': 'electron.exe', 'dist/electron.exe': '' });
    expect(findElectronRuntime(environment, named)).toBeNull();
  });

  it('is found out about without starting Electron’s own download', () => {
    const startedAtMs = performance.now();
    findElectronRuntime({});
    expect(performance.now() - startedAtMs).toBeLessThan(250);
  });
});

describe('a display', () => {
  it.each([
    ['linux', {}, false],
    ['linux', { DISPLAY: ':0' }, true],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
    ['darwin', {}, true],
    ['win32', {}, true],
  ] as const)('on %s with %j: %s', (platform, environment, expected) => {
    expect(hasDisplay(environment, platform)).toBe(expected);
  });
});

describe('the desktop app', () => {
  const run = async (source: string, environment: Record<string, string> = {}, abort = false) => {
    const dir = await folderWith({ 'app.mjs': source });
    const stop = new AbortController();
    const ended = runDesktopApp({
      // Node plays the runtime: it takes a file and arguments just so.
      runtimePath: process.execPath,
      appPath: join(dir, 'app.mjs'),
      args: ['--data-dir', dir],
      environment,
      signal: stop.signal,
    });
    if (abort) stop.abort();
    return await ended;
  };

  it('gets the arguments, and its exit code is ours', async () => {
    expect(await run("process.exit(process.argv[2] === '--data-dir' ? 7 : 1)")).toBe(7);
  });

  it('is never run as Node', async () => {
    const source = 'process.exit(process.env.ELECTRON_RUN_AS_NODE === undefined ? 0 : 1)';
    expect(await run(source, { ELECTRON_RUN_AS_NODE: '1' })).toBe(0);
  });

  it.skipIf(process.platform === 'win32')('stops when we are asked to', async () => {
    expect(await run('setInterval(() => {}, 1000)', {}, true)).toBe(143);
  });

  it('that can’t be started is an error', async () => {
    const dir = await folderWith({});
    const { signal } = new AbortController();
    const runtimePath = join(dir, 'missing');
    const started = runDesktopApp({ runtimePath, appPath: dir, args: [], environment: {}, signal });
    await expect(started).rejects.toThrow('ENOENT');
  });
});
