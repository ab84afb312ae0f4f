import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDataFolder, removeDataFolders } from '../support/data-folders.ts';
import { endAll, runRollcall, startRollcall } from '../support/start-rollcall.ts';
import { ROOT_DIR } from './support/package-app.ts';
import { type Registry, startRegistry } from './support/registry.ts';

const INSTALL_MS = 180_000;
const run = promisify(execFile);

describe.skipIf(process.platform === 'win32')(
  'the npm package, installed in an empty folder',
  () => {
    let homeDir = '';
    let registry: Registry;

    beforeAll(async () => {
      const dir = dirname(await makeDataFolder());
      homeDir = join(dir, 'home');
      mkdirSync(homeDir);
      writeFileSync(join(homeDir, 'package.json'), '{}');
      registry = await startRegistry(dir);
      const { stdout } = await run(process.execPath, [
        join(ROOT_DIR, 'build', 'package', 'npm.ts'),
        dir,
      ]);
      await run(
        'npm',
        [
          ...[
            'install',
            '--no-audit',
            '--no-fund',
            '--no-update-notifier',
            '--registry',
            registry.url,
          ],
          ...['--cache', join(dir, 'cache'), '--userconfig', join(dir, 'none'), stdout.trim()],
        ],
        { cwd: homeDir, env: { PATH: `${dirname(process.execPath)}:${process.env.PATH}` } },
      );
    }, INSTALL_MS);

    afterAll(async () => {
      await registry.close();
      await endAll();
      await removeDataFolders();
    });

    const packageDir = (): string => join(homeDir, 'node_modules', 'rollcall');
    const command = () => ({
      cwd: homeDir,
      // Found by its name, with Node and nothing else beside it.
      through: ['/usr/bin/env', `PATH=${dirname(process.execPath)}`],
      entry: join(homeDir, 'node_modules', '.bin', 'rollcall'),
    });

    it('needs ngrok’s SDK and no other package', () => {
      expect(registry.missed.filter((path) => !path.startsWith('@ngrok/ngrok-'))).toEqual([]);
      const installed = readdirSync(join(homeDir, 'node_modules')).filter(
        (name) => name[0] !== '.',
      );
      expect(installed.sort()).toEqual(['@ngrok', 'rollcall']);
      const manifest = JSON.parse(readFileSync(join(packageDir(), 'package.json'), 'utf8'));
      expect(Object.keys(manifest.dependencies)).toEqual(['@ngrok/ngrok']);
      expect(manifest).not.toHaveProperty('devDependencies');
      expect(manifest).not.toHaveProperty('private');
    });

    it('holds what runs, its texts, and nothing of a checkout', () => {
      expect(readdirSync(packageDir()).sort()).toEqual([
        'CHANGELOG.md',
        'LICENSE',
        'README.md',
        'SECURITY.md',
        'THIRD-PARTY-NOTICES.txt',
        'dist',
        'package.json',
      ]);
      expect(readdirSync(join(packageDir(), 'dist')).sort()).toEqual(['main', 'renderer']);
      const scripts = readdirSync(join(packageDir(), 'dist', 'main'));
      expect(scripts.filter((name) => /^start|\.map$/.test(name))).toEqual([]);
      for (const name of scripts) {
        const text = readFileSync(join(packageDir(), 'dist', 'main', name), 'utf8');
        expect(text).not.toMatch(/(from ?|require\()"electron"/);
      }
    });

    it('serves, simulates and exports', async () => {
      const dataDir = await makeDataFolder();
      const app = await startRollcall(dataDir, ['--tunnel', 'none'], command());
      const page = await fetch(app.ready.uiUrl);
      expect(await page.text()).toContain('<title>Rollcall</title>');
      const sent = await runRollcall(
        ['simulate', '--url', app.hookUrl, '--cohort', '7', '--members', '40'],
        command(),
      );
      expect(sent).toMatchObject({ code: 0 });
      const out = ['export', '--data-dir', dataDir, '--cohort', '7', '--out', 'members.csv'];
      expect(await runRollcall(out, command())).toMatchObject({ code: 0 });
      const text = readFileSync(join(homeDir, 'members.csv'), 'utf8');
      expect(text.trimEnd().split('\n')).toHaveLength(41);
      expect(await app.stop()).toMatchObject({ code: 0 });
    });
  },
);
