import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A small disk of its own, of so many KiB; null where this user may not mount one, and it says so. */
export function mountSmallDisk(sizeKib: number): string | null {
  const dir = mkdtempSync(join(tmpdir(), 'rollcall-disk-'));
  const { status, stderr, error } = spawnSync(
    'mount',
    ['-t', 'tmpfs', '-o', `size=${sizeKib}k`, 'tmpfs', dir],
    { encoding: 'utf8' },
  );
  if (status === 0) return dir;
  rmSync(dir, { recursive: true });
  console.info(`Skipping the tests on a small disk: ${error?.message ?? stderr.trim()}`);
  return null;
}

/** Makes it larger or smaller while it is in use; what no longer fits stays, and nothing can be added. */
export function resizeSmallDisk(dir: string, sizeKib: number): void {
  const { status, stderr } = spawnSync('mount', ['-o', `remount,size=${sizeKib}k`, dir], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
}

export function unmountSmallDisk(dir: string): void {
  // what a thread that ends still holds goes with the thread
  spawnSync('umount', ['--lazy', dir]);
  rmSync(dir, { recursive: true });
}
