import { storeTrouble } from '../database.ts';
import type { PrepareMethods } from '../prepare-thread.ts';
import type { Thread } from '../thread.ts';
import { isQuiet, isUnreadable, type UnreadableDelivery } from './delivery-row.ts';
import type { RosterFile } from './roster-file.ts';
import type { PreparedDelivery, PreparedRun, RunScratch } from './run.ts';
import { scratchPath } from './scratch.ts';

/** What becomes of deliveries while they are applied. */
export type ApplyingEvent =
  | { readonly kind: 'applied'; readonly mark: number }
  | { readonly kind: 'set-aside'; readonly delivery: number };

interface Parts {
  readonly dir: string;
  readonly roster: RosterFile;
  readonly preparer: Thread<PrepareMethods>;
  readonly emit: (event: ApplyingEvent) => void;
  /** Whether to stop after the run under way. */
  readonly shouldStop: () => boolean;
}

const TRIES_ALONE = 3;
const OTHER: Readonly<Record<RunScratch, RunScratch>> = {
  'scratch-a': 'scratch-b',
  'scratch-b': 'scratch-a',
};

/** Applies what waits in the inbox. While one run is applied, the next is prepared. Rejects for the store's trouble. */
export async function applyWaiting(parts: Parts): Promise<void> {
  const { roster, preparer, emit, shouldStop } = parts;
  const prepare = (scratch: RunScratch, after: number) => {
    const prepared = preparer.call('prepare', { scratch, after });
    // A failure counts where it is awaited; until then it must not look unhandled.
    prepared.catch(() => {});
    return prepared;
  };
  let scratch: RunScratch = 'scratch-a';
  let next = prepare(scratch, roster.mark);
  for (;;) {
    const run = await next;
    if (run === null || shouldStop()) return;
    if (isUnreadable(run)) {
      setAsideUnreadable(parts, run);
      next = prepare(scratch, run.number);
    } else if (isQuiet(run)) {
      roster.settle(run);
      next = prepare(scratch, run.number);
    } else {
      scratch = OTHER[run.scratch];
      next = prepare(scratch, run.deliveries.at(-1)?.number ?? roster.mark);
      applyRun(parts, run);
    }
    emit({ kind: 'applied', mark: roster.mark });
  }
}

function setAsideUnreadable({ roster, emit }: Parts, delivery: UnreadableDelivery): void {
  roster.setAsideUnreadable(delivery);
  emit({ kind: 'set-aside', delivery: delivery.number });
}

function applyRun(parts: Parts, run: PreparedRun): void {
  const isWhole = run.deliveries.every(({ problem }) => problem === null);
  const path = scratchPath(parts.dir, run.scratch);
  const problem = isWhole ? attempt(() => parts.roster.apply(run, run.deliveries, path)) : '';
  if (problem !== null) applyOneByOne(parts, run);
}

function applyOneByOne({ roster, dir, emit }: Parts, run: PreparedRun): void {
  const path = scratchPath(dir, run.scratch);
  for (const delivery of run.deliveries) {
    const problem = applyAlone(delivery, () => roster.apply(run, [delivery], path));
    if (problem === null) continue;
    roster.setAside(run, delivery, problem);
    emit({ kind: 'set-aside', delivery: delivery.number });
  }
}

/** A page may fail three times by itself before it is taken to be at fault; null once it is applied. */
function applyAlone(delivery: PreparedDelivery, apply: () => void): string | null {
  // The preparer has tried to read it as often already.
  let problem = delivery.problem;
  for (let tries = 0; tries < TRIES_ALONE && delivery.problem === null; tries += 1) {
    problem = attempt(apply);
    if (problem === null) return null;
  }
  return problem;
}

/** What was wrong; null if nothing was. Throws for the store's trouble, which is no delivery's fault. */
function attempt(work: () => void): string | null {
  try {
    work();
    return null;
  } catch (error) {
    if (storeTrouble(error) !== null) throw error;
    return error instanceof Error ? error.message : String(error);
  }
}
