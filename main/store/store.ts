import { existsSync } from 'node:fs';
import { type ErrorCode, RollcallError } from '../../shared/errors.ts';
import type { Logger } from '../log.ts';
import type { Inbox, Receipt, ReceivedDelivery } from '../receiver/inbox.ts';
import {
  type DataFolder,
  dataFolder,
  type Inspection,
  inspectDataFolder,
  makeDataFolder,
} from './data-folder.ts';
import { findDamage } from './find-damage.ts';
import type { Retention } from './inbox/inbox-file.ts';
import type { InboxMethods } from './inbox-thread.ts';
import { type InstanceLock, takeInstanceLock } from './instance-lock.ts';
import { Reader } from './reader.ts';
import type { ReaderMethods } from './reader-thread.ts';
import type { BodySearch, BodySearchStep } from './reading/search-bodies.ts';
import type { Foresight } from './roster/foresight.ts';
import type { RosterEvent, RosterMethods } from './roster-thread.ts';
import { Thread } from './thread.ts';

export interface StoreOptions {
  readonly dir: string;
  readonly retention: Retention;
  /** The person's own pause: syncs are turned away with a 503. */
  readonly isPaused?: boolean;
  readonly log: Logger;
  /** Called after every commit of the roster, with its new mark. */
  readonly onApplied?: (mark: number) => void;
  /** Called when the data folder was gone and is open again: other documents in it want to be written anew. */
  readonly onReopened?: () => void;
  /** Called with what keeps the store from working, and with null once it works again. */
  readonly onTrouble?: (code: ErrorCode | null) => void;
}

/** The inbox and the roster with their threads. */
export interface Store extends Inbox {
  /** Deliveries kept but not yet applied. */
  waiting(): Promise<{ readonly deliveries: number; readonly bytes: number }>;
  setRetention(retention: Retention): Promise<void>;
  setPaused(paused: boolean): Promise<void>;
  /** Reads on connections of its own. Rejects with STORE_GONE while the folder is away. */
  readonly read: Thread<ReaderMethods>['call'];
  /** Looks through bodies on a thread of its own: it takes its time, and no other reading waits for it. */
  searchBodies(query: BodySearch): Promise<BodySearchStep>;
  /** Deletes a cohort with all its deliveries and leaves no byte of it; a delivery that comes later makes it anew. */
  removeCohort(cohort: RemovedCohort): Promise<void>;
  /** Deletes all cohorts and all deliveries, refused ones too. */
  removeEverything(): Promise<void>;
  /** Applies a failed delivery in its place. Throws DELIVERY_FAILS_AGAIN, DELIVERY_NOT_KEPT; then nothing has changed. */
  applyAgain(delivery: number): Promise<void>;
  /** What applying a delivery would change. Changes nothing. Throws as `applyAgain` does. */
  foresee(delivery: number): Promise<Foresight>;
  /** Resolves once everything kept so far is applied; rejects with APPLYING_STALLED when nothing advances. */
  applyAll(): Promise<void>;
  /** Commits what is under way, then closes both files and frees the folder. */
  close(): Promise<void>;
}

export interface RemovedCohort {
  /** Row id in the cohort table. */
  readonly id: number;
  readonly projectId: string;
  readonly cohortId: string;
}

const REOPEN_MS = 1000;
const CHECK_AGAIN_MS = 60_000;
const STALLED_MS = 30_000;

