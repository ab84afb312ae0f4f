import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type BackupContents, UPLOAD_PIECE_BYTES } from '../../shared/api/backup-model.ts';
import { RollcallError } from '../../shared/errors.ts';
import type { Manifest } from '../backup/format.ts';
import { MOVED_DOCUMENTS } from '../backup/format.ts';
import { checkRoom, fullDisk, ROOM_BYTES } from '../backup/room.ts';
import { makeStaging, removeStaging } from '../backup/staging.ts';
import { type BackupWork, openBackup } from '../backup/start-backup.ts';
import type { Document } from '../settings/document.ts';
import type { Store } from '../store/store.ts';
import { Tickets } from './tickets.ts';

/** A browser that sends nothing for so long is gone. */
const UPLOAD_MS = 60 * 60_000;

export type DocumentName = 'settings.json' | (typeof MOVED_DOCUMENTS)[number];

interface Job {
  readonly stagingDir: string;
  readonly filePath: string;
  /** What a browser said the file has; null: it is a file of this computer. */
  readonly sizeBytes: number | null;
  received: number;
  isReceiving: boolean;
  work: BackupWork<Manifest> | null;
  manifest: Manifest | null;
  /** While it takes the place of the data. */
  applying: Promise<void> | null;
}

export interface RestoresPorts {
  readonly dataDir: string;
  readonly store: Store;
  readonly documents: Readonly<Record<DocumentName, Document<object>>>;
  readonly onProgress: (progress: { restoreId: string; done: number; total: number }) => void;
}

/** Backups that are looked into and may take the place of the data. */
export class Restores {
  readonly #ports: RestoresPorts;
  readonly #jobs = new Map<string, Job>();
  /** Which restore a file is sent for. */
  readonly #uploads = new Tickets<string>();

  constructor(ports: RestoresPorts) {
    this.#ports = ports;
  }

  /** A file of this computer. */
  choose(filePath: string): string {
    return this.#add(makeStaging(this.#ports.dataDir), filePath, null);
  }

  /** A file that a browser is going to send. Throws BACKUP_NO_ROOM. */
  begin(sizeBytes: number): { readonly restoreId: string; readonly ticket: string } {
    const { dataDir } = this.#ports;
    checkRoom(dataDir, sizeBytes + ROOM_BYTES);
    const stagingDir = makeStaging(dataDir);
    const restoreId = this.#add(stagingDir, join(stagingDir, 'upload'), sizeBytes);
    const ticket = this.#uploads.issue(restoreId, UPLOAD_MS, () => this.drop(restoreId));
    return { restoreId, ticket };
  }

