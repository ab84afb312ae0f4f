import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Option } from './options.ts';

export const DATA_DIR_OPTION = {
  value: 'DIR',
  help: 'folder with the data of Rollcall',
} as const satisfies Option;

/** The folder given, or the platform's folder for application data. */
export function dataDirOf(
  given: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  if (given !== undefined && given !== '') return resolve(given);
  const home = homedir();
  switch (process.platform) {
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Rollcall');
    case 'win32':
      return join(environment.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Rollcall');
    default:
      return join(environment.XDG_DATA_HOME || join(home, '.local', 'share'), 'rollcall');
  }
}
