import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openHook } from '../../main/settings/hook.ts';
import { makeDataFolder, removeDataFolders } from '../support/data-folders.ts';

afterAll(removeDataFolders);

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8);
}

it('a document with a secret is its owner’s alone from its first byte, in a folder that is open', async () => {
  const dir = await makeDataFolder();
  await mkdir(dir, { mode: 0o755 });
  const path = join(dir, 'hook.json');
  const hook = await openHook(path);
  // What an earlier run left there, and a place that can't be taken: what is written beside it stays to be looked at.
  await rm(path, { force: true });
  await mkdir(path);
  await writeFile(join(dir, '.hook.json.tmp'), 'left', { mode: 0o644 });
  const changes = [hook.update({ port: 1 }), hook.update({ port: 2 })];
  for (const change of changes) await expect(change).rejects.toThrow(/rename/);
  expect(await modeOf(join(dir, '.hook.json.tmp'))).toBe('600');
  await rm(path, { recursive: true });
  await Promise.all([hook.update({ port: 3 }), hook.update({ port: 4 })]);
  expect(await modeOf(path)).toBe('600');
  expect((await openHook(path)).value.port).toBe(4);
  expect(await readdir(dir)).toEqual(['hook.json']);
});
