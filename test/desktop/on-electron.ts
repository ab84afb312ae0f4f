/** Runs the desktop's journeys on Electron itself, and on nothing else. Started by `npm run test:electron`. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { electronHere } from './support/driver.ts';

const rootDir = fileURLToPath(new URL('../../', import.meta.url));
const vitest = fileURLToPath(new URL('vitest.mjs', import.meta.resolve('vitest/package.json')));

if (electronHere() === null) {
  process.stderr.write(
    'Electron’s runtime is not installed, or there is no display: run "npx install-electron", on Linux under a desktop or xvfb-run, and try again.\n',
  );
  process.exitCode = 1;
} else {
  const args = [vitest, 'run', '--config', 'build/vitest.config.ts', 'test/desktop'];
  const { status } = spawnSync(process.execPath, args, { cwd: rootDir, stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