  /**
   * Takes the next piece of a file, straight to disk; null: nobody announced it. Throws REQUEST_INVALID,
   * REQUEST_TOO_LARGE, BACKUP_NO_ROOM.
   */
  async receive(ticket: string, at: number, piece: Readable): Promise<true | null> {
    const job = this.#jobs.get(this.#uploads.look(ticket) ?? '');
    if (job === undefined || job.sizeBytes === null) return null;
    if (at !== job.received || job.isReceiving) throw new RollcallError('REQUEST_INVALID');
    const most = Math.min(UPLOAD_PIECE_BYTES, job.sizeBytes - job.received);
    let bytes = 0;
    job.isReceiving = true;
    try {
      const limited = async function* (source: AsyncIterable<Buffer>) {
        for await (const chunk of source) {
          bytes += chunk.length;
          if (bytes > most) throw new RollcallError('REQUEST_TOO_LARGE');
          yield chunk;
        }
      };
      const flags = at === 0 ? 'w' : 'r+';
      const file = createWriteStream(job.filePath, { flags, start: at, mode: 0o600 });
      await pipeline(piece, limited, file);
      job.received += bytes;
    } catch (error) {
      throw fullDisk(error, this.#ports.dataDir, job.sizeBytes + ROOM_BYTES);
    } finally {
      job.isReceiving = false;
    }
    return true;
  }

  /** Unpacks it beside the data and checks all of it. Throws BACKUP_GONE and what `openBackup` does. */
  async check(restoreId: string): Promise<BackupContents> {
    const job = this.#jobOf(restoreId);
    if (job.sizeBytes !== null && job.received !== job.sizeBytes) {
      throw new RollcallError('BACKUP_DAMAGED');
    }
    if (job.work !== null) throw new RollcallError('REQUEST_INVALID');
    job.work = openBackup({ path: job.filePath, toDir: job.stagingDir }, ({ done, total }) =>
      this.#ports.onProgress({ restoreId, done, total }),
    );
    const manifest = await job.work.done;
    for (const { name } of manifest.files) await this.#document(job, name);
    job.manifest = manifest;
    const hasHook = manifest.files.some(({ name }) => name === 'hook.json');
    return { madeAtMs: manifest.madeAtMs, ...manifest.contents, hasHook };
  }

  /** Puts it in the place of the data, which is set aside. Throws BACKUP_GONE, BACKUP_NO_ROOM, RESTORE_FAILED. */
  async apply(restoreId: string, withHook: boolean): Promise<void> {
    const job = this.#jobOf(restoreId);
    const { manifest } = job;
    if (manifest === null) throw new RollcallError('BACKUP_GONE');
    if (job.applying !== null) throw new RollcallError('REQUEST_INVALID');
    job.applying = this.#replace(job, manifest, withHook);
    try {
      await job.applying;
    } finally {
      job.applying = null;
    }
    this.drop(restoreId);
  }

  /** What was looked into is forgotten, unless it is being applied; a file of this computer stays where it is. */
  drop(restoreId: string): void {
    const job = this.#jobs.get(restoreId);
    if (job === undefined || job.applying !== null) return;
    this.#jobs.delete(restoreId);
    job.work?.cancel();
    const remove = (): void => removeStaging(job.stagingDir);
    // While it is unpacked it would only come back.
    if (job.work === null) remove();
    else void job.work.done.then(remove, remove);
  }

  /** Forgets all that was looked into, and resolves when nothing of it is left. */
  async removeAll(): Promise<void> {
    const jobs = [...this.#jobs.values()];
    await Promise.allSettled(jobs.map(({ applying }) => applying));
    const works = jobs.map(({ work }) => work?.done);
    for (const restoreId of [...this.#jobs.keys()]) this.drop(restoreId);
    this.#uploads.close();
    await Promise.allSettled(works);
  }

  async #replace(job: Job, manifest: Manifest, withHook: boolean): Promise<void> {
    const { store, documents, dataDir } = this.#ports;
    // Before anything is moved: a disk that is full then would stop half-way.
    checkRoom(dataDir, ROOM_BYTES);
    try {
      await store.replaceWith(job.stagingDir);
    } catch (error) {
      throw new RollcallError('RESTORE_FAILED', {}, { cause: error });
    }
    const moved: readonly string[] = withHook ? MOVED_DOCUMENTS : [];
    for (const { name } of manifest.files) {
      if (name !== 'settings.json' && !moved.includes(name)) continue;
      const value = await this.#document(job, name);
      if (value !== null && isDocument(name)) {
        await documents[name].keepCopy();
        await documents[name].update(value);
      }
    }
  }

  /** A document of the backup, read as its kind; null for the two databases. Throws BACKUP_DAMAGED. */
  async #document({ stagingDir }: Job, name: string): Promise<object | null> {
    if (!isDocument(name)) return null;
    const text = await readFile(join(stagingDir, name), 'utf8');
    try {
      return this.#ports.documents[name].read(text);
    } catch (error) {
      throw new RollcallError('BACKUP_DAMAGED', {}, { cause: error });
    }
  }

  /** Returns its id. */
  #add(stagingDir: string, filePath: string, sizeBytes: number | null): string {
    const restoreId = randomBytes(8).toString('hex');
    this.#jobs.set(restoreId, {
      ...{ stagingDir, filePath, sizeBytes, received: 0 },
      ...{ isReceiving: false, work: null, manifest: null, applying: null },
    });
    return restoreId;
  }

  #jobOf(restoreId: string): Job {
    const job = this.#jobs.get(restoreId);
    if (job === undefined) throw new RollcallError('BACKUP_GONE');
    return job;
  }
}

function isDocument(name: string): name is DocumentName {
  return name === 'settings.json' || MOVED_DOCUMENTS.some((moved) => moved === name);
}
