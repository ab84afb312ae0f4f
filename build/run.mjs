// The door to everything that runs from a checkout: `npm start`, `npm run rollcall`, `npm run build`.
// Older Node must be able to read this file in order to be told that it is too old: no newer syntax, no static
// import that is not in Node 18. stdout belongs to the command, so nothing here writes to it.
import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const rootDir = dirname(dirname(fileURLToPath(import.meta.url)));

if (Number.parseInt(process.versions.node, 10) < 24) {
  process.stderr.write(
    `Rollcall needs Node.js 24 or newer, and this is v${process.versions.node}. Install it from nodejs.org and try again.\n`,
  );
  process.exit(1);
}

muteExperimentalWarnings();
const { isFresh } = await import('./freshness.mjs');
if (!isFresh(rootDir)) await build();

const [command, ...rest] = process.argv.slice(2);
if (command === 'start') await run('start.js', rest);
else if (command !== '--build') await run('rollcall.js', process.argv.slice(2));

/** Builds in a process of its own: the bundlers' memory, environment and chatter never reach the command. */
async function build() {
  const { spawnSync } = await import('node:child_process');
  const { status } = spawnSync(process.execPath, [join(rootDir, 'build', 'build.mjs')], {
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) process.exit(1);
}

/**
 * Runs a built entry in this process, so that signals and the exit code are the command's own.
 * @param {string} entry
 * @param {string[]} args
 */
async function run(entry, args) {
  const entryPath = join(rootDir, 'dist', 'main', entry);
  goBackToCaller();
  process.argv = [process.execPath, entryPath, ...args];
  await import(pathToFileURL(entryPath).href);
}

/** npm runs scripts in the package's folder, but a relative path is the caller's. */
function goBackToCaller() {
  const callerDir = process.env.INIT_CWD;
  // started elsewhere than in the package, this is not npm's doing, and INIT_CWD is some outer script's
  if (callerDir && realpathSync(process.cwd()) === realpathSync(rootDir)) process.chdir(callerDir);
}

/** Some Node 24 releases call node:sqlite experimental on every start; the person can do nothing about it. */
function muteExperimentalWarnings() {
  const emitWarning = process.emitWarning;
  process.emitWarning = (/** @type {unknown[]} */ ...args) => {
    if (args[1] !== 'ExperimentalWarning') Reflect.apply(emitWarning, process, args);
  };
}
