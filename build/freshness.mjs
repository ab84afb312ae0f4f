import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** What a build is made from; a change in any of it makes the build stale. */
const SOURCE_DIRS = ['main', 'shared', 'renderer', 'build'];
const SOURCE_FILES = ['package.json', 'package-lock.json'];

/**
 * What a finished build says of itself.
 * @typedef {object} Stamp
 * @property {string} sources fingerprint of what it was made from
 * @property {string[]} outputs its files, relative to the package's folder
 */

/** @param {string} rootDir */
export function stampPath(rootDir) {
  return join(rootDir, 'dist', 'build.json');
}

/**
 * Whether what is in dist/ was made from the sources as they are, and is all there.
 * @param {string} rootDir
 */
export function isFresh(rootDir) {
  const stamp = readStamp(rootDir);
  if (stamp === null) return false;
  const isWhole = stamp.outputs.every((path) => existsSync(join(rootDir, path)));
  return isWhole && stamp.sources === fingerprint(rootDir);
}

/**
 * A hash of the names and contents of all sources: modification times change with every git checkout.
 * @param {string} rootDir
 */
export function fingerprint(rootDir) {
  const hash = createHash('sha256');
  const paths = SOURCE_DIRS.flatMap((dir) => filesIn(rootDir, dir)).sort();
  for (const path of [...paths, ...SOURCE_FILES]) {
    const bytes = readFileSync(join(rootDir, path));
    hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

/**
 * The files in a folder at any depth, hidden ones left out, as paths relative to rootDir.
 * @param {string} rootDir
 * @param {string} dir
 * @returns {string[]}
 */
export function filesIn(rootDir, dir) {
  return readdirSync(join(rootDir, dir), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => relative(rootDir, join(entry.parentPath, entry.name)));
}

/**
 * @param {string} rootDir
 * @returns {Stamp | null}
 */
function readStamp(rootDir) {
  try {
    return JSON.parse(readFileSync(stampPath(rootDir), 'utf8'));
  } catch {
    return null; // no build yet, or not one of ours: build
  }
}
