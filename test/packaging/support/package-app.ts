import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { makeDataFolder } from '../../support/data-folders.ts';
import { makeStandInRuntime } from './stand-in-runtime.ts';

export const ROOT_DIR = join(import.meta.dirname, '..', '..', '..');

/** Packs the app as `npm run package -- --dir` does, around a folder that stands for Electron's; returns where it is. */
export async function packageApp(): Promise<string> {
  const dir = dirname(await makeDataFolder());
  const runtimeDir = join(dir, 'runtime');
  makeStandInRuntime(runtimeDir, electronVersion());
  const { NODE_ENV: _, ...env } = process.env;
  await promisify(execFile)(
    'npm',
    [
      ...['run', '-s', 'package', '--', '--linux', 'dir', '--x64'],
      ...[`-c.electronDist=${runtimeDir}`, `-c.directories.output=${join(dir, 'release')}`],
    ],
    { cwd: ROOT_DIR, env },
  );
  return join(dir, 'release', 'linux-unpacked');
}

function electronVersion(): string {
  const manifest = readFileSync(join(ROOT_DIR, 'node_modules', 'electron', 'package.json'), 'utf8');
  return String(JSON.parse(manifest).version);
}
