/** Runs the tests that are small by day with the numbers they are accepted by. Started by `npm run test:deep`. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const rootDir = fileURLToPath(new URL('../', import.meta.url));
const vitest = fileURLToPath(new URL('vitest.mjs', import.meta.resolve('vitest/package.json')));

/** What was set by hand is left alone. */
const NUMBERS = {
  ROLLCALL_FAULTS: '200',
  ROLLCALL_KILLS: '50',
  ROLLCALL_CUTS: '30',
  ROLLCALL_BODIES: '2000',
  ROLLCALL_PROPERTY_RUNS: '5000',
};
const FILES = [
  'test/api/faults.test.ts',
  'test/storing/kill.test.ts',
  'test/tunnelling/cuts.test.ts',
  'test/receiving/one-reader.test.ts',
  'test/membership/properties.test.ts',
  'test/membership/apply-again-properties.test.ts',
];

const asked = process.argv.slice(2);
const files = asked.length === 0 ? FILES : asked;
const args = [vitest, 'run', '--config', 'build/vitest.config.ts', ...files];
const env = { ...NUMBERS, ...process.env };
const { status } = spawnSync(process.execPath, args, { cwd: rootDir, stdio: 'inherit', env });
process.exitCode = status ?? 1;
