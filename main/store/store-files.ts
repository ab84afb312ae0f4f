import { RollcallError } from '../../shared/errors.ts';
import type { Logger } from '../log.ts';
import { replaceFiles } from './copies.ts';
import { type DataFolder, inspectDataFolder } from './data-folder.ts';
import { storeTrouble } from './database.ts';
import { findDamage } from './find-damage.ts';
import type { Retention } from './inbox/inbox-file.ts';
import type { InboxMethods } from './inbox-thread.ts';
import { type InstanceLock, takeInstanceLock } from './instance-lock.ts';
import { makeDataFolder } from './make-data-folder.ts';
import type { RosterEvent, RosterMethods } from './roster-thread.ts';
import { Thread } from './thread.ts';

interface OpenOptions {
  readonly folder: DataFolder;
  /** A folder with copies that take the place of the files first. */
  readonly replacement?: string;
  readonly retention: Retention;
  readonly isPaused: boolean;
  readonly log: Logger;
  /** Those of the files that are known to be damaged; asked for once nobody else has the folder. */
  readonly findDamaged: () => Promise<readonly string[]>;
  readonly onRosterEvent: (event: RosterEvent) => void;
  /** Called with where files that could not be read are now. */
  readonly onSetAside?: ((paths: readonly string[]) => void) | undefined;
}

/** The open files of a data folder, each with the thread that writes it. */
export interface StoreFiles {
  readonly inbox: Thread<InboxMethods>;
  readonly roster: Thread<RosterMethods, RosterEvent>;
  readonly mark: number;
  readonly lastKept: number;
  /** The last run did not end by itself. */
  readonly endedUncleanly: boolean;
  close(): Promise<void>;
}

/** Takes the folder, made if it is missing, and opens its files. Throws DATA_DIR_IN_USE, DATA_DIR_UNUSABLE. */
export async function openStoreFiles(options: OpenOptions): Promise<StoreFiles> {
  const { folder } = options;
  makeDataFolder(folder.dir);
  const lock = takeInstanceLock(folder.lockPath);
  if (lock === null) throw new RollcallError('DATA_DIR_IN_USE', { path: folder.dir });
  try {
    return await (options.replacement === undefined
      ? openLocked(options, lock)
      : openReplaced(options, options.replacement, lock));
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Copies that can't be opened are taken back: the files that stood there are worth more. */
async function openReplaced(
  options: OpenOptions,
  copiesDir: string,
  lock: InstanceLock,
): Promise<StoreFiles> {
  const { aside, takeBack } = replaceFiles(options.folder, copiesDir);
  try {
    const files = await openLocked(options, lock);
    for (const path of aside) options.log.info('file-set-aside', { path });
    return files;
  } catch (error) {
    takeBack();
    throw error;
  }
}

/** Damage that only opening meets is looked for, set aside and left behind: a start never fails twice for one cause. */
async function openLocked(options: OpenOptions, lock: InstanceLock): Promise<StoreFiles> {
  try {
    return await openSound(options, lock, await options.findDamaged());
  } catch (error) {
    if (storeTrouble(error) !== 'STORE_CORRUPT') throw error;
    const damaged = await findDamage(options.folder, 'integrity_check');
    if (damaged.length === 0) throw error;
    return await openSound(options, lock, damaged);
  }
}

async function openSound(
  options: OpenOptions,
  lock: InstanceLock,
  damaged: readonly string[],
): Promise<StoreFiles> {
  const { folder, retention, isPaused, log } = options;
  const found = inspectDataFolder(folder, damaged);
  const { pair, gapUpTo, lostAfter } = found;
  for (const path of found.setAside) log.warn('file-set-aside', { path });
  if (found.setAside.length > 0) options.onSetAside?.(found.setAside);
  if (found.lostAfter !== null) log.warn('deliveries-may-be-lost', { after: found.lostAfter });
  if (gapUpTo !== null) log.warn('history-has-a-gap', { upTo: gapUpTo });
  const inbox = new Thread<InboxMethods>(import.meta.url, 'inbox-thread');
  const roster = new Thread<RosterMethods, RosterEvent>(
    import.meta.url,
    'roster-thread',
    options.onRosterEvent,
  );
  const closeThreads = async (): Promise<void> => {
    await roster.close();
    // Last: only the inbox's writer may clear away its log, and only when nobody else has it open.
    await inbox.close();
  };
  const { dir, inboxPath, rosterPath } = folder;
  try {
    const appliedMark = found.mark;
    await inbox.call('open', { path: inboxPath, pair, appliedMark, retention, isPaused });
    const { mark } = await roster.call('open', {
      dir,
      rosterPath,
      inboxPath,
      pair,
      gapUpTo,
      lostAfter,
    });
    return {
      inbox,
      roster,
      mark,
      lastKept: await inbox.call('lastKept', undefined),
      endedUncleanly: found.endedUncleanly,
      async close() {
        await closeThreads();
        lock.release();
      },
    };
  } catch (error) {
    await closeThreads();
    throw error;
  }
}
