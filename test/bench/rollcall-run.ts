import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { mix } from '../../main/simulator/random.ts';
import { dataFolder } from '../../main/store/data-folder.ts';
import { openForReading } from '../../main/store/database.ts';
import { ROSTER_MIGRATIONS } from '../../main/store/migrations/roster.ts';
import { AppliedWatch } from './applied-watch.ts';
import type { Started } from './contenders.ts';
import { IdDigest } from './id-digest.ts';
import { type Figures, MeasuredProcess } from './measured-process.ts';
import type { Span, SyncBodies } from './pages.ts';
import { describeReceipt, longestMs, type Receipt, settleDisk } from './receipt.ts';
import { send } from './send.ts';
import type { Workspace } from './workspace.ts';

export const ROLLCALL_PATH = fileURLToPath(new URL('../../dist/main/rollcall.js', import.meta.url));

/** A sync received by Rollcall, and applied. */
export interface RollcallSync extends Receipt {
  /** From the first page sent until everything was applied; in a re-sync without its last page. */
  readonly appliedSeconds: number;
  /** From the answer to the last page of a re-sync, sent alone, until the sync was complete. */
  readonly completionSeconds: number | null;
  readonly rosterBytes: number;
  readonly inboxBytes: number;
  readonly rawBytes: number;
  /** The members are exactly those that were sent. */
  readonly isRight: boolean;
}

const readySchema = z.object({ hookUrl: z.string() });

/** Sends a first sync to an empty data folder. What was written is counted to the end of the process. */
export async function receiveFirstSync(
  workspace: Workspace,
  dir: string,
  bodies: SyncBodies,
): Promise<RollcallSync> {
  return await withRollcall(workspace, dir, bodies, async (started) => {
    const watch = new AppliedWatch(dir);
    try {
      const sent = await send(workspace, { ...orderOf(started, bodies), spans: bodies.spans });
      const receipt = await describeReceipt(started, sent);
      const appliedAtMs = await watch.untilApplied();
      const appliedSeconds = (appliedAtMs - sent.startedAtMs) / 1000;
      return { ...receipt, appliedSeconds, completionSeconds: null };
    } finally {
      watch.close();
    }
  });
}

/** Sends a full sync again, its pages in another order; the last one alone, to see what completing takes. */
export async function receiveResync(
  workspace: Workspace,
  dir: string,
  bodies: SyncBodies,
): Promise<RollcallSync> {
  return await withRollcall(workspace, dir, bodies, async (started) => {
    const watch = new AppliedWatch(dir);
    try {
      const spans = shuffled(bodies.spans);
      const order = orderOf(started, bodies);
      const sent = await send(workspace, { ...order, spans: spans.slice(0, -1) });
      const receipt = await describeReceipt(started, sent);
      const appliedAtMs = await watch.untilApplied();
      const last = await send(workspace, { ...order, spans: spans.slice(-1) });
      const completedAtMs = await watch.untilApplied();
      return {
        ...receipt,
        appliedSeconds: (appliedAtMs - sent.startedAtMs) / 1000,
        completionSeconds: (completedAtMs - last.startedAtMs) / 1000 - last.seconds,
      };
    } finally {
      watch.close();
    }
  });
}

async function withRollcall(
  workspace: Workspace,
  dir: string,
  bodies: SyncBodies,
  work: (
    started: Started,
  ) => Promise<Omit<RollcallSync, 'rosterBytes' | 'inboxBytes' | 'rawBytes' | 'isRight'>>,
): Promise<RollcallSync> {
  settleDisk();
  const process = new MeasuredProcess(workspace, [ROLLCALL_PATH, 'serve', '--data-dir', dir]);
  try {
    const { hookUrl } = readySchema.parse(JSON.parse(await process.line()));
    process.startSampling();
    const measured = await work({ process, url: hookUrl });
    const end: Figures | null = await process.stop();
    if (end === null) throw new Error('Rollcall did not end by itself.');
    const { rosterPath, inboxPath } = dataFolder(dir);
    return {
      ...measured,
      peakMemoryBytes: end.peakMemoryBytes,
      bytesWritten: end.bytesWritten,
      rosterBytes: sizeOf(rosterPath),
      inboxBytes: sizeOf(inboxPath),
      rawBytes: bodies.bytes,
      isRight: idDigestOf(rosterPath) === bodies.idDigest,
    };
  } finally {
    process.kill();
  }
}

function orderOf({ url }: Started, { path, spans }: SyncBodies) {
  return { url, path, limitMs: longestMs(spans.length) };
}

function shuffled(spans: readonly Span[]): Span[] {
  return spans
    .map((span, i) => ({ span, rank: mix(7, i) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ span }) => span);
}

function sizeOf(path: string): number {
  const parts = [path, `${path}-wal`].filter((part) => existsSync(part));
  return parts.reduce((sum, part) => sum + statSync(part).size, 0);
}

function idDigestOf(rosterPath: string): string {
  const roster = openForReading(rosterPath, ROSTER_MIGRATIONS);
  const digest = new IdDigest();
  const rows = roster.prepare('SELECT distinct_id AS id FROM member').iterate();
  for (const { id } of rows) digest.add(String(id));
  roster.close();
  return digest.toString();
}
