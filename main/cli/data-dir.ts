import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { dataFolder } from '../store/data-folder.ts';
import type { Option } from './options.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export const DATA_DIR_OPTION = {
  value: 'DIR',
  help: 'folder with the data of Rollcall',
} as const satisfies Option;

/** The folder given, or the platform's folder for application data. */
export function dataDirOf(
  given: string | undefined,
  environment: Environment,
  platform: NodeJS.Platform = process.platform,
): string {
  if (given !== undefined && given !== '') return resolve(given);
  const home = homedir();
  switch (platform) {
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Rollcall');
    case 'win32':
      return windowsDir(environment, join(home, 'AppData'));
    default:
      return join(environment.XDG_DATA_HOME || join(home, '.local', 'share'), 'rollcall');
  }
}

/**
 * The folder that stays on this computer: the other one follows the person from computer to computer, which gigabytes and
 * the secret of a hook URL must not. Earlier versions took that one, and data that is there is found there.
 */
function windowsDir(environment: Environment, appDataDir: string): string {
  const local = join(environment.LOCALAPPDATA || join(appDataDir, 'Local'), 'Rollcall');
  const roaming = join(environment.APPDATA || join(appDataDir, 'Roaming'), 'Rollcall');
  return hasData(roaming) && !hasData(local) ? roaming : local;
}

function hasData(dir: string): boolean {
  const { inboxPath, hookPath } = dataFolder(dir);
  return existsSync(inboxPath) || existsSync(hookPath);
}
