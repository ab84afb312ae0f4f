import type { Logger } from '../log.ts';
import type { DataFolder } from './data-folder.ts';
import type { ReaderMethods } from './reader-thread.ts';
import { Thread } from './thread.ts';

type Name = keyof ReaderMethods;
type Call = Thread<ReaderMethods>['call'];

/** Questions that may read every row of a large cohort. */
const SCANS: ReadonlySet<Name> = new Set<Name>(['scanMembers', 'countMembers', 'findPeople']);

/**
 * Our half of the reader threads, which their first question starts: a receiver that nobody looks at needs none. What
 * may take a while has a thread of its own, so that the next screen never waits behind a search.
 */
export class Reader {
  readonly #views: ReaderThread;
  readonly #scans: ReaderThread;

  constructor(folder: DataFolder, log: Logger) {
    this.#views = new ReaderThread(folder, log);
    this.#scans = new ReaderThread(folder, log);
  }

  call: Call = (name, params) => {
    if (SCANS.has(name)) return this.#scans.call(name, params);
    // whoever sees members is about to search them
    if (name === 'memberWindow') this.#scans.start();
    return this.#views.call(name, params);
  };

  async close(): Promise<void> {
    await Promise.all([this.#views.close(), this.#scans.close()]);
  }
}

class ReaderThread {
  readonly #folder: DataFolder;
  readonly #log: Logger;
  #thread: Thread<ReaderMethods> | null = null;

  constructor(folder: DataFolder, log: Logger) {
    this.#folder = folder;
    this.#log = log;
  }

  call: Call = (name, params) => this.start().call(name, params);

  start(): Thread<ReaderMethods> {
    this.#thread ??= this.#open();
    return this.#thread;
  }

  async close(): Promise<void> {
    const thread = this.#thread;
    this.#thread = null;
    await thread?.close();
  }

  /** Its calls are answered in order, so what follows waits for the files to be open. */
  #open(): Thread<ReaderMethods> {
    const thread = new Thread<ReaderMethods>(import.meta.url, 'reader-thread');
    const { inboxPath, rosterPath } = this.#folder;
    thread.call('open', { inboxPath, rosterPath }).catch((error: unknown) => {
      this.#log.error('reader-failed', error, {});
      // The next question tries again.
      if (this.#thread === thread) this.#thread = null;
      void thread.close();
    });
    return thread;
  }
}
