import { setImmediate as turn } from 'node:timers/promises';
import type { ErrorCode } from '../../shared/errors.ts';
import { guarded, storeTrouble } from './database.ts';
import type { PrepareMethods } from './prepare-thread.ts';
import { type ApplyingEvent, applyWaiting } from './roster/apply-waiting.ts';
import type { Foresight } from './roster/foresight.ts';
import { RosterFile } from './roster/roster-file.ts';
import { removeScratch } from './roster/scratch.ts';
import type { AwaitedQuiet } from './roster/settle-quiet.ts';
import { withLaidOut } from './roster/with-laid-out.ts';
import { emitFromThread, serveThread, Thread } from './thread.ts';
import { lowerThreadPriority } from './thread-priority.ts';

/** What the roster tells while it works. */
export type RosterEvent =
  | ApplyingEvent
  | { readonly kind: 'trouble'; readonly code: ErrorCode }
  /** Nothing waits any more. */
  | { readonly kind: 'caught-up'; readonly awaitedQuiet: readonly AwaitedQuiet[] };

const RETRY_MS = 1000;
const TIDY_AFTER_MS = 2000;

interface OpenParams {
  readonly dir: string;
  readonly rosterPath: string;
  readonly inboxPath: string;
  readonly pair: string;
  /** Deliveries up to this number were trimmed before they were applied. */
  readonly gapUpTo: number | null;
  /** Deliveries after this number may be lost. */
  readonly lostAfter: number | null;
}

let dir = '';
let inboxPath = '';
let roster: RosterFile | null = null;
let preparer: Thread<PrepareMethods> | null = null;
let working: Promise<void> | null = null;
let closing = false;
/** What others do with the file between two runs, one after the other. */
let holding: Promise<unknown> = Promise.resolve();
let holds = 0;
let wokenWhileWorking = false;
let retryTimer: NodeJS.Timeout | undefined;
let tidyTimer: NodeJS.Timeout | undefined;

const methods = {
  async open(params: OpenParams): Promise<{ mark: number }> {
    lowerThreadPriority();
    ({ dir, inboxPath } = params);
    const opened = guarded(() => new RosterFile(params.rosterPath, params));
    roster = opened;
    await startPreparer();
    return { mark: opened.mark };
  },

  /** Something waits in the inbox. */
  wake(): void {
    wokenWhileWorking = true;
    clearTimeout(tidyTimer);
    if (working === null && !closing && holds === 0) working = work();
  },

  /** Applies nothing more until `resume`; resolves when the run under way is done. */
  async pause(): Promise<void> {
    holds += 1;
    await working;
  },

  resume(): void {
    holds -= 1;
    if (holds === 0) methods.wake();
  },

  awaitedQuiet: (): readonly AwaitedQuiet[] => roster?.awaitedQuiet() ?? [],

  /** Which deliveries are a cohort's. */
  deliveriesOf: (
    cohort: number,
  ): { readonly applied: readonly number[]; readonly takesNameless: boolean } =>
    guarded(() => roster?.deliveriesOf(cohort)) ?? { applied: [], takesNameless: false },

  /** Deletes a cohort, or all. What is prepared may be of it and is prepared again. */
  remove: (cohort: number | null): Promise<void> =>
    betweenRuns(async (file) => {
      await preparer?.close();
      try {
        guarded(() => file.remove(cohort));
        removeScratch(dir);
      } finally {
        await startPreparer();
      }
    }),

  /** Applies a failed delivery in its place; does nothing when it has not failed or is applied by now. */
  applyAgain: (delivery: number): Promise<void> =>
    betweenRuns((file) => {
      const replayed = file.findReplay(delivery);
      if (replayed === null) return;
      const wanted = { dir, inboxPath, numbers: replayed.numbers };
      guarded(() => withLaidOut(wanted, (laidOut) => file.applyAgain(replayed, delivery, laidOut)));
    }),

  /** Makes a cohort one with the one it is the same as by rule 1. Throws DELIVERY_NOT_KEPT; then nothing has changed. */
  merge: (cohort: number): Promise<void> =>
    betweenRuns((file) => {
      const merge = file.findMerge(cohort);
      if (merge === null) return;
      const wanted = { dir, inboxPath, numbers: merge.numbers };
      guarded(() => withLaidOut(wanted, (laidOut) => file.merge(merge, laidOut)));
    }),

  keepApart: (cohort: number): Promise<void> =>
    betweenRuns((file) => guarded(() => file.keepApart(cohort))),

  /** What applying a delivery would change: a failed one in its place, any other as if it came now. */
  foresee: (delivery: number): Promise<Foresight> =>
    betweenRuns((file) => {
      const replayed = file.findReplay(delivery);
      const as = replayed === null ? Math.max(file.mark + 1, delivery) : delivery;
      const wanted =
        replayed === null
          ? { dir, inboxPath, numbers: [delivery], as }
          : { dir, inboxPath, numbers: replayed.numbers };
      return guarded(() => withLaidOut(wanted, (laidOut) => file.foresee(replayed, as, laidOut)));
    }),

  async close(): Promise<void> {
    closing = true;
    clearTimeout(retryTimer);
    clearTimeout(tidyTimer);
    await holding;
    await working;
    await preparer?.close();
    roster?.close();
    roster = null;
    if (dir !== '') removeScratch(dir);
  },
};

export type RosterMethods = typeof methods;

async function startPreparer(): Promise<void> {
  preparer = new Thread<PrepareMethods>(import.meta.url, 'prepare-thread');
  await preparer.call('open', { dir, inboxPath });
}

/** Has the file to itself, after the run under way and whoever asked before. */
function betweenRuns<T>(task: (file: RosterFile) => T | Promise<T>): Promise<T> {
  const paused = methods.pause();
  const done = holding.then(async () => {
    try {
      await paused;
      if (roster === null) throw new Error('The roster is not open.');
      return await task(roster);
    } finally {
      methods.resume();
    }
  });
  holding = done.catch(() => {});
  return done;
}

async function work(): Promise<void> {
  try {
    while (wokenWhileWorking && !shouldStop()) {
      wokenWhileWorking = false;
      if (roster === null || preparer === null) return;
      await applyWaiting({ dir, roster, preparer, emit, shouldStop });
      await catchUp(roster);
    }
    if (roster !== null) emit({ kind: 'caught-up', awaitedQuiet: roster.awaitedQuiet() });
    tidyTimer = setTimeout(tidy, TIDY_AFTER_MS);
  } catch (error) {
    // The store's trouble ends by itself or by the person's hand; what waits is safe in the inbox meanwhile.
    emit({ kind: 'trouble', code: storeTrouble(error) ?? 'STORE_FAILED' });
    // Whoever woke us meanwhile has set one already.
    clearTimeout(retryTimer);
    retryTimer = setTimeout(methods.wake, RETRY_MS);
  } finally {
    working = null;
  }
}

/** What can wait, until something is to be applied. */
async function catchUp(file: RosterFile): Promise<void> {
  try {
    while (!wokenWhileWorking && !shouldStop() && file.catchUp()) await turn();
  } catch (error) {
    // Whoever reads does without, and it is tried again after the next delivery.
    if (storeTrouble(error) === null) throw error;
  }
}

function shouldStop(): boolean {
  return closing || holds > 0;
}

function tidy(): void {
  try {
    roster?.tidy();
  } catch (error) {
    // Somebody reads a long time or the disk is full: the log stays until the next time.
    if (storeTrouble(error) === null) throw error;
  }
}

function emit(event: RosterEvent): void {
  emitFromThread(event);
}

serveThread(methods);
