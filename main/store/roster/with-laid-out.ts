import { openForReading } from '../database.ts';
import { INBOX_MIGRATIONS } from '../migrations/inbox.ts';
import { type LaidOut, layOut, renumber } from './lay-out.ts';
import { openScratch, removeScratchFile, scratchPath } from './scratch.ts';

interface Wanted {
  readonly dir: string;
  readonly inboxPath: string;
  readonly numbers: readonly number[];
  /** Gives all of them this number, as if they came now. */
  readonly as?: number;
}

const NAME = 'scratch-again';

/** Lays deliveries out once more for `work`; what lay there is gone afterwards. */
export function withLaidOut<T>(wanted: Wanted, work: (laidOut: LaidOut) => T): T {
  const { dir, inboxPath, numbers, as } = wanted;
  const inbox = openForReading(inboxPath, INBOX_MIGRATIONS, 2048);
  try {
    const scratch = openScratch(dir, NAME);
    try {
      const kept = layOut(inbox, scratch, numbers);
      const deliveries = as === undefined ? kept : kept.map((one) => renumber(scratch, one, as));
      return work({ scratch: NAME, path: scratchPath(dir, NAME), deliveries });
    } finally {
      scratch.close();
      removeScratchFile(dir, NAME);
    }
  } finally {
    inbox.close();
  }
}
