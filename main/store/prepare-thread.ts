import type { DatabaseSync } from 'node:sqlite';
import { RollcallError } from '../../shared/errors.ts';
import { guarded, openForReading } from './database.ts';
import { INBOX_MIGRATIONS } from './migrations/inbox.ts';
import { type Prepared, RunPreparer } from './roster/prepare-run.ts';
import type { RunScratch } from './roster/run.ts';
import { openScratch } from './roster/scratch.ts';
import { serveThread } from './thread.ts';
import { lowerThreadPriority } from './thread-priority.ts';

interface Opened {
  readonly inbox: DatabaseSync;
  readonly preparers: Readonly<Record<RunScratch, RunPreparer>>;
  readonly scratches: readonly DatabaseSync[];
}

let opened: Opened | null = null;

const methods = {
  open({ dir, inboxPath }: { dir: string; inboxPath: string }): void {
    lowerThreadPriority();
    opened = guarded(() => {
      const inbox = openForReading(inboxPath, INBOX_MIGRATIONS, 2048);
      const a = openScratch(dir, 'scratch-a');
      const b = openScratch(dir, 'scratch-b');
      return {
        inbox,
        scratches: [a, b],
        preparers: {
          'scratch-a': new RunPreparer(inbox, 'scratch-a', a),
          'scratch-b': new RunPreparer(inbox, 'scratch-b', b),
        },
      };
    });
  },

  /** The next run after a delivery's number; null when nothing waits. */
  prepare(place: { scratch: RunScratch; after: number }): Prepared | null {
    // Null would mean that nothing waits, and what does would wait for ever.
    if (opened === null) throw new RollcallError('STORE_STOPPED');
    return opened.preparers[place.scratch].prepare(place.after);
  },

  close(): void {
    opened?.inbox.close();
    for (const scratch of opened?.scratches ?? []) scratch.close();
    opened = null;
  },
};

export type PrepareMethods = typeof methods;

serveThread(methods);
