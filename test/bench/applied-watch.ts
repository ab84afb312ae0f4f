import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { dataFolder } from '../../main/store/data-folder.ts';
import { openForReading } from '../../main/store/database.ts';
import { INBOX_MIGRATIONS } from '../../main/store/migrations/inbox.ts';
import { ROSTER_MIGRATIONS } from '../../main/store/migrations/roster.ts';

const POLL_MS = 50;
const STALLED_MS = 60_000;

/** Looks on, from outside, as a running Rollcall applies what it has received. */
export class AppliedWatch {
  readonly #inbox: DatabaseSync;
  readonly #roster: DatabaseSync;
  readonly #last: StatementSync;
  readonly #mark: StatementSync;

  constructor(dir: string) {
    const { inboxPath, rosterPath } = dataFolder(dir);
    this.#inbox = openForReading(inboxPath, INBOX_MIGRATIONS);
    this.#roster = openForReading(rosterPath, ROSTER_MIGRATIONS);
    this.#last = this.#inbox.prepare('SELECT max(number) AS number FROM delivery');
    this.#mark = this.#roster.prepare('SELECT applied AS number FROM mark');
  }

  /** Resolves with the time (ms UTC) at which all that is in the inbox by now was seen applied. */
  async untilApplied(): Promise<number> {
    const target = Number(this.#last.get()?.number);
    let mark = -1;
    let advancedAtMs = Date.now();
    for (;;) {
      const now = Number(this.#mark.get()?.number);
      if (now >= target) return performance.timeOrigin + performance.now();
      if (now > mark) advancedAtMs = Date.now();
      mark = now;
      if (Date.now() - advancedAtMs > STALLED_MS) {
        throw new Error(`Rollcall applied ${mark} of ${target} deliveries, then nothing more.`);
      }
      await sleep(POLL_MS);
    }
  }

  close(): void {
    this.#inbox.close();
    this.#roster.close();
  }
}
