import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import type { ErrorCode } from '../../shared/errors.ts';
import type { Receipt, ReceivedDelivery, TurnedAway } from '../receiver/inbox.ts';
import { BodyReader } from './body-reader.ts';
import { guarded, storeTrouble } from './database.ts';
import { isNearlyFull } from './free-disk.ts';
import { Backlog } from './inbox/backlog.ts';
import { type InboxEntry, InboxFile, type Retention } from './inbox/inbox-file.ts';
import type { Dismissal } from './inbox/refusals.ts';
import { isBlank } from './readable-body.ts';
import { serveThread } from './thread.ts';

const TRIM_EVERY_MS = 60_000;

interface OpenParams {
  readonly path: string;
  readonly pair: string;
  readonly appliedMark: number;
  readonly retention: Retention;
  readonly isPaused: boolean;
}

/** A receipt, the number the delivery got if it was kept, and whether the file itself is in trouble. */
export interface Kept {
  readonly receipt: Receipt;
  readonly number: number | null;
}

/** A cohort whose deliveries are deleted. */
export interface RemovedCohort {
  readonly projectId: string;
  readonly cohortId: string;
  /** Numbers of the deliveries that were applied to it. */
  readonly applied: readonly number[];
  /** Whether what comes without a project is taken for this cohort's. */
  readonly takesNameless: boolean;
}

interface Waiting {
  readonly entry: InboxEntry;
  readonly settle: (kept: Kept) => void;
}

const reader = new BodyReader();
const backlog = new Backlog();
let inbox: InboxFile | null = null;
let path = '';
let retention: Retention = { days: 30, bytes: 2 * 1024 ** 3 };
let appliedMark = 0;
let isPaused = false;
let group: Waiting[] = [];
let trimTimer: NodeJS.Timeout | undefined;

const methods = {
  open(params: OpenParams): void {
    ({ path, retention, appliedMark, isPaused } = params);
    const opened = guarded(() => new InboxFile(path, params.pair, appliedMark));
    inbox = opened;
    for (const { number, size } of opened.waitingAfter(appliedMark)) backlog.add(number, size);
    trimTimer = setInterval(trim, TRIM_EVERY_MS);
  },

  keep: (delivery: ReceivedDelivery): Promise<Kept> => commit(toEntry(delivery)),

  /** One that the receiver itself turned away. */
  async turnedAway({ code, ...delivery }: TurnedAway): Promise<void> {
    const checked = { ok: false, code, action: null, cohort: null } as const;
    await commit({ ...delivery, kind: 'refused', checked });
  },

  dismiss(dismissal: Dismissal): void {
    guarded(() => inbox?.dismiss(dismissal));
  },

  /** See `InboxFile.noteQuiet`. */
  noteQuiet({ settles, atMs }: { settles: number; atMs: number }): number | null {
    const number = guarded(() => inbox?.noteQuiet(settles, atMs) ?? null);
    if (number !== null) backlog.add(number, 0);
    return number;
  },

  /** The roster has applied everything up to this number. */
  applied(mark: number): void {
    appliedMark = mark;
    backlog.dropUpTo(mark);
  },

  setRetention(next: Retention): void {
    retention = next;
    trim();
  },

  /** The person's own pause: syncs are turned away until it ends, test calls are not. */
  setPaused(paused: boolean): void {
    isPaused = paused;
  },

  /** Number of the newest delivery that is to be applied. */
  lastKept(): number {
    return inbox?.lastSync() ?? 0;
  },

  /** Deletes the deliveries of a cohort, or all, that are here now; a few at a time, so that receiving goes on. */
  async remove(whose: RemovedCohort | null): Promise<void> {
    const upTo = inbox?.lastNumber() ?? 0;
    const cohort = whose === null ? null : { ...whose, nameless: namelessOf(whose) };
    for (;;) {
      const numbers = guarded(() => inbox?.remove({ cohort, upTo }) ?? []);
      if (numbers.length === 0) break;
      for (const number of numbers) backlog.drop(number);
      await turn();
    }
    guarded(() => inbox?.clearLog());
  },

  waiting(): { deliveries: number; bytes: number } {
    return { deliveries: backlog.deliveries, bytes: backlog.bytes };
  },

  close(): void {
    clearInterval(trimTimer);
    flush();
    inbox?.close();
    inbox = null;
  },
};

export type InboxMethods = typeof methods;

function commit(entry: InboxEntry): Promise<Kept> {
  return new Promise((settle) => {
    if (group.length === 0) setImmediate(flush);
    group.push({ entry, settle });
  });
}

/** Everything that waits is checked and committed together: one flush to disk serves all senders at once. */
function flush(): void {
  const taken = group;
  group = [];
  const writable: Waiting[] = [];
  for (const waiting of taken) {
    const obstacle = waiting.entry.kind === 'sync' ? findObstacle() : null;
    if (obstacle === null) writable.push(waiting);
    else waiting.settle({ number: null, receipt: unavailable(obstacle, waiting.entry) });
  }
  if (writable.length === 0) return;
  try {
    if (inbox === null) throw new Error('The inbox is not open.');
    const numbers = inbox.append(writable.map(({ entry }) => entry));
    for (const [i, { entry, settle }] of writable.entries()) {
      const number = numbers[i] ?? null;
      if (number !== null && entry.kind === 'sync') backlog.add(number, entry.body.byteLength);
      settle({ number, receipt: kept(entry) });
    }
  } catch (error) {
    const code = storeTrouble(error) ?? 'STORE_FAILED';
    for (const { entry, settle } of writable) {
      // What can never work, or asks for nothing, is answered even while nothing can be written.
      const receipt = entry.kind === 'sync' ? unavailable(code, entry) : kept(entry);
      settle({ number: null, receipt });
    }
  }
}

/** What was sent without a project and counts for the cohort, or will. */
function namelessOf({ cohortId, applied, takesNameless }: RemovedCohort): number[] {
  const isApplied = new Set(applied);
  const numbers = guarded(() => inbox?.nameless(cohortId) ?? []);
  return numbers.filter(
    (number) => isApplied.has(number) || (takesNameless && number > appliedMark),
  );
}

function toEntry(delivery: ReceivedDelivery): InboxEntry {
  if (isBlank(delivery.body)) return { ...delivery, kind: 'test', checked: null };
  const checked = reader.read(delivery.body);
  return { ...delivery, kind: checked.ok ? 'sync' : 'refused', checked };
}

function kept({ checked }: InboxEntry): Receipt {
  if (checked === null) return { kind: 'test' };
  if (checked.ok) return { kind: 'kept', action: checked.envelope.action };
  const { code, action } = checked;
  return code === 'BODY_CUT' ? { kind: 'cut', action } : { kind: 'refused', code, action };
}

function unavailable(code: ErrorCode, { checked }: InboxEntry): Receipt {
  const action = checked?.ok === true ? checked.envelope.action : null;
  return { kind: 'unavailable', code, action };
}

function findObstacle(): ErrorCode | null {
  if (isPaused) return 'PAUSED';
  if (backlog.isFull) return 'BACKLOG_FULL';
  try {
    return isNearlyFull(statfsSync(dirname(path))) ? 'DISK_NEARLY_FULL' : null;
  } catch (error) {
    return storeTrouble(error);
  }
}

function trim(): void {
  if (inbox === null) return;
  try {
    if (inbox.trim(retention, appliedMark, Date.now())) setImmediate(trim);
  } catch {
    // A busy or full disk is met again, and told, when the next delivery comes; trimming waits its turn.
  }
}

serveThread(methods);
