import type { ErrorCode } from '../../shared/errors.ts';
import type { Logger } from '../log.ts';
import type { Inbox } from '../receiver/inbox.ts';
import type { Retention } from './inbox/inbox-file.ts';
import type { Dismissal } from './inbox/refusals.ts';
import type { ReaderMethods } from './reader-thread.ts';
import type { BodyForm } from './reading/body-text.ts';
import type { BodySearch, BodySearchStep } from './reading/search-bodies.ts';
import type { Foresight } from './roster/foresight.ts';
import type { Thread } from './thread.ts';
import { ThreadedStore } from './threaded-store.ts';

export interface StoreOptions {
  readonly dir: string;
  readonly retention: Retention;
  /** The person's own pause: syncs are turned away with a 503. */
  readonly isPaused?: boolean;
  readonly log: Logger;
  /** Left out: the system's clock. */
  readonly now?: (() => number) | undefined;
  /** Called after every commit of the roster, with its new mark. */
  readonly onApplied?: (mark: number) => void;
  /** Called when the files were let go of, to be opened anew: until then nothing can be read. */
  readonly onClosed?: () => void;
  /** Called when a delivery was turned away and is kept, or when that was dismissed. */
  readonly onTurnedAway?: () => void;
  /** Called when the data folder was gone and is open again: other documents in it want to be written anew. */
  readonly onReopened?: () => void;
  /** Called with where files that could not be read are now. */
  readonly onSetAside?: (paths: readonly string[]) => void;
  /** Called with what keeps the store from working, and with null once it works again. */
  readonly onTrouble?: (code: ErrorCode | null) => void;
}

/** The inbox and the roster with their threads. */
export interface Store extends Inbox {
  /** Deliveries kept but not yet applied. Rejects while the folder is away. */
  waiting(): Promise<{ readonly deliveries: number; readonly bytes: number }>;
  setRetention(retention: Retention): Promise<void>;
  setPaused(paused: boolean): Promise<void>;
  /** Reads on connections of its own. Rejects with STORE_GONE while the folder is away. */
  readonly read: Thread<ReaderMethods>['call'];
  /** Looks through bodies on a thread of its own: it takes its time, and no other reading waits for it. */
  searchBodies(query: BodySearch): Promise<BodySearchStep>;
  /** The whole of a body, on the thread of that search, since it may be long; null: it was empty or is trimmed. */
  wholeBody(query: { readonly number: number; readonly form: BodyForm }): Promise<string | null>;
  /** What was turned away up to a delivery stands no more. */
  dismiss(dismissal: Dismissal): Promise<void>;
  /** Deletes a cohort with all its deliveries and leaves no byte of it; a delivery that comes later makes it anew. */
  removeCohort(cohort: RemovedCohort): Promise<void>;
  /** Deletes all cohorts and all deliveries, refused ones too. */
  removeEverything(): Promise<void>;
  /** Applies a failed delivery in its place. Throws DELIVERY_FAILS_AGAIN, DELIVERY_NOT_KEPT; then nothing has changed. */
  applyAgain(delivery: number): Promise<void>;
  /** Makes a cohort one with the one it is the same as. Throws DELIVERY_NOT_KEPT; then nothing has changed. */
  mergeCohort(id: number): Promise<void>;
  /** Two cohorts that are the same by the rules stay two: the person chose so. */
  keepCohortApart(id: number): Promise<void>;
  /** What applying a delivery would change. Changes nothing. Throws as `applyAgain` does. */
  foresee(delivery: number): Promise<Foresight>;
  /** Has nothing trimmed while `work` is under way. */
  withoutTrimming<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Puts the two files of another folder in the place of its own, which are set aside; senders are asked to come back
   * meanwhile. When it can't, it rejects and goes on with its own.
   */
  replaceWith(copiesDir: string): Promise<void>;
  /** Resolves once everything kept so far is applied; rejects with APPLYING_STALLED when nothing advances. */
  applyAll(): Promise<void>;
  /** Looks now for full syncs that have been quiet for ten minutes, as a timer does by itself. */
  settleQuiet(): Promise<void>;
  /** Commits what is under way, then closes both files and frees the folder. */
  close(): Promise<void>;
}

export interface RemovedCohort {
  /** Row id in the cohort table. */
  readonly id: number;
  readonly projectId: string;
  readonly cohortId: string;
}

/** Opens a data folder for writing, made if it is missing. Throws DATA_DIR_IN_USE, DATA_DIR_UNUSABLE. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const store = new ThreadedStore(options);
  await store.open();
  return store;
}
