import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { findElectronRuntime } from '../../main/cli/electron-runtime.ts';
import { makeDataFolder, removeDataFolders } from '../support/data-folders.ts';

afterAll(removeDataFolders);

const ROOT_DIR = join(import.meta.dirname, '..', '..');
const START = join(ROOT_DIR, 'dist', 'main', 'start.js');
const run = promisify(execFile);

/** A folder with a program that says how it was started, in the runtime's place. */
async function fakeRuntime(dataDir: string): Promise<string> {
  const dir = join(dirname(dataDir), 'runtime');
  const path = join(dir, 'electron');
  mkdirSync(dir);
  writeFileSync(
    path,
    `#!${process.execPath}\nconsole.log(process.argv.slice(2).join('\\n'));process.exit(3);`,
  );
  chmodSync(path, 0o755);
  return dir;
}

describe.skipIf(process.platform === 'win32')('npm start', () => {
  it('runs the desktop app where Electron’s runtime is', async () => {
    const dataDir = await makeDataFolder();
    const env = {
      ...process.env,
      DISPLAY: ':0',
      ROLLCALL_NO_OPEN: '',
      ELECTRON_OVERRIDE_DIST_PATH: await fakeRuntime(dataDir),
    };
    const started = run(process.execPath, [START, '--data-dir', dataDir, '--port', '0'], { env });
    // What the desktop app ends with is what the start ends with.
    await expect(started).rejects.toMatchObject({
      code: 3,
      stdout: [`${ROOT_DIR}/`, '--data-dir', dataDir, '--port', '0', ''].join('\n'),
    });
  });

  it.skipIf(findElectronRuntime({}) !== null)(
    'says in a sentence that it is not, and serves the browser',
    async () => {
      const said = await startBrowserMode({ DISPLAY: ':0', ROLLCALL_NO_OPEN: '' });
      expect(said).toContain('npx install-electron');
      expect(said).toContain('/hook/');
    },
  );

  it('says nothing of it where there is no display', async () => {
    const said = await startBrowserMode({ DISPLAY: '', WAYLAND_DISPLAY: '' });
    expect(said).not.toContain('electron');
  });
});

/** Starts, stops as soon as it is ready, and returns what was said. */
async function startBrowserMode(environment: Readonly<Record<string, string>>): Promise<string> {
  const dataDir = await makeDataFolder();
  // No program that could open a browser is found.
  const env = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: '', ...environment, PATH: '' };
  const child = spawn(process.execPath, [START, '--data-dir', dataDir], { env });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
    if (chunk.includes('/hook/')) child.kill('SIGTERM');
  });
  let problem = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    problem += chunk;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(problem);
  return said;
}
