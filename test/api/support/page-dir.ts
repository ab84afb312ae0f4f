import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDataFolder } from '../../support/data-folders.ts';

/** A built page of the smallest kind, in a folder of its own. */
export async function makePage(): Promise<string> {
  const dir = join(await makeDataFolder(), 'page');
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, 'index.html'), '<!doctype html>');
  return dir;
}
