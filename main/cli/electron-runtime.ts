/**
 * Looks for Electron's runtime without asking Electron: requiring its package starts a download, and where the
 * network swallows connections that would hang.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The program that runs Electron apps; null if it is not installed. */
export function findElectronRuntime(
  environment: Environment,
  packageDir: string | null = electronPackageDir(),
): string | null {
  if (packageDir === null) return null;
  // As Electron's own package does: the name from path.txt, the folder from the environment if it is given there.
  const overrideDir = environment.ELECTRON_OVERRIDE_DIST_PATH;
  const name = programName(packageDir);
  if (overrideDir) return existing(join(overrideDir, name ?? 'electron'));
  return name === null ? null : existing(join(packageDir, 'dist', name));
}

/** Whether a window can be shown: on Linux, only where a display server runs. */
export function hasDisplay(environment: Environment, platform: NodeJS.Platform): boolean {
  if (platform !== 'linux') return true;
  return Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
}

function electronPackageDir(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    return null; // not installed, e.g. without development dependencies
  }
}

function programName(packageDir: string): string | null {
  try {
    return readFileSync(join(packageDir, 'path.txt'), 'utf8').trim() || null;
  } catch {
    return null; // written once the runtime is there
  }
}

function existing(path: string): string | null {
  return existsSync(path) ? path : null;
}
