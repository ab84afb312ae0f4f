import { chmodSync, existsSync, globSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as esbuild from 'esbuild';
import * as vite from 'vite';

/** The files that Node or a worker is started with. Their base names are what dist/main holds. */
const ENTRIES = ['main/start.ts', 'main/rollcall.ts', 'main/**/*-thread.ts'];

/** Native or absent from a checkout: loaded from node_modules at run time, if at all. */
const EXTERNAL = ['electron', '@ngrok/ngrok'];

/**
 * Bundles what runs on Node, flat: a thread's file is beside every chunk that may start it with
 * `new URL('./x-thread.js', import.meta.url)`.
 * @param {string} rootDir
 * @param {string} outDir
 */
export async function bundleMain(rootDir, outDir) {
  mkdirSync(outDir, { recursive: true });
  await esbuild.build({
    absWorkingDir: rootDir,
    entryPoints: entryPoints(rootDir),
    outdir: outDir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    charset: 'utf8',
    external: EXTERNAL,
    logLevel: 'silent',
  });
  const command = join(outDir, 'rollcall.js');
  if (existsSync(command)) chmodSync(command, 0o755);
}

/**
 * Bundles the page.
 * @param {string} rootDir
 * @param {string} outDir
 */
export async function bundleRenderer(rootDir, outDir) {
  await vite.build({
    configFile: join(rootDir, 'build', 'vite.config.ts'),
    configLoader: 'native',
    logLevel: 'error',
    build: { outDir, emptyOutDir: true },
  });
}

/** @param {string} rootDir */
function entryPoints(rootDir) {
  /** @type {Record<string, string>} */
  const byName = {};
  for (const path of globSync(ENTRIES, { cwd: rootDir })) {
    const name = basename(path, '.ts');
    const taken = byName[name];
    if (taken) throw new Error(`${taken} and ${path} would both become ${name}.js: rename one.`);
    byName[name] = path;
  }
  return byName;
}
