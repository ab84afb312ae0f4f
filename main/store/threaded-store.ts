import { existsSync } from 'node:fs';
import { type ErrorCode, RollcallError } from '../../shared/errors.ts';
import type { Receipt, ReceivedDelivery, TurnedAway } from '../receiver/inbox.ts';
import { type DataFolder, dataFolder } from './data-folder.ts';
import { checkAfterUncleanEnd } from './find-damage.ts';
import { FolderWatch } from './folder-watch.ts';
import type { Retention } from './inbox/inbox-file.ts';
import type { Dismissal } from './inbox/refusals.ts';
import { Progress } from './progress.ts';
import { QuietWatch } from './quiet-watch.ts';
import { Reader } from './reader.ts';
import type { BodyForm } from './reading/body-text.ts';
import type { BodySearch, BodySearchStep } from './reading/search-bodies.ts';
import { Recovery } from './recovery.ts';
import { removeData } from './remove-data.ts';
import { RetentionHolds } from './retention-holds.ts';
import type { Foresight } from './roster/foresight.ts';
import type { RosterEvent } from './roster-thread.ts';
import type { RemovedCohort, Store, StoreOptions } from './store.ts';
import { openStoreFiles, type StoreFiles } from './store-files.ts';
import { refusingPart, StoreHealth, type StorePart } from './store-health.ts';

/** The store as its callers see it: each question goes to the thread that has the answer. */
export class ThreadedStore implements Store {
  readonly #options: StoreOptions;
  readonly #folder: DataFolder;
  readonly #reader: Reader;
  readonly #bodyReader: Reader;
  readonly #health: StoreHealth;
  readonly #recovery: Recovery;
  readonly #progress = new Progress();
  readonly #quiet: QuietWatch;
  readonly #retention: RetentionHolds;
  #isPaused: boolean;
  #files: StoreFiles | null = null;
  #watch: FolderWatch | null = null;
  #checking: Promise<void> | undefined;
  #closed = false;
  #isReplacing = false;

