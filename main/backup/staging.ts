import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const PREFIX = '.staging-';

/** Makes a folder for what is under way, in the data folder: only from there can files be moved into their place. */
export function makeStaging(dataDir: string): string {
  const dir = join(dataDir, PREFIX + randomBytes(8).toString('hex'));
  mkdirSync(dir, { mode: 0o700 });
  return dir;
}

export function removeStaging(dir: string): void {
  rmSync(dir, { recursive: true, force: true });
}

/** What an earlier run left when it was killed: it holds personal data. */
export function removeLeftovers(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    if (name.startsWith(PREFIX)) removeStaging(join(dataDir, name));
  }
}