/** Opens a data folder for writing, made if it is missing. Throws DATA_DIR_IN_USE, DATA_DIR_UNUSABLE. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const store = new ThreadedStore(options);
  await store.open();
  return store;
}

interface Threads {
  readonly inbox: Thread<InboxMethods>;
  readonly roster: Thread<RosterMethods, RosterEvent>;
}

class ThreadedStore implements Store {
  readonly #options: StoreOptions;
  #retention: Retention;
  #isPaused: boolean;
  #lock: InstanceLock | null = null;
  #threads: Threads | null = null;
  readonly #reader: Reader;
  readonly #bodyReader: Reader;
  #reopenTimer: NodeJS.Timeout | undefined;
  #reopening: Promise<void> | undefined;
  /** Why nothing can be kept while the files are not open. */
  #outage: ErrorCode = 'STORE_GONE';
  #suspectsDamage = false;
  #checking: Promise<void> | undefined;
  #checkedAtMs = Number.NEGATIVE_INFINITY;
  #closed = false;
  #isTroubled = false;
  #mark = 0;
  #lastKept = 0;
  #advanced: (() => void)[] = [];

  constructor(options: StoreOptions) {
    this.#options = options;
    this.#reader = new Reader(dataFolder(options.dir), options.log);
    this.#bodyReader = new Reader(dataFolder(options.dir), options.log);
    this.#retention = options.retention;
    this.#isPaused = options.isPaused ?? false;
  }

  async open(): Promise<void> {
    const { dir, log } = this.#options;
    makeDataFolder(dir);
    const folder = dataFolder(dir);
    this.#lock = takeInstanceLock(folder.lockPath);
    if (this.#lock === null) throw new RollcallError('DATA_DIR_IN_USE', { path: dir });
    try {
      const damaged = this.#suspectsDamage ? await this.#searchDamage(folder) : [];
      const found = inspectDataFolder(folder, damaged);
      for (const path of found.setAside) log.warn('file-set-aside', { path });
      if (found.gapUpTo !== null) log.warn('history-has-a-gap', { upTo: found.gapUpTo });
      await this.#startThreads(folder, found);
      // Receiving does not wait for the check.
      if (found.endedUncleanly) this.#checking = this.#checkInBackground(folder);
    } catch (error) {
      await this.#letGo();
      throw error;
    }
  }

  async #startThreads(folder: DataFolder, { pair, mark, gapUpTo }: Inspection): Promise<void> {
    const inbox = new Thread<InboxMethods>(import.meta.url, 'inbox-thread');
    const roster = new Thread<RosterMethods, RosterEvent>(
      import.meta.url,
      'roster-thread',
      (event) => this.#onRosterEvent(event),
    );
    this.#threads = { inbox, roster };
    const { dir, inboxPath, rosterPath } = folder;
    await inbox.call('open', {
      path: inboxPath,
      pair,
      appliedMark: mark,
      retention: this.#retention,
      isPaused: this.#isPaused,
    });
    const opened = await roster.call('open', { dir, rosterPath, inboxPath, pair, gapUpTo });
    this.#mark = opened.mark;
    this.#lastKept = Math.max(this.#lastKept, await inbox.call('lastKept', undefined));
    await roster.call('wake', undefined);
  }

  /** After an unclean end, beside everything else: what is damaged is set aside by opening anew. */
  async #checkInBackground(folder: DataFolder): Promise<void> {
    const { log } = this.#options;
    log.info('checking-after-an-unclean-end', {});
    try {
      if ((await findDamage(folder, 'quick_check')).length > 0) this.#noteTrouble('STORE_CORRUPT');
    } catch (error) {
      // Closing meanwhile ends the check; the next start makes it again.
      if (!this.#closed) log.error('check-failed', error, {});
    }
  }

  /** SQLite said that a file is damaged, but not which one. */
  async #searchDamage(folder: DataFolder): Promise<string[]> {
    const damaged = await findDamage(folder, 'integrity_check');
    this.#suspectsDamage = false;
    this.#checkedAtMs = performance.now();
    return damaged;
  }

  read: Store['read'] = (name, params) => {
    if (this.#threads === null) return Promise.reject(new RollcallError('STORE_GONE'));
    return this.#reader.call(name, params);
  };

  searchBodies(query: BodySearch): Promise<BodySearchStep> {
    if (this.#threads === null) return Promise.reject(new RollcallError('STORE_GONE'));
    return this.#bodyReader.call('searchBodies', query);
  }

  async keep(delivery: ReceivedDelivery): Promise<Receipt> {
    const threads = this.#threads;
    if (threads === null) return { kind: 'unavailable', code: this.#outage, action: null };
    try {
      const { receipt, number } = await threads.inbox.call('keep', delivery, [
        delivery.body.buffer,
      ]);
      if (number !== null && receipt.kind === 'kept') {
        this.#lastKept = Math.max(this.#lastKept, number);
        this.#noteHealth();
        this.#wake(threads);
      }
      if (receipt.kind === 'unavailable') this.#noteTrouble(receipt.code);
      return receipt;
    } catch (error) {
      const code = error instanceof RollcallError ? error.code : 'STORE_FAILED';
      this.#options.log.error('keep-failed', error, {});
      this.#noteTrouble(code);
      return { kind: 'unavailable', code, action: null };
    }
  }

  noteTooLarge(receivedAtMs: number, sizeBytes: number): void {
    this.#options.log.warn('delivery-too-large', { sizeBytes });
    this.#threads?.inbox
      .call('noteTooLarge', { receivedAtMs, size: sizeBytes })
      .catch((error: unknown) => this.#options.log.error('note-failed', error, {}));
  }

  async waiting(): Promise<{ deliveries: number; bytes: number }> {
    return (await this.#threads?.inbox.call('waiting', undefined)) ?? { deliveries: 0, bytes: 0 };
  }

  async setRetention(retention: Retention): Promise<void> {
    this.#retention = retention;
    await this.#threads?.inbox.call('setRetention', retention);
  }

  async setPaused(paused: boolean): Promise<void> {
    this.#isPaused = paused;
    await this.#threads?.inbox.call('setPaused', paused);
  }

  async removeCohort({ id, projectId, cohortId }: RemovedCohort): Promise<void> {
    await this.#remove({ projectId, cohortId }, id);
  }

  async removeEverything(): Promise<void> {
    await this.#remove(null, null);
  }

  /** First from the inbox: what is deleted there is not applied any more. */
  async #remove(
    deliveries: { readonly projectId: string; readonly cohortId: string } | null,
    cohort: number | null,
  ): Promise<void> {
    const threads = this.#opened();
    await threads.inbox.call('remove', deliveries);
    // What waited to be applied may be gone: nobody waits for it any longer.
    this.#lastKept = await threads.inbox.call('lastKept', undefined);
    for (const advanced of this.#advanced.splice(0)) advanced();
    await threads.roster.call('remove', cohort);
  }

  async applyAgain(delivery: number): Promise<void> {
    await this.#opened().roster.call('applyAgain', delivery);
    // What readers remember of the past is no longer true.
    await this.#reader.close();
    this.#options.onApplied?.(this.#mark);
  }

  async foresee(delivery: number): Promise<Foresight> {
    return this.#opened().roster.call('foresee', delivery);
  }

  #opened(): Threads {
    if (this.#threads === null) throw new RollcallError(this.#outage);
    return this.#threads;
  }

  async applyAll(): Promise<void> {
    while (this.#mark < this.#lastKept) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const timer = setTimeout(() => reject(new RollcallError('APPLYING_STALLED')), STALLED_MS);
      this.#advanced.push(resolve);
      await promise.finally(() => clearTimeout(timer));
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#reopenTimer);
    await this.#reopening;
    await this.#letGo();
  }

  #wake({ roster }: Threads): void {
    roster.call('wake', undefined).catch((error: unknown) => {
      this.#options.log.error('wake-failed', error, {});
      this.#noteTrouble('STORE_STOPPED');
    });
  }

  #onRosterEvent(event: RosterEvent): void {
    const { log, onApplied } = this.#options;
    switch (event.kind) {
      case 'applied':
        this.#mark = event.mark;
        this.#threads?.inbox
          .call('applied', event.mark)
          .catch((error: unknown) => log.error('applied-failed', error, {}));
        for (const advanced of this.#advanced.splice(0)) advanced();
        this.#noteHealth();
        onApplied?.(event.mark);
        break;
      case 'set-aside':
        // The problem stands with the delivery: in words that may quote its members.
        log.warn('delivery-set-aside', { delivery: event.delivery });
        break;
      case 'trouble':
        this.#noteTrouble(event.code);
        break;
    }
  }

  #noteHealth(): void {
    if (!this.#isTroubled) return;
    this.#isTroubled = false;
    this.#options.onTrouble?.(null);
  }

  /** A file that is gone or replaced can't be written any more, a damaged one is set aside: all are opened anew. */
  #noteTrouble(code: ErrorCode): void {
    this.#isTroubled = true;
    this.#options.onTrouble?.(code);
    this.#options.log.warn('store-trouble', { code });
    const isDamage = code === 'STORE_CORRUPT';
    if (!isDamage && code !== 'STORE_GONE' && code !== 'STORE_STOPPED') return;
    if (this.#closed || this.#reopenTimer !== undefined) return;
    // A check that found nothing need not be made again at once.
    if (isDamage && performance.now() - this.#checkedAtMs < CHECK_AGAIN_MS) return;
    this.#suspectsDamage ||= isDamage;
    this.#outage = code === 'STORE_STOPPED' ? 'STORE_FAILED' : code;
    this.#reopenAfter(0);
  }

  #reopenAfter(ms: number): void {
    this.#reopenTimer = setTimeout(() => {
      this.#reopening = this.#reopen();
    }, ms);
  }

  async #reopen(): Promise<void> {
    await this.#letGo();
    try {
      // A folder that was taken away is not made anew: it may be put back.
      if (!existsSync(this.#options.dir)) throw new RollcallError('STORE_GONE');
      if (this.#closed) return;
      await this.open();
      this.#reopenTimer = undefined;
      this.#options.log.info('store-reopened', {});
      this.#noteHealth();
      this.#options.onReopened?.();
    } catch (error) {
      this.#options.log.warn('store-not-there', {
        reason: error instanceof RollcallError ? error.code : 'unknown',
      });
      if (!this.#closed) this.#reopenAfter(REOPEN_MS);
    }
  }

  async #letGo(): Promise<void> {
    const threads = this.#threads;
    this.#threads = null;
    // The process could not end before it either, and whoever has a file open last leaves its log.
    await this.#checking;
    if (threads !== null) {
      // A thread that died already has nothing left to close.
      await Promise.all([this.#reader.close(), this.#bodyReader.close()]);
      await threads.roster.close();
      // Last: only the inbox's writer may clear away its log, and only when nobody else has it open.
      await threads.inbox.close();
    }
    this.#lock?.release();
    this.#lock = null;
  }
}
