import type { Completeness } from '../../shared/api/completeness.ts';
import { emitFromThread, serveThread } from '../store/thread.ts';
import { lowerThreadPriority } from '../store/thread-priority.ts';
import { countCuts } from './count-cuts.ts';
import { CsvExport } from './csv-export.ts';
import { exportCohort } from './export-cohort.ts';
import type { ExportProgress, ExportRequest, ExportResult } from './request.ts';

/** A piece of the file, or what became of the whole. */
type Piece =
  | { readonly bytes: Uint8Array; readonly progress: ExportProgress }
  | { readonly bytes: null; readonly result: ExportResult };

const PROGRESS_EVERY_MS = 100;

const cancelling = new AbortController();
let csv: CsvExport | null = null;
let progressToldAtMs = 0;

const methods = {
  toFile({ request, path }: { request: ExportRequest; path: string }): Promise<ExportResult> {
    lowerThreadPriority();
    return exportCohort(request, path, { onProgress: tellProgress, signal: cancelling.signal });
  },

  /** Begins an export whose pieces are fetched: whoever takes them sets the pace. Returns how whole its list is. */
  open(request: ExportRequest): Completeness {
    lowerThreadPriority();
    csv = new CsvExport(request);
    return csv.result.completeness;
  },

  next(): Piece | null {
    if (csv === null) return null;
    const bytes = csv.next();
    if (bytes === null) return { bytes, result: csv.result };
    // Posting a view would clone all of the buffer behind it.
    return { bytes: bytes.slice(), progress: csv.result };
  },

  countCuts(request: ExportRequest): number {
    lowerThreadPriority();
    return countCuts(request);
  },

  cancel(): void {
    cancelling.abort();
  },

  close(): void {
    csv?.close();
    csv = null;
  },
};

export type ExportMethods = typeof methods;

function tellProgress(progress: ExportProgress): void {
  const nowMs = Date.now();
  if (nowMs - progressToldAtMs < PROGRESS_EVERY_MS) return;
  progressToldAtMs = nowMs;
  emitFromThread(progress);
}

serveThread(methods);
