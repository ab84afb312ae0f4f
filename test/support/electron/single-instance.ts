/** The lock of https://electronjs.org/docs/api/app#apprequestsingleinstancelockadditionaldata: one a userData folder. */
import { mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const launchSchema = z.object({ argv: z.array(z.string()), workingDirectory: z.string() });
export type Launch = z.infer<typeof launchSchema>;

/** Whether we are the first; the first is told of later launches, later ones have told it when this returns. */
export function takeInstanceLock(userData: string, onLaunch: (launch: Launch) => void): boolean {
  mkdirSync(userData, { recursive: true });
  const lockPath = join(userData, 'stand-in-lock');
  const launchesDir = join(userData, 'stand-in-launches');
  if (!take(lockPath)) {
    const launch: Launch = { argv: process.argv, workingDirectory: process.cwd() };
    writeFileSync(join(launchesDir, `${process.pid}.json`), JSON.stringify(launch));
    return false;
  }
  rmSync(launchesDir, { recursive: true, force: true });
  mkdirSync(launchesDir);
  const read = (): void => {
    for (const name of readdirSync(launchesDir)) {
      const launch = parse(readFileSync(join(launchesDir, name), 'utf8'));
      if (launch === null) continue; // still being written: another event follows
      rmSync(join(launchesDir, name));
      onLaunch(launch);
    }
  };
  watch(launchesDir, read).unref();
  process.on('exit', () => rmSync(lockPath, { force: true }));
  return true;
}

function parse(text: string): Launch | null {
  try {
    return launchSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** A lock of a process that is gone, e.g. killed, is nobody's. */
function take(lockPath: string): boolean {
  try {
    writeFileSync(lockPath, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (isRunning(Number(readFileSync(lockPath, 'utf8')))) return false;
    writeFileSync(lockPath, String(process.pid));
    return true;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
