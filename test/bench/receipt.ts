import { spawnSync } from 'node:child_process';
import type { Contender, Started } from './contenders.ts';
import type { SyncBodies } from './pages.ts';
import { type SendingReport, send } from './send.ts';
import { percentile } from './statistics.ts';
import type { Workspace } from './workspace.ts';

/** How a server took the pages of a sync. */
export interface Receipt {
  readonly pages: number;
  readonly seconds: number;
  readonly pagesPerSecond: number;
  readonly latencyMs: { readonly p50: number; readonly p99: number; readonly max: number };
  readonly retried: number;
  readonly mainThreadDelayMs: { readonly p99: number; readonly max: number };
  readonly peakMemoryBytes: number;
  /** null where the system doesn't count it. */
  readonly bytesWritten: number | null;
}

const DEGRADING_MS = 8_000;
const MS_A_PAGE = 500;

/** One contender receives a sync, then ends; what it wrote is deleted. */
export async function measureReceipt(
  workspace: Workspace,
  contender: Contender,
  peerDir: string,
  bodies: SyncBodies,
): Promise<Receipt> {
  const dir = workspace.folder('contender');
  settleDisk();
  const started = await contender.start(workspace, dir, peerDir);
  try {
    const limitMs = contender.degrades ? DEGRADING_MS : longestMs(bodies.spans.length);
    started.process.startSampling();
    const order = { url: started.url, path: bodies.path, spans: bodies.spans, limitMs };
    return await describeReceipt(started, await send(workspace, order));
  } finally {
    started.process.kill();
    workspace.remove(dir);
  }
}

/** A sync of `pages` pages that takes longer than this has failed. */
export function longestMs(pages: number): number {
  return 30_000 + pages * MS_A_PAGE;
}

export async function describeReceipt(
  { process }: Started,
  { seconds, latenciesMs, retried }: SendingReport,
): Promise<Receipt> {
  const figures = await process.figures();
  return {
    pages: latenciesMs.length,
    seconds,
    pagesPerSecond: latenciesMs.length / seconds,
    latencyMs: {
      p50: percentile(latenciesMs, 0.5),
      p99: percentile(latenciesMs, 0.99),
      max: percentile(latenciesMs, 1),
    },
    retried,
    mainThreadDelayMs: { p99: figures.delayP99Ms, max: figures.delayMaxMs },
    peakMemoryBytes: figures.peakMemoryBytes,
    bytesWritten: figures.bytesWritten,
  };
}

/** What the last one left to be written must not slow the next one's disk. */
export function settleDisk(): void {
  if (process.platform !== 'win32') spawnSync('sync', { timeout: 60_000 });
}
