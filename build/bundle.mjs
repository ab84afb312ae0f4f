import { chmodSync, cpSync, existsSync, globSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import * as vite from 'vite';

/** The files that Node or a worker is started with. Their base names are what dist/main holds. */
const ENTRIES = [
  'main/start.ts',
  'main/rollcall.ts',
  'main/**/*-thread.ts',
  'main/**/*-process.ts',
];

/** What Electron is started with, and what it runs before the page's own scripts. */
const DESKTOP_ENTRY = 'main/electron/index.ts';
const PRELOAD_ENTRY = 'main/electron/preload.ts';
const ICONS = 'build/icons/*.{png,ico}';

/** Native or absent from a checkout: loaded from node_modules at run time, if at all. */
const EXTERNAL = ['electron', '@ngrok/ngrok'];

/** What a package written as CommonJS loads Node's own modules with. */
const REQUIRE =
  "import { createRequire as rollcallRequire } from 'node:module'; const require = rollcallRequire(import.meta.url);";

/**
 * Bundles what runs on Node: outDir/main, flat, so that a thread's file is beside every chunk that may start it with
 * `new URL('./x-thread.js', import.meta.url)`, and outDir/electron/index.js, the desktop shell over the same chunks.
 * @param {string} rootDir
 * @param {string} outDir
 */
export async function bundleMain(rootDir, outDir) {
  mkdirSync(join(outDir, 'main'), { recursive: true });
  await esbuild.build({
    absWorkingDir: rootDir,
    entryPoints: entryPoints(rootDir),
    outdir: outDir,
    chunkNames: 'main/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    charset: 'utf8',
    external: EXTERNAL,
    banner: { js: REQUIRE },
    logLevel: 'silent',
  });
  const command = join(outDir, 'main', 'rollcall.js');
  if (existsSync(command)) chmodSync(command, 0o755);
  await bundleDesktopParts(rootDir, join(outDir, 'electron'));
}

/**
 * The preload, CommonJS as a sandbox takes nothing else, and the tray's icons.
 * @param {string} rootDir
 * @param {string} outDir
 */
async function bundleDesktopParts(rootDir, outDir) {
  mkdirSync(join(outDir, 'icons'), { recursive: true });
  for (const path of globSync(ICONS, { cwd: rootDir })) {
    cpSync(join(rootDir, path), join(outDir, 'icons', basename(path)));
  }
  if (!existsSync(join(rootDir, PRELOAD_ENTRY))) return;
  await esbuild.build({
    absWorkingDir: rootDir,
    entryPoints: [PRELOAD_ENTRY],
    outfile: join(outDir, 'preload.cjs'),
    bundle: true,
    format: 'cjs',
    platform: 'browser',
    target: 'es2024',
    charset: 'utf8',
    external: ['electron'],
    plugins: [contractNames],
    logLevel: 'silent',
  });
}

/**
 * Puts the contract's names into the preload without the schemas they come from, which would be parsed anew with every
 * page.
 * @type {esbuild.Plugin}
 */
const contractNames = {
  name: 'contract-names',
  setup(build) {
    build.onLoad({ filter: /[\\/]contract-names\.ts$/ }, async ({ path }) => {
      const names = Object.entries(await import(pathToFileURL(path).href));
      const lines = names.map(
        ([name, value]) => `export const ${name} = ${JSON.stringify(value)};`,
      );
      return { contents: lines.join('\n') };
    });
  },
};

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
    const name = `main/${basename(path, '.ts')}`;
    const taken = byName[name];
    if (taken) throw new Error(`${taken} and ${path} would both become ${name}.js: rename one.`);
    byName[name] = path;
  }
  if (existsSync(join(rootDir, DESKTOP_ENTRY))) byName['electron/index'] = DESKTOP_ENTRY;
  return byName;
}
