import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { RollcallError } from '../../../shared/errors.ts';
import { openForReading, openForWriting, transaction, withoutWaiting } from '../database.ts';
import { ROSTER_MIGRATIONS } from '../migrations/roster.ts';
import { NO_COHORT, takesNameless } from './cohort-rows.ts';
import { isQuiet, type QuietMoment, type UnreadableDelivery } from './delivery-row.ts';
import { type Foresight, foresight } from './foresight.ts';
import { RawIndexKeeper } from './keep-raw-indexes.ts';
import type { LaidOut } from './lay-out.ts';
import { findMerge, type Merge, mergeCohorts } from './merge-cohorts.ts';
import { removeCohorts } from './remove-cohorts.ts';
import { countReplay, findReplay, type Replay, replay } from './replay.ts';
import { countToRound } from './rounds.ts';
import type { PreparedDelivery, PreparedRun, RunKey, ScratchName } from './run.ts';
import { RunApplier } from './run-applier.ts';
import { type AwaitedQuiet, listAwaitedQuiet, settleQuiet } from './settle-quiet.ts';
import { DaySurvey } from './survey-days.ts';
import { SyncStates } from './sync-state.ts';

const CACHE_KIB = 24 * 1024;
/** A large log (200 MB): pages that several runs touch move to the file once. */
const CHECKPOINT_PAGES = 50_000;

/** The file with the membership. A run is applied in one transaction, the mark with it. */
export class RosterFile {
  readonly #path: string;
  readonly #db: DatabaseSync;
  readonly #syncs: SyncStates;
  readonly #days: DaySurvey;
  readonly #rawIndexes: RawIndexKeeper;
  readonly #inode: bigint;
  #attached: ScratchName | null = null;

