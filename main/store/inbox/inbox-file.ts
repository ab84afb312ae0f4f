import { statSync } from 'node:fs';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { constants, zstdCompressSync } from 'node:zlib';
import { RollcallError } from '../../../shared/errors.ts';
import type { ReceivedDelivery } from '../../receiver/inbox.ts';
import type { CheckedBody } from '../body-reader.ts';
import { openForWriting, transaction } from '../database.ts';
import { INBOX_MIGRATIONS } from '../migrations/inbox.ts';
import { type Dismissal, dismiss, forgetRefusals, Refusals } from './refusals.ts';

/** How much of the past the inbox keeps. Only applied deliveries are ever trimmed. */
export interface Retention {
  readonly days: number;
  readonly bytes: number;
}

/** Deliveries to be deleted: those of one cohort, or all. */
export interface RemovedDeliveries {
  readonly cohort: {
    readonly projectId: string;
    readonly cohortId: string;
    /** Those of it that name no project. */
    readonly nameless: readonly number[];
  } | null;
  readonly upTo: number;
}

/** A delivery with what became of it, ready to be written. */
export interface InboxEntry extends ReceivedDelivery {
  readonly kind: 'sync' | 'test' | 'refused';
  readonly checked: CheckedBody | null;
}

/** Append-only pages are never dirtied again, so a small log costs no extra writes and no long stall. */
const CHECKPOINT_PAGES = 1000;
const CACHE_KIB = 4096;
/** A refused body is kept to be looked at, within reason. */
const REFUSED_BODY_LIMIT = 1024 * 1024;
const TRIM_STEP = 50;
const DAY_MS = 24 * 60 * 60 * 1000;
const COMPRESSION = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** The kinds of rows that the roster applies. */
export const TO_APPLY = "('sync', 'quiet')";

const INSERT = `
  INSERT INTO delivery (received_at, kind, code, action, project_id, cohort_id, cohort_name,
    cohort_description, session_id, page, total_pages, entries, list_path, repaired, headers, size, body)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  RETURNING number`;

const EVERY_COHORT = { projectId: '', cohortId: '', nameless: [] };

const NOTE_QUIET = `
  INSERT INTO delivery (received_at, kind, action, project_id, cohort_id, session_id, repaired, headers, size, settles)
  SELECT :atMs, 'quiet', action, project_id, cohort_id, session_id, 0, '{}', 0, number FROM delivery d
  WHERE number = :settles AND NOT EXISTS (
    SELECT 1 FROM delivery l WHERE l.number > d.number AND (l.settles = d.number
      OR (l.kind = 'sync' AND l.action = d.action AND l.project_id = d.project_id
        AND l.cohort_id = d.cohort_id AND l.session_id = d.session_id)))
  RETURNING number`;

/** The file of deliveries as received. Its numbers only rise, and a commit that a removed file took is no commit. */
export class InboxFile {
  readonly #db: DatabaseSync;
  readonly #insert: StatementSync;
  readonly #refusals: Refusals;
  readonly #inodes: ReadonlyMap<string, bigint>;
  /** Of all bodies but those refused. */
  #storedBytes: number;

