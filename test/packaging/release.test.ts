import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import config from '../../build/package/electron-builder.ts';
import { ROOT_DIR } from './support/package-app.ts';

const read = (...path: string[]): string => readFileSync(join(ROOT_DIR, ...path), 'utf8');

describe('a release', () => {
  const workflow = read('.github', 'workflows', 'release.yml');
  const manifest = JSON.parse(read('package.json'));

  it('runs scripts that there are', () => {
    const scripts = [...workflow.matchAll(/npm run (?:-s )?([\w:]+)/g)].map(([, name]) => name);
    expect(new Set(scripts)).toEqual(
      new Set(['check', 'audit', 'package', 'package:npm', 'test:electron']),
    );
    for (const name of scripts) expect(Object.keys(manifest.scripts)).toContain(name);
  });

  it('is packed on each system’s own machine, after the journeys on real Electron', () => {
    for (const system of ['macos', 'windows', 'ubuntu']) {
      expect(workflow).toMatch(new RegExp(`- os: ${system}-`));
    }
    expect(workflow.lastIndexOf('npm run test:electron')).toBeLessThan(
      workflow.indexOf('npm run package -- '),
    );
  });

  it('holds no secret: each comes from the repository’s own', () => {
    const given = [...workflow.matchAll(/^ +\w*(?:KEY|LINK|PASSWORD|TOKEN|ISSUER)\w*: (.+)$/gm)];
    expect(given.length).toBeGreaterThan(5);
    for (const [, value] of given) expect(value).toMatch(/^\$\{\{ (secrets\.|github\.token)/);
  });

  it('comes with checksums and a bill of materials', () => {
    expect(workflow).toContain('npm sbom');
    expect(workflow).toContain('sha256sum');
  });

  it('keeps Electron current', () => {
    expect(manifest.devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
    expect(read('.github', 'dependabot.yml')).toMatch(/package-ecosystem: npm/);
    expect(workflow).toContain('npm run audit');
  });
});

describe('the packages', () => {
  it('are those that people of each system expect', () => {
    const { mac, win, linux, nsis } = config;
    expect(mac?.target).toEqual([
      { target: 'dmg', arch: 'universal' },
      { target: 'zip', arch: 'universal' },
    ]);
    expect(win?.target).toEqual([{ target: 'nsis', arch: ['x64', 'arm64'] }]);
    expect(nsis).toMatchObject({ perMachine: false, deleteAppDataOnUninstall: false });
    expect(linux?.target).toEqual(['AppImage', 'deb', 'rpm']);
  });

  it('run hardened on macOS, with one exception for V8', () => {
    expect(config.mac).toMatchObject({ hardenedRuntime: true });
    const entitlements = read('build', 'package', 'entitlements.plist');
    expect([...entitlements.matchAll(/<key>(.+)<\/key>/g)].map(([, key]) => key)).toEqual([
      'com.apple.security.cs.allow-jit',
    ]);
  });

  it('look for updates nowhere, unless they are told where', () => {
    expect(config.publish).toBeNull();
  });
});

describe('the app’s icon', () => {
  const icons = (name: string): Buffer => readFileSync(join(ROOT_DIR, 'build/icons/app', name));
  const pngSize = (png: Buffer): number => png.readUInt32BE(16);

  it('is there in the sizes of Linux', () => {
    for (const size of [16, 32, 48, 64, 128, 256, 512, 1024]) {
      expect(pngSize(icons(`${size}x${size}.png`))).toBe(size);
    }
  });

  it('is there for macOS, up to the sharpest', () => {
    const icns = icons('icon.icns');
    expect(icns.toString('latin1', 0, 4)).toBe('icns');
    expect(icns.readUInt32BE(4)).toBe(icns.length);
    const sizes: Record<string, number> = {};
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
      sizes[icns.toString('latin1', at, at + 4)] = pngSize(icns.subarray(at + 8));
    }
    expect(sizes).toMatchObject({ icp4: 16, ic07: 128, ic08: 256, ic09: 512, ic10: 1024 });
  });

  it('is there for Windows, small as bitmaps and large as a picture', () => {
    const ico = icons('icon.ico');
    const found = Array.from({ length: ico.readUInt16LE(4) }, (_, i) => {
      const at = 6 + i * 16;
      const offset = ico.readUInt32LE(at + 12);
      const end = offset + ico.readUInt32LE(at + 8);
      expect(end).toBeLessThanOrEqual(ico.length);
      const isPng = ico.toString('latin1', offset + 1, offset + 4) === 'PNG';
      const size = isPng ? pngSize(ico.subarray(offset)) : ico.readInt32LE(offset + 4);
      expect(ico[at]).toBe(size % 256);
      return [size, isPng];
    });
    expect(found).toEqual([
      [16, false],
      [24, false],
      [32, false],
      [48, false],
      [64, false],
      [256, true],
    ]);
  });
});