  constructor(options: StoreOptions) {
    const { log, dir } = options;
    this.#options = options;
    this.#folder = dataFolder(dir);
    this.#reader = new Reader(this.#folder, log);
    this.#bodyReader = new Reader(this.#folder, log);
    const isReopening = (): boolean => this.#recovery.isUnderWay;
    this.#health = new StoreHealth(log, isReopening, (code) => options.onTrouble?.(code));
    this.#recovery = new Recovery(log, () => this.#reopen());
    this.#quiet = new QuietWatch({
      now: options.now ?? Date.now,
      note: (moment) => this.#noteQuiet(moment),
      log,
    });
    this.#retention = new RetentionHolds(options.retention, async () => {
      await this.#files?.inbox.call('setRetention', this.#retention.now);
    });
    this.#isPaused = options.isPaused ?? false;
  }

  async open(replacement?: string): Promise<void> {
    const folder = this.#folder;
    const files = await openStoreFiles({
      folder,
      ...(replacement === undefined ? {} : { replacement }),
      log: this.#options.log,
      retention: this.#retention.now,
      isPaused: this.#isPaused,
      findDamaged: () => this.#recovery.findDamaged(folder),
      onRosterEvent: (event) => this.#onRosterEvent(event),
      onSetAside: this.#options.onSetAside,
    });
    this.#files = files;
    const noteTrouble = this.#noteTrouble.bind(this);
    this.#watch = new FolderWatch(folder, noteTrouble, () => this.#health.heal('disk'));
    this.#progress.noteMark(files.mark);
    this.#progress.noteKept(files.lastKept);
    this.#wake(files);
    // Receiving does not wait for the check.
    if (!files.endedUncleanly) return;
    this.#checking = checkAfterUncleanEnd(folder, {
      log: this.#options.log,
      isClosed: () => this.#closed,
      onDamage: () => this.#noteTrouble('roster', 'STORE_CORRUPT'),
    });
  }

  read: Store['read'] = (name, params) => {
    if (this.#files === null) return Promise.reject(new RollcallError('STORE_GONE'));
    return this.#reader.call(name, params);
  };

  wholeBody(query: { readonly number: number; readonly form: BodyForm }): Promise<string | null> {
    if (this.#files === null) return Promise.reject(new RollcallError('STORE_GONE'));
    return this.#bodyReader.call('wholeBody', query);
  }

  searchBodies(query: BodySearch): Promise<BodySearchStep> {
    if (this.#files === null) return Promise.reject(new RollcallError('STORE_GONE'));
    return this.#bodyReader.call('searchBodies', query);
  }

  async keep(delivery: ReceivedDelivery): Promise<Receipt> {
    const files = this.#files;
    if (files === null) {
      const code = this.#isReplacing ? 'PAUSED' : this.#recovery.outage;
      return { kind: 'unavailable', code, action: null };
    }
    try {
      const { receipt, number } = await files.inbox.call('keep', delivery, [delivery.body.buffer]);
      if (number !== null && receipt.kind === 'kept') {
        this.#progress.noteKept(number);
        this.#health.heal('inbox');
        this.#wake(files);
      }
      if (receipt.kind === 'unavailable') this.#noteRefusal(receipt.code);
      if (receipt.kind === 'refused' || receipt.kind === 'cut') this.#options.onTurnedAway?.();
      return receipt;
    } catch (error) {
      const code = error instanceof RollcallError ? error.code : 'STORE_FAILED';
      this.#options.log.error('keep-failed', error, {});
      this.#noteTrouble('inbox', code);
      return { kind: 'unavailable', code, action: null };
    }
  }

  turnedAway(delivery: TurnedAway): void {
    const { log, onTurnedAway } = this.#options;
    this.#files?.inbox
      .call('turnedAway', delivery, [delivery.body.buffer])
      .then(onTurnedAway)
      .catch((error: unknown) => log.error('note-failed', error, {}));
  }

  async dismiss(dismissal: Dismissal): Promise<void> {
    await this.#opened().inbox.call('dismiss', dismissal);
    this.#options.onTurnedAway?.();
  }

  async waiting(): Promise<{ deliveries: number; bytes: number }> {
    return await this.#opened().inbox.call('waiting', undefined);
  }

  setRetention(retention: Retention): Promise<void> {
    return this.#retention.choose(retention);
  }

  withoutTrimming<T>(work: () => Promise<T>): Promise<T> {
    return this.#retention.without(work);
  }

  async replaceWith(copiesDir: string): Promise<void> {
    this.#opened();
    this.#isReplacing = true;
    try {
      await this.#letGo();
      this.#progress.resetKept(0);
      await this.open(copiesDir);
      this.#health.heal();
      this.#options.onApplied?.(this.#progress.mark);
    } catch (error) {
      await this.open().catch(() => this.#noteTrouble('roster', 'STORE_GONE'));
      throw error;
    } finally {
      this.#isReplacing = false;
    }
  }

  async setPaused(paused: boolean): Promise<void> {
    this.#isPaused = paused;
    await this.#files?.inbox.call('setPaused', paused);
  }

  removeCohort: Store['removeCohort'] = (cohort) => this.#remove(cohort);
  removeEverything: Store['removeEverything'] = () => this.#remove(null);

  applyAgain(delivery: number): Promise<void> {
    return this.#rewrite((roster) => roster.call('applyAgain', delivery));
  }

  mergeCohort(id: number): Promise<void> {
    return this.#rewrite((roster) => roster.call('merge', id));
  }

  keepCohortApart(id: number): Promise<void> {
    return this.#rewrite((roster) => roster.call('keepApart', id));
  }

  async foresee(delivery: number): Promise<Foresight> {
    return this.#opened().roster.call('foresee', delivery);
  }

  applyAll(): Promise<void> {
    return this.#progress.caughtUp();
  }

  async settleQuiet(): Promise<void> {
    this.#quiet.expect(await this.#opened().roster.call('awaitedQuiet', undefined));
    await this.#quiet.settle();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#recovery.stop();
    await this.#letGo();
  }

  #opened(): StoreFiles {
    if (this.#files === null) throw new RollcallError(this.#recovery.outage);
    return this.#files;
  }

  async #remove(cohort: RemovedCohort | null): Promise<void> {
    await removeData(this.#opened(), cohort, (lastKept) => this.#progress.resetKept(lastKept));
  }

  /** What readers remember of the past is no longer true afterwards. */
  async #rewrite(work: (roster: StoreFiles['roster']) => Promise<void>): Promise<void> {
    await work(this.#opened().roster);
    await this.#reader.close();
    this.#options.onApplied?.(this.#progress.mark);
  }

  #wake(files: StoreFiles): void {
    files.roster.call('wake', undefined).catch((error: unknown) => {
      // Let go of while a delivery was on its way: whoever opens the files next finds it waiting.
      if (files !== this.#files) return;
      this.#options.log.error('wake-failed', error, {});
      this.#noteTrouble('roster', 'STORE_STOPPED');
    });
  }

  #onRosterEvent(event: RosterEvent): void {
    const { log, onApplied } = this.#options;
    switch (event.kind) {
      case 'applied':
        this.#files?.inbox
          .call('applied', event.mark)
          .catch((error: unknown) => log.error('applied-failed', error, {}));
        this.#progress.noteMark(event.mark);
        this.#health.heal('roster');
        this.#health.heal('backlog');
        onApplied?.(event.mark);
        break;
      case 'set-aside':
        // The problem stands with the delivery: in words that may quote its members.
        log.warn('delivery-set-aside', { delivery: event.delivery });
        break;
      case 'trouble':
        this.#noteTrouble('roster', event.code);
        break;
      case 'caught-up':
        this.#quiet.expect(event.awaitedQuiet);
        break;
    }
  }

  async #noteQuiet(moment: { settles: number; atMs: number }): Promise<void> {
    const files = this.#files;
    const number = (await files?.inbox.call('noteQuiet', moment)) ?? null;
    if (files === null || number === null) return;
    this.#progress.noteKept(number);
    this.#wake(files);
  }

  /** The person's own pause is no trouble. */
  #noteRefusal(code: ErrorCode): void {
    if (code !== 'PAUSED') this.#noteTrouble(refusingPart(code), code);
  }

  #noteTrouble(part: StorePart, code: ErrorCode): void {
    this.#health.note(part, code);
    this.#recovery.noteTrouble(code);
  }

  async #reopen(): Promise<void> {
    await this.#letGo();
    // A folder that was taken away is not made anew: it may be put back.
    if (!existsSync(this.#folder.dir)) throw new RollcallError('STORE_GONE');
    if (this.#closed) return;
    await this.open();
    this.#options.log.info('store-reopened', {});
    this.#health.heal();
    this.#options.onReopened?.();
  }

  async #letGo(): Promise<void> {
    const files = this.#files;
    this.#files = null;
    this.#watch?.close();
    this.#quiet.close();
    // The process could not end before it either, and whoever has a file open last leaves its log.
    await this.#checking;
    await Promise.all([this.#reader.close(), this.#bodyReader.close()]);
    await files?.close();
    if (!this.#closed) this.#options.onClosed?.();
  }
}
