import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { BackupState } from '../../shared/api/backup-model.ts';
import { toldError } from '../../shared/api/dispatch.ts';
import { RollcallError } from '../../shared/errors.ts';
import type { BackupPart } from '../backup/format.ts';
import { makeStaging, removeStaging } from '../backup/staging.ts';
import { type BackupWork, saveBackup } from '../backup/start-backup.ts';
import type { Logger } from '../log.ts';
import type { Store } from '../store/store.ts';
import type { Download } from './download.ts';
import { Tickets } from './tickets.ts';

const TICKET_MS = 60_000;

interface Job {
  state: BackupState;
  readonly stagingDir: string;
  /** Where the file is, or will be. */
  readonly filePath: string;
  work: BackupWork<number> | null;
  /** Asked for before there was anything to cancel. */
  isCancelled: boolean;
  /** Resolves when nothing is under way any more. */
  ended: Promise<void>;
}

export interface SavedBackupsPorts {
  readonly dataDir: string;
  readonly store: Store;
  readonly onChanged: (state: BackupState) => void;
  readonly log: Logger;
}

/** The backups of this run, under way and over. In a browser each is kept here until it is fetched. */
export class SavedBackups {
  readonly #ports: SavedBackupsPorts;
  readonly #jobs = new Map<string, Job>();
  readonly #tickets = new Tickets<Job>();

  constructor(ports: SavedBackupsPorts) {
    this.#ports = ports;
  }

  /**
   * Starts saving to a path, or (null) to where a browser fetches it; returns the id. `onUndone` is called when it
   * fails or is cancelled, before that is told.
   */
  start(
    path: string | null,
    fileName: string,
    documents: Partial<Record<BackupPart, string>>,
    onUndone: () => Promise<void>,
  ): string {
    const stagingDir = makeStaging(this.#ports.dataDir);
    const backupId = randomBytes(8).toString('hex');
    const state: BackupState = {
      ...{ backupId, state: 'running', phase: 'copying', done: 0, total: 0 },
      ...{ fileName, path, sizeBytes: 0, error: null },
    };
    const filePath = path ?? join(stagingDir, 'backup');
    const job: Job = {
      ...{ state, stagingDir, filePath, work: null, isCancelled: false },
      ended: Promise.resolve(),
    };
    this.#jobs.set(backupId, job);
    job.ended = this.#run(job, documents, onUndone);
    return backupId;
  }

  /** Throws BACKUP_GONE. */
  stateOf(backupId: string): BackupState {
    return this.#jobOf(backupId).state;
  }

  /** Throws BACKUP_GONE. */
  cancel(backupId: string): void {
    const job = this.#jobOf(backupId);
    job.isCancelled = true;
    job.work?.cancel();
  }

  /** Where a saved backup is. Throws BACKUP_GONE. */
  pathOf(backupId: string): string {
    const { state } = this.#jobOf(backupId);
    if (state.state !== 'done' || state.path === null) throw new RollcallError('BACKUP_GONE');
    return state.path;
  }

  /** A ticket to fetch a backup with, once. Throws BACKUP_GONE. */
  ticketFor(backupId: string): string {
    const job = this.#jobOf(backupId);
    if (job.state.state !== 'done' || job.state.path !== null) {
      throw new RollcallError('BACKUP_GONE');
    }
    this.#jobs.delete(backupId);
    return this.#tickets.issue(job, TICKET_MS, () => removeStaging(job.stagingDir));
  }

  takeDownload(ticket: string): Download | null {
    const job = this.#tickets.take(ticket);
    if (job === null) return null;
    return {
      fileName: job.state.fileName,
      contentType: 'application/zstd',
      sizeBytes: job.state.sizeBytes,
      async writeTo(stream) {
        try {
          await pipeline(createReadStream(job.filePath), stream, { end: false });
        } finally {
          removeStaging(job.stagingDir);
        }
      },
    };
  }

  /** Ends what is under way, and removes what was not fetched. */
  async removeAll(): Promise<void> {
    const jobs = [...this.#jobs];
    for (const [backupId] of jobs) this.cancel(backupId);
    await Promise.all(jobs.map(([, { ended }]) => ended));
    for (const [backupId, { state, stagingDir }] of jobs) {
      removeStaging(stagingDir);
      if (state.path === null) this.#jobs.delete(backupId);
    }
    this.#tickets.close();
  }

  async #run(
    job: Job,
    documents: Partial<Record<BackupPart, string>>,
    onUndone: () => Promise<void>,
  ): Promise<void> {
    const { dataDir, store, log } = this.#ports;
    const { stagingDir, filePath } = job;
    try {
      // What the copy of the roster has not applied must still be in the copy of the inbox.
      const sizeBytes = await store.withoutTrimming(() => {
        const params = { dataDir, stagingDir, path: filePath, documents, nowMs: Date.now() };
        if (job.isCancelled) throw new RollcallError('BACKUP_CANCELLED');
        job.work = saveBackup(params, (progress) => this.#tell(job, progress));
        return job.work.done;
      });
      this.#tell(job, { state: 'done', sizeBytes });
      if (job.state.path !== null) removeStaging(stagingDir);
    } catch (error) {
      removeStaging(stagingDir);
      const told = toldError(error);
      if (told.code === 'UNEXPECTED') log.error('backup.failed', error);
      await onUndone().catch((reason: unknown) => log.error('backup.undo-failed', reason));
      const isCancelled = told.code === 'BACKUP_CANCELLED';
      this.#tell(job, isCancelled ? { state: 'cancelled' } : { state: 'failed', error: told });
    }
  }

  #tell(job: Job, change: Partial<BackupState>): void {
    job.state = { ...job.state, ...change };
    this.#ports.onChanged(job.state);
  }

  #jobOf(backupId: string): Job {
    const job = this.#jobs.get(backupId);
    if (job === undefined) throw new RollcallError('BACKUP_GONE');
    return job;
  }
}
