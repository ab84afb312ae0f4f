// Makes dist/main, dist/electron and dist/renderer, once however many ask at the same time. Started by run.mjs when they are
// missing or stale; says what it does on stderr.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { filesIn, fingerprint, isFresh, stampPath } from './freshness.mjs';

// Also when a test runner asks: the page is the one people get, without React's checks.
process.env.NODE_ENV = 'production';

const LOCK_TIMEOUT_MS = 180_000;
const OUTPUT_DIRS = ['main', 'electron', 'renderer'];

const rootDir = dirname(dirname(fileURLToPath(import.meta.url)));
const distDir = join(rootDir, 'dist');

try {
  mkdirSync(distDir, { recursive: true });
  const lock = takeLock();
  if (!isFresh(rootDir)) await build();
  lock.close();
} catch (error) {
  console.error(`The build failed. ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

/** Waits for whoever builds now. The operating system drops the lock with the process, however that ends. */
function takeLock() {
  const lock = new DatabaseSync(join(distDir, '.lock'), { timeout: LOCK_TIMEOUT_MS });
  lock.exec('BEGIN EXCLUSIVE');
  return lock;
}

async function build() {
  const startedAtMs = Date.now();
  console.error('Building Rollcall …');
  // before anything is read: a file saved meanwhile makes this build stale, not wrong
  const sources = fingerprint(rootDir);
  const nextDir = join(distDir, `.next-${process.pid}`);
  removeLeftovers();
  const { bundleMain, bundleRenderer } = await loadBundlers();
  await bundleMain(rootDir, nextDir);
  await bundleRenderer(rootDir, join(nextDir, 'renderer'));
  swapIn(nextDir, sources);
  console.error(`Built in ${((Date.now() - startedAtMs) / 1000).toFixed(1)} s.`);
}

async function loadBundlers() {
  if (!existsSync(join(rootDir, 'node_modules'))) {
    throw new Error(`Its packages are not installed: run "npm ci" in ${rootDir} and try again.`);
  }
  return await import('./bundle.mjs');
}

/** Of builds that were killed: nobody else is building while we hold the lock. */
function removeLeftovers() {
  for (const name of readdirSync(distDir)) {
    if (/^\.(next|old)-/.test(name)) rmSync(join(distDir, name), { recursive: true, force: true });
  }
}

/**
 * Puts a finished build in place of the last one. The stamp goes first and comes last, so whoever looks in
 * between finds no build and waits for the lock.
 * @param {string} nextDir
 * @param {string} sources
 */
function swapIn(nextDir, sources) {
  const oldDir = join(distDir, `.old-${process.pid}`);
  mkdirSync(oldDir);
  rmSync(stampPath(rootDir), { force: true });
  for (const name of OUTPUT_DIRS) {
    const target = join(distDir, name);
    if (existsSync(target)) renameSync(target, join(oldDir, name));
    renameSync(join(nextDir, name), target);
  }
  const outputs = OUTPUT_DIRS.flatMap((name) => filesIn(rootDir, join('dist', name)));
  writeFileSync(join(nextDir, 'build.json'), JSON.stringify({ sources, outputs }));
  renameSync(join(nextDir, 'build.json'), stampPath(rootDir));
  rmSync(nextDir, { recursive: true });
  rmSync(oldDir, { recursive: true });
}