  /** `pair` names the two files that belong together; `above` is the roster's mark, below which no number may start. */
  constructor(path: string, pair: string, above: number) {
    this.#db = openForWriting(path, INBOX_MIGRATIONS, {
      cacheKiB: CACHE_KIB,
      checkpointPages: CHECKPOINT_PAGES,
    });
    this.#insert = this.#db.prepare(INSERT);
    this.#refusals = new Refusals(this.#db);
    this.#db.prepare("INSERT OR IGNORE INTO meta VALUES ('pair', ?)").run(pair);
    this.#startAbove(above);
    // The log is there by now, and stays until the last connection closes.
    this.#inodes = new Map([path, `${path}-wal`].map((file) => [file, inodeOf(file)]));
    this.#storedBytes = Number(
      this.#db
        .prepare(
          "SELECT coalesce(sum(length(body)), 0) AS bytes FROM delivery WHERE kind <> 'refused'",
        )
        .get()?.bytes,
    );
  }

  /** Commits a group of deliveries as one; returns their numbers in order. Throws if it is not surely on disk. */
  append(entries: readonly InboxEntry[]): number[] {
    // Compressing outside the transaction keeps the write lock short.
    const bodies = entries.map(compressed);
    const numbers = transaction(this.#db, () =>
      entries.map((entry, i) => this.#append(entry, bodies[i] ?? null)),
    );
    this.#assertStillOurs();
    for (const [i, { kind }] of entries.entries()) {
      if (kind !== 'refused') this.#storedBytes += bodies[i]?.byteLength ?? 0;
    }
    return numbers;
  }

  #append(entry: InboxEntry, body: Uint8Array | null): number {
    const number = Number(this.#insert.get(...values(entry, body))?.number);
    if (entry.checked?.ok === false) {
      this.#refusals.add(number, entry.receivedAtMs, entry.checked);
    }
    return number;
  }

  dismiss(dismissal: Dismissal): void {
    dismiss(this.#db, dismissal);
  }

  /**
   * Gives the moment a number at which no page of a session had come for ten minutes; `settles` is the session's last
   * delivery. null when a page has come since, or the moment has its number already.
   */
  noteQuiet(settles: number, atMs: number): number | null {
    const row = transaction(this.#db, () => this.#db.prepare(NOTE_QUIET).get({ settles, atMs }));
    this.#assertStillOurs();
    return row === undefined ? null : Number(row.number);
  }

  /** Deletes the oldest applied deliveries beyond the limits, a few at a time; true while there may be more. */
  trim(retention: Retention, appliedMark: number, nowMs: number): boolean {
    const isTooLarge = this.#storedBytes > retention.bytes;
    const rows = this.#db
      .prepare(`
        SELECT number, kind, length(body) AS bytes FROM delivery
        WHERE (number <= ? OR kind NOT IN ${TO_APPLY}) AND ((? AND kind <> 'refused') OR received_at < ?)
        ORDER BY number LIMIT ${TRIM_STEP}`)
      .all(appliedMark, isTooLarge ? 1 : 0, nowMs - retention.days * DAY_MS);
    if (rows.length === 0) return false;
    // What was refused changed nothing, so that a roster without it has no gap.
    const lastSync = rows.findLast(({ kind }) => kind === 'sync' || kind === 'quiet');
    transaction(this.#db, () => {
      const remove = this.#db.prepare('DELETE FROM delivery WHERE number = ?');
      for (const row of rows) remove.run(Number(row.number));
      if (lastSync === undefined) return;
      this.#db
        .prepare("INSERT INTO meta VALUES ('trimmed', ?1) ON CONFLICT DO UPDATE SET value = ?1")
        .run(String(lastSync.number));
    });
    for (const row of rows) this.#uncount(row);
    return rows.length === TRIM_STEP;
  }

  /**
   * Deletes a few of the deliveries of a cohort up to a number, applied or not, or of everything; what they held is
   * overwritten. Returns their numbers, none when there are none left.
   */
  remove(whose: RemovedDeliveries): readonly number[] {
    const isAll = whose.cohort === null ? 1 : 0;
    const { projectId, cohortId, nameless } = whose.cohort ?? EVERY_COHORT;
    const rows = this.#db
      .prepare(`
        SELECT number, kind, length(body) AS bytes FROM delivery
        WHERE number <= ? AND (? OR (project_id = ? AND project_id <> '' AND cohort_id = ?)
          OR number IN (SELECT value FROM json_each(?)))
        ORDER BY number LIMIT ${TRIM_STEP}`)
      .all(whose.upTo, isAll, projectId, cohortId, JSON.stringify(nameless));
    this.#db.exec('PRAGMA secure_delete = ON');
    try {
      transaction(this.#db, () => {
        const remove = this.#db.prepare('DELETE FROM delivery WHERE number = ?');
        for (const row of rows) remove.run(Number(row.number));
        forgetRefusals(this.#db, whose.cohort);
      });
    } finally {
      this.#db.exec('PRAGMA secure_delete = OFF');
    }
    for (const row of rows) this.#uncount(row);
    return rows.map((row) => Number(row.number));
  }

  #uncount({ kind, bytes }: Record<string, unknown>): void {
    if (kind !== 'refused') this.#storedBytes -= Number(bytes ?? 0);
  }

  /** Numbers of the deliveries with a cohort id and without a project. */
  nameless(cohortId: string): number[] {
    return this.#db
      .prepare("SELECT number FROM delivery WHERE project_id = '' AND cohort_id = ?")
      .all(cohortId)
      .map((row) => Number(row.number));
  }

  /** Empties the log, which holds what was deleted until it is written over. */
  clearLog(): void {
    this.#db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  }

  /** Number of the newest delivery of any kind ever kept. */
  lastNumber(): number {
    const row = this.#db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'delivery'").get();
    return Number(row?.seq ?? 0);
  }

  /** Deliveries still to be applied, with their sizes, in order. */
  waitingAfter(mark: number): { number: number; size: number }[] {
    return this.#db
      .prepare(
        `SELECT number, size FROM delivery WHERE number > ? AND kind IN ${TO_APPLY} ORDER BY number`,
      )
      .all(mark)
      .map((row) => ({ number: Number(row.number), size: Number(row.size) }));
  }

  /** Number of the newest delivery that is to be applied; 0 if there is none. */
  lastSync(): number {
    const row = this.#db
      .prepare(
        `SELECT number AS last FROM delivery WHERE kind IN ${TO_APPLY} ORDER BY number DESC LIMIT 1`,
      )
      .get();
    return Number(row?.last ?? 0);
  }

  close(): void {
    this.#db.close();
  }

  /** Numbers never repeat, not even with a restored older inbox: the roster has already used those up to its mark. */
  #startAbove(mark: number): void {
    transaction(this.#db, () => {
      const row = this.#db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'delivery'").get();
      if (row === undefined) {
        this.#db.prepare("INSERT INTO sqlite_sequence VALUES ('delivery', ?)").run(mark);
      } else if (Number(row.seq) < mark) {
        this.#db.prepare("UPDATE sqlite_sequence SET seq = ? WHERE name = 'delivery'").run(mark);
      }
    });
  }

  /** SQLite commits happily into a file that was deleted; such a delivery is not safe. */
  #assertStillOurs(): void {
    for (const [file, inode] of this.#inodes) {
      if (inodeOf(file) !== inode) throw new RollcallError('STORE_GONE');
    }
  }
}

