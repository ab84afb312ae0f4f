import type { ErrorCode } from '../../shared/errors.ts';
import { guarded, storeTrouble } from './database.ts';
import type { PrepareMethods } from './prepare-thread.ts';
import { RosterFile } from './roster/roster-file.ts';
import type { PreparedDelivery, PreparedRun, ScratchName } from './roster/run.ts';
import { removeScratch, scratchPath } from './roster/scratch.ts';
import { emitFromThread, serveThread, Thread } from './thread.ts';
import { lowerThreadPriority } from './thread-priority.ts';

/** What the roster tells while it works. */
export type RosterEvent =
  | { readonly kind: 'applied'; readonly mark: number }
  | { readonly kind: 'set-aside'; readonly delivery: number; readonly problem: string }
  | { readonly kind: 'trouble'; readonly code: ErrorCode };

const TRIES_ALONE = 3;
const RETRY_MS = 1000;
const TIDY_AFTER_MS = 2000;
const OTHER: Readonly<Record<ScratchName, ScratchName>> = {
  'scratch-a': 'scratch-b',
  'scratch-b': 'scratch-a',
};

interface OpenParams {
  readonly dir: string;
  readonly rosterPath: string;
  readonly inboxPath: string;
  readonly pair: string;
  /** Deliveries up to this number were trimmed before they were applied. */
  readonly gapUpTo: number | null;
}

let dir = '';
let inboxPath = '';
let roster: RosterFile | null = null;
let preparer: Thread<PrepareMethods> | null = null;
let working: Promise<void> | null = null;
let closing = false;
let isHeld = false;
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
    if (working === null && !closing && !isHeld) working = work();
  },

  /** Deletes a cohort, or all, between two runs. What is prepared may be of it and is prepared again. */
  async remove(cohort: number | null): Promise<void> {
    isHeld = true;
    try {
      await working;
      await preparer?.close();
      guarded(() => roster?.remove(cohort));
      removeScratch(dir);
    } finally {
      await startPreparer().finally(() => {
        isHeld = false;
        methods.wake();
      });
    }
  },

  async close(): Promise<void> {
    closing = true;
    clearTimeout(retryTimer);
    clearTimeout(tidyTimer);
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

async function work(): Promise<void> {
  try {
    while (wokenWhileWorking && !closing && !isHeld) {
      wokenWhileWorking = false;
      await applyAllWaiting();
    }
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

function tidy(): void {
  try {
    roster?.tidy();
  } catch (error) {
    // Somebody reads a long time or the disk is full: the log stays until the next time.
    if (!isStoresFault(error)) throw error;
  }
}

/** While one run is applied, the next is prepared. */
async function applyAllWaiting(): Promise<void> {
  if (roster === null) return;
  let scratch: ScratchName = 'scratch-a';
  let next = prepare(scratch, roster.mark);
  for (;;) {
    const run = await next;
    if (run === null || closing || isHeld) return;
    const last = run.deliveries.at(-1)?.number ?? roster.mark;
    const isWhole = run.deliveries.every(({ problem }) => problem === null);
    scratch = OTHER[run.scratch];
    next = prepare(scratch, last);
    if (isWhole) await applyRun(roster, run);
    else await applyOneByOne(roster, run);
    emit({ kind: 'applied', mark: roster.mark });
  }
}

async function applyRun(file: RosterFile, run: PreparedRun): Promise<void> {
  try {
    file.apply(run, run.deliveries, scratchPath(dir, run.scratch));
  } catch (error) {
    if (isStoresFault(error)) throw error;
    await applyOneByOne(file, run);
  }
}

async function applyOneByOne(file: RosterFile, run: PreparedRun): Promise<void> {
  for (const delivery of run.deliveries) {
    const problem = await applyAlone(file, run, delivery);
    if (problem === null) continue;
    file.setAside(run, delivery, problem);
    emit({ kind: 'set-aside', delivery: delivery.number, problem });
  }
}

/** A page may fail three times by itself before it is taken to be at fault; null once it is applied. */
async function applyAlone(
  file: RosterFile,
  run: PreparedRun,
  delivery: PreparedDelivery,
): Promise<string | null> {
  let problem: string | null = null;
  for (let tries = 0; tries < TRIES_ALONE; tries += 1) {
    // The preparer has tried to read it as often already.
    if (delivery.problem !== null) return delivery.problem;
    try {
      file.apply(run, [delivery], scratchPath(dir, run.scratch));
      return null;
    } catch (error) {
      if (isStoresFault(error)) throw error;
      problem = error instanceof Error ? error.message : String(error);
    }
  }
  return problem;
}

function isStoresFault(error: unknown): boolean {
  return storeTrouble(error) !== null;
}

function prepare(scratch: ScratchName, after: number): Promise<PreparedRun | null> {
  if (preparer === null) return Promise.resolve(null);
  const prepared = preparer.call('prepare', { scratch, after });
  // A failure counts where it is awaited; until then it must not look unhandled.
  prepared.catch(() => {});
  return prepared;
}

function emit(event: RosterEvent): void {
  emitFromThread(event);
}

serveThread(methods);
