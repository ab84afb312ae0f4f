// What may be installed. Run by `npm run packages`; `objections` is the rule book, shown at work in test/tooling.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type LockedPackage, lockedPackages } from './locked-packages.ts';

/** Licences of what people get: all ask for no more than to be named, which THIRD-PARTY-NOTICES.txt does. */
const SHIPPED_LICENSES = [
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'BlueOak-1.0.0',
  'Python-2.0',
];
/** Of what only makes it. */
const TOOL_LICENSES = [...SHIPPED_LICENSES, 'CC0-1.0', 'MPL-2.0', 'WTFPL'];

/** What is said of scripts that run at install: in package.json and to the maintainer. */
export interface InstallScripts {
  readonly allowScripts: Readonly<Record<string, boolean>>;
  readonly architecture: string;
}

/** What speaks against each package, as sentences; none if all is well. */
export function objections(
  packages: readonly LockedPackage[],
  { allowScripts, architecture }: InstallScripts,
): string[] {
  const documented = /^Dependencies with an install script:(.+)$/m.exec(architecture)?.[1] ?? '';
  return packages.flatMap(({ name, version, license, isShipped, hasInstallScript, source }) => {
    const found: string[] = [];
    const id = `${name}@${version}`;
    const allowed = isShipped ? SHIPPED_LICENSES : TOOL_LICENSES;
    if (!isAllowed(license, allowed)) {
      const use = isShipped ? 'shipped' : 'used as a tool';
      found.push(`${id} is ${use} under "${license}", which is not on the list of licences.`);
    }
    if (hasInstallScript && !(name in allowScripts && documented.includes(`\`${name}\``))) {
      found.push(
        `${id} has an install script: name it under allowScripts in package.json and in ARCHITECTURE.md, or do without.`,
      );
    }
    if (source !== null) found.push(`${id} names the registry it came from in package-lock.json.`);
    return found;
  });
}

/** Of alternatives one has to be on the list, of licences that apply together all. */
function isAllowed(expression: string, allowed: readonly string[]): boolean {
  return expression
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((license) => allowed.includes(license.trim())));
}

function main(): void {
  const rootDir = join(fileURLToPath(import.meta.url), '..', '..', '..');
  const read = (name: string): string => readFileSync(join(rootDir, name), 'utf8');
  const found = objections(lockedPackages(rootDir), {
    allowScripts: JSON.parse(read('package.json')).allowScripts,
    architecture: read('ARCHITECTURE.md'),
  });
  for (const sentence of found) console.error(sentence);
  if (found.length > 0) process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
