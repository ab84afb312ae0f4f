import { globSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Arch } from 'electron-builder';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasItsNativeModule } from '../../build/package/native-module.ts';
import { makeDataFolder, removeDataFolders } from '../support/data-folders.ts';
import { endAll, runRollcall, startRollcall } from '../support/start-rollcall.ts';
import { filesOf, type PackedFile, unpackTo } from './support/asar.ts';
import { packageApp, ROOT_DIR } from './support/package-app.ts';
import { fusesOf } from './support/stand-in-runtime.ts';

const PACKING_MS = 240_000;
const RUN_AS_APP = join(import.meta.dirname, 'support', 'run-as-app.ts');

const SDK_FILES = [
  'node_modules/@ngrok/ngrok-linux-x64-gnu/ngrok.linux-x64-gnu.node',
  'node_modules/@ngrok/ngrok-linux-x64-gnu/package.json',
  'node_modules/@ngrok/ngrok/LICENSE-APACHE',
  'node_modules/@ngrok/ngrok/LICENSE-MIT',
  'node_modules/@ngrok/ngrok/index.js',
  'node_modules/@ngrok/ngrok/package.json',
];

const isHere = process.platform === 'linux' && process.arch === 'x64';

describe.runIf(isHere)('the packed desktop app', () => {
  let appDir = '';
  let files: readonly PackedFile[] = [];
  /** Runs it from what is in the archive alone. */
  const asApp = { entry: RUN_AS_APP, environment: { PACKED_APP: '' } };

  beforeAll(async () => {
    appDir = await packageApp();
    const asarPath = join(appDir, 'resources', 'app.asar');
    files = filesOf(asarPath);
    const unpackedDir = await makeDataFolder();
    unpackTo(unpackedDir, asarPath);
    asApp.environment.PACKED_APP = join(unpackedDir, 'dist', 'electron', 'index.js');
  }, PACKING_MS);
  afterAll(async () => {
    await endAll();
    await removeDataFolders();
  });

  const textsOf = (pattern: RegExp): string[] =>
    files.filter(({ path }) => pattern.test(path)).map(({ bytes }) => bytes.toString('utf8'));

  it('holds the build and ngrok’s SDK, file by file, and nothing else', () => {
    const built = globSync('dist/{main,electron,renderer}/**/*', { cwd: ROOT_DIR })
      .filter((path) => statSync(join(ROOT_DIR, path)).isFile())
      .filter((path) => !/^dist\/main\/(rollcall|start(-\w+)?)\.js$/.test(path));
    const packed = files.map(({ path }) => path).sort();
    expect(packed).toEqual([...built, ...SDK_FILES, 'package.json'].sort());
    expect(packed.filter((path) => /\.(map|tsx?)$|\btests?\b/.test(path))).toEqual([]);
  });

  it('points to no source map', () => {
    for (const text of textsOf(/\.(js|cjs|css)$/)) expect(text).not.toContain('sourceMappingURL');
  });

  it('holds each dependency once', () => {
    // What the bundler took from a package it names above each module, several times if it takes it apart.
    const names = textsOf(/^dist\/(main|electron\/index)/).flatMap((text) => [
      ...new Set([...text.matchAll(/^\/\/ (node_modules\/\S+)$/gm)].map(([, name]) => name)),
    ]);
    expect(names).toContain('node_modules/ws/lib/websocket.js');
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
    expect(names.filter((name) => name?.includes('@ngrok'))).toEqual([]);
  });

  it('has a manifest that starts the shell and lists nothing of a checkout', () => {
    const [manifest = ''] = textsOf(/^package\.json$/);
    expect(JSON.parse(manifest)).toMatchObject({ main: 'dist/electron/index.js', type: 'module' });
    expect(manifest).not.toMatch(/"(devDependencies|scripts)"/);
  });

  it('has every file sealed, and beside the archive only what the system itself loads', () => {
    expect(files.filter(({ isSealed }) => !isSealed)).toEqual([]);
    const unpacked = files.filter(({ isUnpacked }) => isUnpacked).map(({ path }) => path);
    expect(unpacked).toEqual([SDK_FILES[0]]);
  });

  it('is small', () => {
    const size = files
      .filter(({ isUnpacked }) => !isUnpacked)
      .reduce((sum, { bytes }) => sum + bytes.length, 0);
    expect(size).toBeLessThan(4 * 1024 ** 2);
  });

  it('says whose work is in it', () => {
    const text = readFileSync(join(appDir, 'resources', 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    for (const name of ['react', 'zod', 'ws', 'lowdb', '@base-ui/react', '@ngrok/ngrok']) {
      expect(text).toMatch(new RegExp(`^${name} \\d`, 'm'));
    }
  });

  it('speaks English and Japanese, and brings no other language of Chromium', () => {
    expect(globSync('*.pak', { cwd: join(appDir, 'locales') }).sort()).toEqual([
      'en-US.pak',
      'ja.pak',
    ]);
  });

  it('has its fuses set: no Node, no debugger, no other app, sealed files and cookies', () => {
    expect(fusesOf(join(appDir, 'rollcall'))).toMatchObject({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      GrantFileProtocolExtraPrivileges: false,
    });
  });

  it('has every process sandboxed before Electron is ready', async () => {
    const help = await runRollcall(['--help'], asApp);
    expect(help).toMatchObject({ code: 0, stdout: expect.stringContaining('rollcall COMMAND') });
    expect(help.stderr).toContain('ready: sandbox on');
  });

  it('answers the command line from what is in the archive alone', async () => {
    const dataDir = await makeDataFolder();
    const app = await startRollcall(dataDir, [], asApp);
    const page = await fetch(app.ready.uiUrl);
    expect(await page.text()).toContain('<title>Rollcall</title>');
    const simulated = await runRollcall(
      ['simulate', '--url', app.hookUrl, '--cohort', '7', '--members', '40'],
      asApp,
    );
    expect(simulated).toMatchObject({ code: 0 });
    const exported = await runRollcall(
      ['export', '--data-dir', dataDir, '--cohort', '7', '--out', '-'],
      asApp,
    );
    expect(exported.code).toBe(0);
    expect(exported.stdout.trimEnd().split('\n')).toHaveLength(41);
    // Nothing of it went where the app keeps its own profile, and what Chromium would have written is gone.
    const [, profileDir = ''] = /^ready: .*profile (.+)$/m.exec(exported.stderr) ?? [];
    expect(profileDir).toContain('rollcall-command-');
    expect(statSync(profileDir, { throwIfNoEntry: false })).toBeUndefined();
    // Asked to quit by Electron, which has taken the signal for itself.
    app.child.kill('SIGUSR2');
    expect(await app.finished).toMatchObject({ code: 0 });
  });
});

describe('a package with another system’s native module', () => {
  it.each([
    ['none', [], 'no native module'],
    ['a foreign one', ['ngrok-win32-x64-msvc'], 'ngrok-win32-x64-msvc'],
    ['one too many', ['ngrok-linux-x64-gnu', 'ngrok-linux-x64-musl'], 'ngrok-linux-x64-musl'],
  ])('is stopped: %s', async (_what, modules, named) => {
    await expect(packedWith(modules)).rejects.toThrow(named);
  });

  it('is let through with its own', async () => {
    await packedWith(['ngrok-linux-x64-gnu']);
  });

  async function packedWith(modules: readonly string[]): Promise<void> {
    const appOutDir = await makeDataFolder();
    const sdkDir = join(appOutDir, 'app.asar.unpacked', 'node_modules', '@ngrok');
    mkdirSync(sdkDir, { recursive: true });
    for (const name of modules) mkdirSync(join(sdkDir, name));
    hasItsNativeModule({
      appOutDir,
      arch: Arch.x64,
      electronPlatformName: 'linux',
      packager: { getResourcesDir: (path) => path },
    });
  }
});
