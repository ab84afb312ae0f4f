/**
 * New versions are fetched in the background and put in place when Rollcall is quit. It never quits for one, so that no
 * sync is cut off.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const DAY_MS = 24 * 60 * 60 * 1000;

/** electron-updater, as far as it is used. */
export interface UpdaterParts {
  autoDownload: boolean;
  autoInstallOnAppQuit: boolean;
  logger: unknown;
  on(event: 'update-downloaded', listener: (info: { readonly version: string }) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  checkForUpdates(): Promise<unknown>;
}

export type OpenUpdater = () => Promise<UpdaterParts>;

/**
 * How the updater is had; null where there is none: in a checkout, in a package that was told of no place for updates,
 * and on Linux, where nobody signs what would be put in place.
 */
export function updaterHere(
  isPackaged: boolean,
  platform: NodeJS.Platform,
  resourcesDir: string,
): OpenUpdater | null {
  const isSigned = platform === 'darwin' || platform === 'win32';
  if (!isPackaged || !isSigned || !existsSync(join(resourcesDir, 'app-update.yml'))) return null;
  return async () => (await import('electron-updater')).autoUpdater;
}

export interface UpdatesParts {
  readonly openUpdater: OpenUpdater | null;
  /** Whether the person wants it. */
  readonly isOn: () => boolean;
  /** Does something again and again, and keeps nobody from ending. */
  readonly every: (ms: number, work: () => void) => void;
  readonly onReady: () => void;
  readonly onError: (error: unknown) => void;
}

export interface Updates {
  readonly isOffered: boolean;
  /** The version that comes with the next start; null: this one again. */
  waiting(): string | null;
  /** Looks for a new version if that is wanted; to be called when it begins to be, or no longer is. */
  follow(): Promise<void>;
}

export function createUpdates(parts: UpdatesParts): Updates {
  const { openUpdater, isOn, every, onReady, onError } = parts;
  let opening: Promise<UpdaterParts> | null = null;
  let fetched: string | null = null;

  const open = async (openIt: OpenUpdater): Promise<UpdaterParts> => {
    const updater = await openIt();
    updater.autoDownload = true;
    updater.logger = null; // it would write to stdout
    updater.on('update-downloaded', ({ version }) => {
      fetched = version;
      onReady();
    });
    updater.on('error', onError);
    return updater;
  };

  const follow = async (): Promise<void> => {
    if (openUpdater === null || (opening === null && !isOn())) return;
    opening ??= open(openUpdater);
    try {
      const updater = await opening;
      updater.autoInstallOnAppQuit = isOn();
      if (isOn()) await updater.checkForUpdates();
    } catch (error) {
      onError(error); // no network: tomorrow again
    }
  };

  if (openUpdater !== null) every(DAY_MS, () => void follow());
  return { isOffered: openUpdater !== null, waiting: () => (isOn() ? fetched : null), follow };
}