  constructor(
    path: string,
    {
      pair,
      gapUpTo,
      lostAfter,
    }: {
      readonly pair: string;
      readonly gapUpTo: number | null;
      readonly lostAfter: number | null;
    },
  ) {
    this.#path = path;
    this.#db = openForWriting(path, ROSTER_MIGRATIONS, {
      cacheKiB: CACHE_KIB,
      checkpointPages: CHECKPOINT_PAGES,
    });
    this.#inode = statSync(path, { bigint: true }).ino;
    this.#db.exec(`
      CREATE TEMP TABLE segment (delivery INTEGER PRIMARY KEY);
      CREATE TEMP TABLE newer (id INTEGER PRIMARY KEY);
      CREATE TEMP TABLE kept_sync (first_delivery INTEGER PRIMARY KEY, id INTEGER NOT NULL);
      CREATE TEMP TABLE moved_sync (id INTEGER PRIMARY KEY, kept INTEGER NOT NULL);`);
    this.#db.prepare("INSERT OR IGNORE INTO meta VALUES ('pair', ?)").run(pair);
    if (gapUpTo !== null) {
      this.#db
        .prepare("INSERT INTO meta VALUES ('gap', ?1) ON CONFLICT DO UPDATE SET value = ?1")
        .run(String(gapUpTo));
    }
    if (lostAfter !== null) {
      this.#db.prepare('INSERT OR IGNORE INTO loss VALUES (?, ?)').run(lostAfter, Date.now());
    }
    this.#syncs = new SyncStates(this.#db);
    this.#days = new DaySurvey(this.#db);
    this.#rawIndexes = new RawIndexKeeper(this.#db);
  }

  /** Number of the last delivery applied. */
  get mark(): number {
    return Number(this.#db.prepare('SELECT applied FROM mark').get()?.applied);
  }

  /** Applies deliveries of a prepared run, all or none. `scratchPath` is where the run was laid out. */
  apply(run: PreparedRun, deliveries: readonly PreparedDelivery[], scratchPath: string): void {
    const [first, ...others] = deliveries;
    if (first === undefined) return;
    this.#attach(run.scratch, scratchPath);
    this.#transaction(() => {
      const cohort = new RunApplier(this.#db, this.#syncs, run).apply([first, ...others]);
      this.#advance(cohort, deliveries);
    });
  }

  /** Completes a full sync at its moment of quiet. */
  settle(moment: QuietMoment): void {
    this.#transaction(() => {
      settleQuiet(this.#db, this.#syncs, moment);
      this.#moveMark(moment.number);
    });
  }

  /** The full syncs that are complete if no page of them comes for ten minutes. */
  awaitedQuiet(): AwaitedQuiet[] {
    return listAwaitedQuiet(this.#db, this.#syncs);
  }

  /** Sets a delivery aside that can't be applied: kept, alarmed, its sync can't complete, the rest goes on. */
  setAside(run: PreparedRun, delivery: PreparedDelivery, problem: string): void {
    this.#transaction(() => {
      const cohort = new RunApplier(this.#db, this.#syncs, run).setAside(delivery, problem);
      this.#advance(cohort, [delivery]);
    });
  }

  /** Sets a delivery aside of which nobody can tell whose it is. */
  setAsideUnreadable({ number, receivedAtMs, problem }: UnreadableDelivery): void {
    this.#transaction(() => {
      this.#db
        .prepare(`
          INSERT INTO applied (delivery, received_at, cohort, outcome, entries, unidentified, odd_text, joined, left,
            unknown, error) VALUES (?, ?, ${NO_COHORT}, 'failed', 0, 0, 0, 0, 0, 0, ?)`)
        .run(number, receivedAtMs, problem);
      this.#moveMark(number);
    });
  }

  /** What applying a failed delivery again must apply anew; null when it is not there as failed. */
  findReplay(delivery: number): Replay | null {
    return findReplay(this.#db, delivery);
  }

  /** Applies a failed delivery in its place. Throws DELIVERY_FAILS_AGAIN, and then nothing has changed. */
  applyAgain(replayed: Replay, wanted: number, { scratch, path, deliveries }: LaidOut): void {
    this.#attach(scratch, path);
    try {
      this.#transaction(() => {
        replay(this.#db, this.#syncs, { ...replayed, deliveries, wanted });
        countReplay(this.#db);
      });
    } finally {
      this.#detach();
    }
  }

  /** What has to be applied anew so that a cohort becomes one with another; null when it is not the same as any. */
  findMerge(from: number): Merge | null {
    return findMerge(this.#db, from);
  }

  /** Makes two cohorts one; all or nothing. */
  merge(merge: Merge, { scratch, path, deliveries }: LaidOut): void {
    this.#attach(scratch, path);
    try {
      this.#transaction(() => mergeCohorts(this.#db, this.#syncs, { ...merge, deliveries }));
    } finally {
      this.#syncs.forget();
      this.#detach();
    }
  }

  keepApart(cohort: number): void {
    this.#db.prepare('UPDATE cohort SET kept_apart = 1 WHERE id = ?').run(cohort);
  }

  /**
   * What applying a delivery would change, by doing it and taking it back: a failed one in its place, any other as
   * if it came now.
   */
  foresee(
    replayed: Replay | null,
    wanted: number,
    { scratch, path, deliveries }: LaidOut,
  ): Foresight {
    const before = openForReading(this.#path, ROSTER_MIGRATIONS);
    try {
      this.#attach(scratch, path);
      this.#db.exec('BEGIN');
      if (replayed !== null) replay(this.#db, this.#syncs, { ...replayed, deliveries, wanted });
      else for (const one of deliveries) if (!isQuiet(one)) this.#applyAlone(one.key, one.delivery);
      return foresight(before, this.#db, { delivery: wanted, since: replayed?.point ?? wanted });
    } finally {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      this.#syncs.forget();
      this.#detach();
      before.close();
    }
  }

  #applyAlone(key: RunKey, delivery: PreparedDelivery): void {
    if (delivery.problem !== null) throw new RollcallError('DELIVERY_FAILS_AGAIN');
    new RunApplier(this.#db, this.#syncs, { key, sharesPeople: false }).apply([delivery]);
  }

  /** Numbers of the deliveries applied to a cohort, and whether those to come without a project would be, too. */
  deliveriesOf(cohort: number): {
    readonly applied: readonly number[];
    readonly takesNameless: boolean;
  } {
    const applied = this.#db
      .prepare('SELECT delivery FROM applied WHERE cohort = ?')
      .all(cohort)
      .map((row) => Number(row.delivery));
    return { applied, takesNameless: takesNameless(this.#db, cohort) };
  }

  /** Deletes a cohort, or all of them. No run may be under way. */
  remove(cohort: number | null): void {
    this.#detach();
    this.#syncs.forget();
    removeCohorts(this.#db, cohort);
  }

  /** Goes a step on in what can wait until nothing else is to do; false when nothing is left of it. */
  catchUp(): boolean {
    return this.#days.step() || this.#rawIndexes.step();
  }

  /**
   * Moves the log into the file while nothing else is to do, so that it is short at the next start. Whoever reads
   * just now is not waited for: nothing could be applied meanwhile.
   */
  tidy(): void {
    withoutWaiting(this.#db, () => this.#db.exec('PRAGMA wal_checkpoint(TRUNCATE)'));
  }

  close(): void {
    this.#db.close();
  }

  #advance(cohort: number, deliveries: readonly PreparedDelivery[]): void {
    for (const { number, receivedAtMs } of deliveries) {
      countToRound(this.#db, cohort, number, receivedAtMs);
    }
    this.#moveMark(deliveries.at(-1)?.number ?? this.mark);
  }

  /** In the same transaction as the effects: a crash anywhere means to go on from there. */
  #moveMark(delivery: number): void {
    this.#db.prepare('UPDATE mark SET applied = ?').run(delivery);
  }

  #transaction(work: () => void): void {
    try {
      transaction(this.#db, work, 'BEGIN');
    } catch (error) {
      this.#syncs.forget();
      throw error;
    }
    const found = statSync(this.#path, { bigint: true, throwIfNoEntry: false });
    if (found?.ino !== this.#inode) throw new RollcallError('STORE_GONE');
  }

  #attach(name: ScratchName, path: string): void {
    if (this.#attached === name) return;
    this.#detach();
    this.#db.prepare('ATTACH ? AS run').run(path);
    this.#attached = name;
  }

  #detach(): void {
    if (this.#attached !== null) this.#db.exec('DETACH run');
    this.#attached = null;
  }
}
