import { randomBytes } from 'node:crypto';
import type * as z from 'zod';
import type { contract } from '../../shared/api/contract.ts';
import { toldError } from '../../shared/api/dispatch.ts';
import { RollcallError } from '../../shared/errors.ts';
import type { ExportProgress, ExportRequest } from '../export/request.ts';
import { type ExportTarget, type RunningExport, startExport } from '../export/start-export.ts';
import type { Logger } from '../log.ts';
import type { Download } from './download.ts';
import { Tickets } from './tickets.ts';

export type ExportState = z.infer<(typeof contract)['export.changed']['payload']>;

interface Job {
  state: ExportState;
  running: RunningExport | null;
  /** What it can be fetched with, until it is. */
  ticket: string | null;
  toldAtMs: number;
}

const TICKET_MS = 60_000;
const TELL_EVERY_MS = 200;
/** Exports that are over and may still be shown in their folder. */
const REMEMBERED = 20;

/** The exports of this run, under way and over. */
export class Exports {
  readonly #jobs = new Map<string, Job>();
  readonly #tickets = new Tickets<Download>();
  readonly #onChanged: (state: ExportState) => void;
  readonly #log: Logger;

  constructor(onChanged: (state: ExportState) => void, log: Logger) {
    this.#onChanged = onChanged;
    this.#log = log;
  }

  /** Starts writing a file; returns the id of the export. */
  toFile(request: ExportRequest, path: string, fileName: string, totalRows: number): string {
    const { exportId, job } = this.#begin(request, fileName, totalRows, path);
    // How it ends is told as its state.
    void this.#run(job, request, { kind: 'file', path }).catch(() => {});
    return exportId;
  }

  /** Keeps an export to be fetched once, within a minute. The ticket is a secret of its own: a download carries no key. */
  toDownload(
    request: ExportRequest,
    fileName: string,
    totalRows: number,
  ): { readonly exportId: string; readonly ticket: string } {
    const { exportId, job } = this.#begin(request, fileName, totalRows, null);
    const writeTo = (stream: NodeJS.WritableStream): Promise<void> =>
      this.#run(job, request, { kind: 'stream', stream });
    const contentType = 'text/csv; charset=utf-8';
    const download = { fileName, contentType, sizeBytes: null, writeTo };
    const ticket = this.#tickets.issue(download, TICKET_MS, () => this.#dropTicket(job));
    job.ticket = ticket;
    return { exportId, ticket };
  }

  takeDownload(ticket: string): Download | null {
    return this.#tickets.take(ticket);
  }

  /** Throws EXPORT_GONE. */
  stateOf(exportId: string): ExportState {
    const job = this.#jobs.get(exportId);
    if (job === undefined) throw new RollcallError('EXPORT_GONE');
    return job.state;
  }

  /** Throws EXPORT_GONE. */
  cancel(exportId: string): void {
    const job = this.#jobs.get(exportId);
    if (job === undefined) throw new RollcallError('EXPORT_GONE');
    if (job.running === null) this.#dropTicket(job);
    else job.running.cancel();
  }

  /** Where a finished export was written. Throws EXPORT_GONE. */
  pathOf(exportId: string): string {
    const path = this.#jobs.get(exportId)?.state.path;
    if (path === undefined || path === null) throw new RollcallError('EXPORT_GONE');
    return path;
  }

  /** Ends what is under way; nothing half-written stays. */
  async close(): Promise<void> {
    const running = [...this.#jobs.values()].flatMap((job) => job.running ?? []);
    for (const { cancel } of running) cancel();
    this.#tickets.close();
    await Promise.allSettled(running.map(({ done }) => done));
  }

  #begin(request: ExportRequest, fileName: string, totalRows: number, path: string | null) {
    const exportId = randomBytes(8).toString('hex');
    const state: ExportState = {
      exportId,
      state: 'running',
      rows: 0,
      totalRows,
      path,
      fileName,
      kind: request.format.kind,
      apostrophes: 0,
      cut: 0,
      completeness: null,
      error: null,
    };
    const job: Job = { state, running: null, ticket: null, toldAtMs: 0 };
    this.#jobs.set(exportId, job);
    const oldest = [...this.#jobs].find(([, known]) => known.state.state !== 'running');
    if (this.#jobs.size > REMEMBERED && oldest !== undefined) this.#jobs.delete(oldest[0]);
    this.#onChanged(state);
    return { exportId, job };
  }

  async #run(job: Job, request: ExportRequest, target: ExportTarget): Promise<void> {
    const running = startExport(request, target, (progress) => this.#tellProgress(job, progress));
    job.running = running;
    job.ticket = null;
    try {
      const { rows, apostrophes, cut, completeness } = await running.done;
      this.#tell(job, { state: 'done', rows, apostrophes, cut, completeness });
    } catch (error) {
      const told = toldError(error);
      if (told.code === 'UNEXPECTED') this.#log.error('export.failed', error);
      // In a browser that is how a person cancels a download.
      const isLeft = target.kind === 'stream' && told.code === 'EXPORT_TARGET_UNUSABLE';
      const isCancelled = isLeft || told.code === 'EXPORT_CANCELLED';
      this.#tell(job, isCancelled ? { state: 'cancelled' } : { state: 'failed', error: told });
      throw error;
    }
  }

  #tellProgress(job: Job, { rows }: ExportProgress): void {
    const nowMs = performance.now();
    if (nowMs - job.toldAtMs < TELL_EVERY_MS) return;
    job.toldAtMs = nowMs;
    this.#tell(job, { rows });
  }

  #tell(job: Job, change: Partial<ExportState>): void {
    job.state = { ...job.state, ...change };
    this.#onChanged(job.state);
  }

  /** One that nobody fetched is over. */
  #dropTicket(job: Job): void {
    if (job.ticket === null) return;
    this.#tickets.take(job.ticket);
    job.ticket = null;
    this.#tell(job, { state: 'cancelled' });
  }
}
