import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { RollcallError } from '../../shared/errors.ts';

/** Names that Rollcall gives: databases and their logs, documents, what was set aside, what is under way. */
const OURS = [
  /^(?:inbox|roster|lock|scratch-\w+)(?:-set-aside-[\w-]+)?\.db(?:-(?:wal|shm|journal))?$/,
  /^\.?(?:settings|hook|screens|presence|handed-out|tunnel|tunnel-state|desktop|keychain|secrets|control)(?:-set-aside-\d+)?\.json(?:\.tmp)?$/,
  /^(?:desktop|\.staging-\w+|\.rollcall-\w+\.part)$/,
];
/** What systems leave in any folder. */
const NOBODYS = /^(?:\.DS_Store|Thumbs\.db|desktop\.ini|lost\+found)$/;

/** Bits by which group or others may read, write or enter; and those by which they may write. */
const OPEN = 0o077;
const WRITABLE = 0o022;

/**
 * Makes the folder if it is missing, for its owner alone. One that was given and holds anything else keeps its mode,
 * since others may have business there; where they may also write, they could put files in the place of ours. Throws
 * DATA_DIR_SHARED for that, and DATA_DIR_UNUSABLE.
 */
export function makeDataFolder(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const { mode, uid } = statSync(dir);
    const names = readdirSync(dir);
    // Windows has no such modes: there a folder's rights are those of the one it is in.
    if (process.platform === 'win32' || (mode & OPEN) === 0) return;
    if (uid === process.getuid?.() && names.every(isOurs)) chmodSync(dir, 0o700);
    else if ((mode & WRITABLE) !== 0) {
      throw new RollcallError('DATA_DIR_SHARED', { path: dir, folder: join(dir, 'rollcall') });
    }
  } catch (error) {
    if (error instanceof RollcallError) throw error;
    throw new RollcallError('DATA_DIR_UNUSABLE', { path: dir }, { cause: error });
  }
}

function isOurs(name: string): boolean {
  return NOBODYS.test(name) || OURS.some((names) => names.test(name));
}
