import type { Logger } from '../log.ts';
import type { DataFolder } from './data-folder.ts';
import type { ReaderMethods } from './reader-thread.ts';
import { Thread } from './thread.ts';

/** Our half of the reader thread, which the first question starts: a receiver that nobody looks at needs none. */
export class Reader {
  readonly #folder: DataFolder;
  readonly #log: Logger;
  #thread: Thread<ReaderMethods> | null = null;

  constructor(folder: DataFolder, log: Logger) {
    this.#folder = folder;
    this.#log = log;
  }

  call: Thread<ReaderMethods>['call'] = (name, params) => {
    this.#thread ??= this.#start();
    return this.#thread.call(name, params);
  };

  async close(): Promise<void> {
    const thread = this.#thread;
    this.#thread = null;
    await thread?.close();
  }

  /** Its calls are answered in order, so what follows waits for the files to be open. */
  #start(): Thread<ReaderMethods> {
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
