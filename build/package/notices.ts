// Writes down whose work is in the packages, as their licences ask: `node build/package/notices.ts`.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type LockedPackage, lockedPackages } from '../rules/locked-packages.ts';

const ROOT_DIR = join(import.meta.dirname, '..', '..');
const LICENSE_FILE = /^(licen[cs]e|notice)/i;
const RULE = '-'.repeat(80);

/** Beside the packages; npm and Electron's own licences come with them. */
export const NOTICES_PATH = join(ROOT_DIR, 'release', 'THIRD-PARTY-NOTICES.txt');

/** The notices of everything that is shipped, as one text. */
export function notices(packages: readonly LockedPackage[]): string {
  const sections = packages
    .filter(({ isShipped, isInstalled }) => isShipped && isInstalled)
    .map(({ name, version, license, dir }) => `${name} ${version} (${license})\n\n${texts(dir)}`);
  const title = 'Rollcall is made with the work of others, under these licences.';
  return `${[title, ...sections].join(`\n\n${RULE}\n\n`)}\n`;
}

function texts(dir: string): string {
  return readdirSync(dir)
    .filter((name) => LICENSE_FILE.test(name))
    .map((name) => readFileSync(join(dir, name), 'utf8').trim())
    .join('\n\n');
}

/** Writes them to their place. */
export function writeNotices(): void {
  mkdirSync(dirname(NOTICES_PATH), { recursive: true });
  writeFileSync(NOTICES_PATH, notices(lockedPackages(ROOT_DIR)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeNotices();
