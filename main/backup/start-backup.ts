import { RollcallError } from '../../shared/errors.ts';
import { Thread } from '../store/thread.ts';
import type { BackupMethods, BackupProgress, SaveParams } from './backup-thread.ts';
import type { Manifest } from './format.ts';

/** Work on a backup in a thread of its own. */
export interface BackupWork<T> {
  readonly done: Promise<T>;
  /** Ends it soon; `done` rejects with BACKUP_CANCELLED. */
  cancel(): void;
}

type OnProgress = (progress: BackupProgress) => void;

/** Copies the data of a folder in use into one file. */
export function saveBackup(params: SaveParams, onProgress: OnProgress): BackupWork<number> {
  return work(onProgress, (thread) => thread.call('save', params));
}

/** Unpacks a backup into a folder and checks everything in it. */
export function openBackup(
  params: { readonly path: string; readonly toDir: string },
  onProgress: OnProgress,
): BackupWork<Manifest> {
  return work(onProgress, (thread) => thread.call('open', params));
}

function work<T>(
  onProgress: OnProgress,
  ask: (thread: Thread<BackupMethods, BackupProgress>) => Promise<T>,
): BackupWork<T> {
  const thread = new Thread<BackupMethods, BackupProgress>(
    import.meta.url,
    'backup-thread',
    onProgress,
  );
  let isCancelled = false;
  const done = ask(thread).finally(() => thread.close());
  return {
    done: done.catch((error: unknown) => {
      throw isCancelled ? new RollcallError('BACKUP_CANCELLED', {}, { cause: error }) : error;
    }),
    cancel() {
      isCancelled = true;
      thread.call('cancel', undefined).catch(() => {});
    },
  };
}