/** 0n where there is no file. */
function inodeOf(path: string): bigint {
  return statSync(path, { bigint: true, throwIfNoEntry: false })?.ino ?? 0n;
}

/** A content type says that there was something to send: what was lost is told apart from a test. */
function codeOfTest(kind: InboxEntry['kind'], headers: InboxEntry['headers']): string | null {
  return kind === 'test' && headers['content-type'] !== undefined ? 'EMPTY_CALL' : null;
}

function compressed({ kind, body }: InboxEntry): Uint8Array | null {
  if (body.byteLength === 0 || (kind === 'refused' && body.byteLength > REFUSED_BODY_LIMIT))
    return null;
  return zstdCompressSync(body, COMPRESSION);
}

function values(
  { kind, checked, receivedAtMs, headers, body }: InboxEntry,
  stored: Uint8Array | null,
) {
  const sync = checked?.ok === true ? checked : null;
  const envelope = sync?.envelope;
  const cohort = checked?.ok === false ? checked.cohort : envelope;
  return [
    receivedAtMs,
    kind,
    checked?.ok === false ? checked.code : codeOfTest(kind, headers),
    checked?.ok === false ? checked.action : (envelope?.action ?? null),
    cohort?.projectId ?? null,
    cohort?.cohortId ?? null,
    cohort?.cohortName ?? null,
    envelope?.cohortDescription ?? null,
    envelope?.sessionId ?? null,
    envelope?.page ?? null,
    envelope?.totalPages ?? null,
    sync?.entries ?? null,
    sync?.listPath ?? null,
    sync?.repaired ? 1 : 0,
    JSON.stringify(headers),
    body.byteLength,
    stored,
  ];
}
