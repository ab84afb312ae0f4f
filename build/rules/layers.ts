// Who may import whom. Run by `npm run layers`; `violations` is the rule book, shown at work in test/tooling.
import { globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Import, importsIn } from './imports.ts';

/** An import, seen from the file it stands in. */
interface Edge {
  /** The importing file, relative to the repository, with forward slashes. */
  readonly from: string;
  /** A file of ours likewise, else the package's or Node module's name. */
  readonly to: string;
  readonly kind: 'own' | 'node' | 'package';
  readonly isTypeOnly: boolean;
}

interface Rule {
  readonly name: string;
  readonly forbids: (edge: Edge) => boolean;
  /** What to do instead. */
  readonly remedy: string;
}

const PURE_DIRS = ['main/mixpanel', 'main/membership', 'main/rhythm'] as const;

const RULES: readonly Rule[] = [
  {
    name: 'shared-is-alone',
    forbids: ({ from, to, kind }) =>
      within(from, 'shared') && !(kind === 'own' ? within(to, 'shared') : to === 'zod'),
    remedy: 'shared/ imports only itself and zod: move what needs more to main/ or renderer/.',
  },
  {
    name: 'rules-are-pure',
    forbids: ({ from, to, kind, isTypeOnly }) => {
      const home = PURE_DIRS.find((dir) => within(from, dir));
      if (home === undefined) return false;
      if (kind !== 'own') return to !== 'zod';
      const isPure = isTypeOnly && PURE_DIRS.some((dir) => within(to, dir));
      return !(isPure || within(to, home) || within(to, 'shared'));
    },
    remedy:
      'main/mixpanel, main/membership and main/rhythm are pure: import shared/, zod and each other’s types, and take the rest as a value.',
  },
  {
    name: 'core-knows-no-shell',
    forbids: ({ from, to }) => isCore(from) && (to === 'electron' || within(to, 'main/electron')),
    remedy: 'Declare the port the core needs and let main/electron provide it.',
  },
  {
    name: 'main-knows-no-screen',
    forbids: ({ from, to }) => within(from, 'main') && within(to, 'renderer'),
    remedy: 'main/ serves the built page; put what both sides need in shared/.',
  },
  {
    name: 'nobody-imports-a-thread',
    forbids: ({ to, isTypeOnly }) => /-thread\.ts$|^main\/.*-process\.ts$/.test(to) && !isTypeOnly,
    remedy: 'Start the thread or process by its path; a type of it may be had with `import type`.',
  },
  {
    name: 'store-threads-keep-to-the-store',
    forbids: ({ from, to, kind, isTypeOnly }) =>
      within(from, 'main/store') &&
      from.endsWith('-thread.ts') &&
      kind === 'own' &&
      !isTypeOnly &&
      !['main/store', ...PURE_DIRS, 'shared'].some((dir) => within(to, dir)),
    remedy:
      'A thread of the store imports main/store, the pure rules and shared/ only; a type may come from elsewhere.',
  },
  {
    name: 'renderer-lives-in-the-browser',
    forbids: ({ from, to, kind }) =>
      within(from, 'renderer') && (kind === 'node' || to === 'electron' || within(to, 'main')),
    remedy: 'Ask main for it through the contract in shared/api.',
  },
  {
    name: 'features-keep-apart',
    forbids: ({ from, to }) => {
      const feature = featureOf(from);
      return feature !== null && featureOf(to) !== null && featureOf(to) !== feature;
    },
    remedy: 'Lift what two features need to renderer/components or renderer/state.',
  },
  {
    name: 'components-know-no-cohorts',
    forbids: ({ from, to }) =>
      within(from, 'renderer/components') &&
      ['renderer/features', 'renderer/state'].some((dir) => within(to, dir)),
    remedy: 'A component gets what it shows as props.',
  },
  {
    name: 'product-knows-no-tooling',
    forbids: ({ from, to }) => !isTooling(from) && ['test', 'build'].some((dir) => within(to, dir)),
    remedy: 'Move what the product needs out of test/ and build/.',
  },
  door('electron', ['main/electron'], 'Only main/electron imports electron.'),
  door('@ngrok/ngrok', ['main/tunnel/ngrok.ts'], 'Only main/tunnel/ngrok.ts imports the SDK.'),
  door('lowdb', ['main/settings'], 'Only main/settings imports lowdb.'),
  door(
    'node:sqlite',
    ['main/store'],
    'Only main/store imports SQLite: give it a function for this.',
  ),
  door(
    'electron-updater',
    ['main/electron'],
    'Only main/electron updates the app: give it a port.',
  ),
  door('react', ['renderer'], 'Only renderer/ imports React.'),
  door('react-dom', ['renderer'], 'Only renderer/ imports React.'),
];

/** One package, one door: tests and tooling come in through the back. */
function door(packageName: string, doors: readonly string[], remedy: string): Rule {
  return {
    name: `one-door-for-${packageName}`,
    forbids: ({ from, to }) =>
      to === packageName && !isTooling(from) && !doors.some((dir) => within(from, dir)),
    remedy,
  };
}

/** A rule broken by an import, ready to be printed. */
export interface Violation {
  readonly rule: string;
  readonly text: string;
}

/** The rules that the imports of one file break. `path` is relative to the repository. */
export function violations(path: string, source: string): Violation[] {
  return importsIn(path, source).flatMap((found) => {
    const edge = edgeOf(path, found);
    return RULES.filter((rule) => rule.forbids(edge)).map((rule) => ({
      rule: rule.name,
      text: `${path}:${found.line} ${found.specifier} → ${rule.name}: ${rule.remedy}`,
    }));
  });
}

/** The names of all rules. */
export const RULE_NAMES: readonly string[] = RULES.map((rule) => rule.name);

function edgeOf(from: string, { specifier, isTypeOnly }: Import): Edge {
  if (specifier.startsWith('.')) {
    const to = posix.join(posix.dirname(from), specifier);
    return { from, to, kind: 'own', isTypeOnly };
  }
  if (isBuiltin(specifier)) {
    const to = specifier.startsWith('node:') ? specifier : `node:${specifier}`;
    return { from, to, kind: 'node', isTypeOnly };
  }
  const [to = specifier] = /^(@[^/]+\/)?[^/]+/.exec(specifier) ?? [];
  return { from, to, kind: 'package', isTypeOnly };
}

function within(path: string, dirOrFile: string): boolean {
  return path === dirOrFile || path.startsWith(`${dirOrFile}/`);
}

function isCore(path: string): boolean {
  return within(path, 'main') && !within(path, 'main/electron');
}

function isTooling(path: string): boolean {
  return within(path, 'test') || within(path, 'build');
}

function featureOf(path: string): string | null {
  return /^renderer\/features\/([^/]+)\//.exec(path)?.[1] ?? null;
}

function main(): void {
  const rootDir = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
  const paths = globSync('{main,shared,renderer,test,build}/**/*.{ts,tsx,mts,mjs}', {
    cwd: rootDir,
  });
  const found = paths
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .flatMap((path) => violations(path, readFileSync(join(rootDir, path), 'utf8')));
  for (const { text } of found) console.error(text);
  if (found.length > 0) process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
