import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { RollcallError } from '../../../shared/errors.ts';
import { isComplete, type PagePlan, planPage } from '../../membership/sync-pages.ts';
import { openForWriting, transaction } from '../database.ts';
import { ROSTER_MIGRATIONS } from '../migrations/roster.ts';
import { applyAddedPages, applyRemovedPage } from './apply-deltas.ts';
import { applyMembersPages, completeMembersSync } from './apply-members.ts';
import {
  assumeBaseline,
  type CohortRow,
  noteComplete,
  openCohort,
  readCohort,
  renameCohort,
  touchCohort,
} from './cohort-rows.ts';
import { noteProperties } from './properties.ts';
import { removeCohorts } from './remove-cohorts.ts';
import { countToRound } from './rounds.ts';
import type { PreparedDelivery, PreparedRun, ScratchName } from './run.ts';
import { type SyncState, SyncStates } from './sync-state.ts';

const CACHE_KIB = 24 * 1024;
/** A large log (200 MB): pages that several runs touch move to the file once. */
const CHECKPOINT_PAGES = 50_000;

interface Effects {
  joined: number;
  left: number;
  unknown: number;
}

/** The file with the membership. A run is applied in one transaction, the mark with it. */
export class RosterFile {
  readonly #path: string;
  readonly #db: DatabaseSync;
  readonly #syncs: SyncStates;
  readonly #inode: bigint;
  #attached: string | null = null;

  constructor(path: string, { pair, gapUpTo }: { pair: string; gapUpTo: number | null }) {
    this.#path = path;
    this.#db = openForWriting(path, ROSTER_MIGRATIONS, {
      cacheKiB: CACHE_KIB,
      checkpointPages: CHECKPOINT_PAGES,
    });
    this.#inode = statSync(path, { bigint: true }).ino;
    this.#db.exec(`
      CREATE TEMP TABLE segment (delivery INTEGER PRIMARY KEY);
      CREATE TEMP TABLE newer (id INTEGER PRIMARY KEY);`);
    this.#db.prepare("INSERT OR IGNORE INTO meta VALUES ('pair', ?)").run(pair);
    if (gapUpTo !== null) {
      this.#db
        .prepare("INSERT INTO meta VALUES ('gap', ?1) ON CONFLICT DO UPDATE SET value = ?1")
        .run(String(gapUpTo));
    }
    this.#syncs = new SyncStates(this.#db);
  }

  /** Number of the last delivery applied. */
  get mark(): number {
    return Number(this.#db.prepare('SELECT applied FROM mark').get()?.applied);
  }

  /** Applies deliveries of a prepared run, all or none. `scratchPath` is where the run was laid out. */
  apply(run: PreparedRun, deliveries: readonly PreparedDelivery[], scratchPath: string): void {
    this.#attach(run.scratch, scratchPath);
    this.#transaction(() => new RunApplier(this.#db, this.#syncs, run).apply(deliveries));
  }

  /** Sets a delivery aside that can't be applied: kept, alarmed, its sync can't complete, the rest goes on. */
  setAside(run: PreparedRun, delivery: PreparedDelivery, problem: string): void {
    this.#transaction(() => new RunApplier(this.#db, this.#syncs, run).setAside(delivery, problem));
  }

  /** Deletes a cohort, or all of them. No run may be under way. */
  remove(cohort: number | null): void {
    this.#detach();
    this.#syncs.forget();
    removeCohorts(this.#db, cohort);
  }

  /** Moves the log into the file while nothing else is to do, so that it is short at the next start. */
  tidy(): void {
    this.#db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  }

  close(): void {
    this.#db.close();
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

interface Planned {
  readonly delivery: PreparedDelivery;
  readonly plan: PagePlan & { kind: 'apply' };
}

function countListed(segment: readonly Planned[]): number {
  return segment.reduce((sum, { delivery }) => sum + delivery.entries - delivery.unidentified, 0);
}

/** Applies deliveries of one cohort, session and action inside a transaction. */
class RunApplier {
  readonly #db: DatabaseSync;
  readonly #syncs: SyncStates;
  readonly #run: PreparedRun;

  constructor(db: DatabaseSync, syncs: SyncStates, run: PreparedRun) {
    this.#db = db;
    this.#syncs = syncs;
    this.#run = run;
  }

  apply(deliveries: readonly PreparedDelivery[]): void {
    const first = deliveries[0];
    if (first === undefined) return;
    const { key } = this.#run;
    const cohort = openCohort(this.#db, key, first.number);
    const sync = this.#syncs.open(cohort.id, key.sessionId, key.action, first.number);
    let segment: Planned[] = [];
    const applied: PreparedDelivery[] = [];
    const flush = (): void => {
      if (segment.length > 0) this.#applySegment(cohort.id, segment);
      segment = [];
    };
    for (const delivery of deliveries) {
      const { completeAttempt } = readCohort(this.#db, cohort.id);
      const page = { ...delivery, delivery: delivery.number };
      const plan = planPage(sync.pages, page, completeAttempt);
      if (plan.kind !== 'apply') {
        this.#report(cohort.id, sync.id, delivery, plan.kind);
        continue;
      }
      if (plan.startsAttempt || plan.replaces !== null) flush();
      this.#syncs.count(sync, page, plan);
      this.#report(cohort.id, sync.id, delivery, 'applied');
      applied.push(delivery);
      segment.push({ delivery, plan });
      if (this.#run.sharesPeople || key.action === 'remove_members') flush();
      const other = this.#otherHalf(cohort.id);
      if (isComplete(sync.pages, other?.pages)) flush();
      this.#settle(cohort.id, sync, other, delivery.number);
    }
    flush();
    renameCohort(this.#db, cohort.id, applied);
    this.#finish(cohort.id, sync.id, deliveries);
  }

  setAside(delivery: PreparedDelivery, problem: string): void {
    const { key } = this.#run;
    const cohort = openCohort(this.#db, key, delivery.number);
    const sync = this.#syncs.open(cohort.id, key.sessionId, key.action, delivery.number);
    this.#syncs.fail(sync, { ...delivery, delivery: delivery.number });
    this.#report(cohort.id, sync.id, delivery, 'failed', problem);
    this.#finish(cohort.id, sync.id, [delivery]);
  }

  #applySegment(cohortId: number, segment: readonly Planned[]): void {
    const cohort = readCohort(this.#db, cohortId);
    this.#db.exec('DELETE FROM temp.segment');
    const insert = this.#db.prepare('INSERT INTO temp.segment VALUES (?)');
    for (const { delivery } of segment) insert.run(delivery.number);
    const [first] = segment;
    if (first === undefined) return;
    switch (this.#run.key.action) {
      case 'members':
        this.#noteJoined(
          applyMembersPages(this.#db, cohort, first.plan.attempt, countListed(segment)),
        );
        break;
      case 'add_members':
        this.#noteJoined(applyAddedPages(this.#db, cohort));
        break;
      case 'remove_members': {
        const { left, unknown } = applyRemovedPage(this.#db, cohort, first.delivery.number);
        this.#noteEffects(first.delivery.number, { joined: 0, left, unknown });
        return;
      }
    }
    for (const { delivery } of segment) noteProperties(this.#db, cohortId, delivery.properties);
  }

  /** What follows once the pages of a sync, or of both halves of its session, are all there or no longer are. */
  #settle(cohort: number, sync: SyncState, other: SyncState | undefined, delivery: number): void {
    const isWhole = isComplete(sync.pages, other?.pages);
    this.#db
      .prepare('UPDATE sync SET completed = ? WHERE id = ?')
      .run(isWhole ? delivery : null, sync.id);
    if (this.#run.key.action === 'members') {
      if (isWhole) this.#completeMembers(readCohort(this.#db, cohort), sync, delivery);
      return;
    }
    if (other !== undefined) {
      const isOtherWhole = isComplete(other.pages, sync.pages);
      this.#db
        .prepare('UPDATE sync SET completed = iif(?, coalesce(completed, ?), NULL) WHERE id = ?')
        .run(isOtherWhole ? 1 : 0, delivery, other.id);
    }
    this.#assumeBaseline(cohort, sync, other, delivery);
  }

  /** A complete add_members half of the first session heard is taken for everybody, whichever half completed it. */
  #assumeBaseline(
    cohort: number,
    sync: SyncState,
    other: SyncState | undefined,
    delivery: number,
  ): void {
    const [added, removed] = this.#run.key.action === 'add_members' ? [sync, other] : [other, sync];
    if (added === undefined || !isComplete(added.pages, removed?.pages)) return;
    const { firstDelivery } = readCohort(this.#db, cohort);
    if (added.firstDelivery !== firstDelivery && removed?.firstDelivery !== firstDelivery) return;
    assumeBaseline(this.#db, cohort, delivery);
  }

  #completeMembers(cohort: CohortRow, sync: SyncState, delivery: number): void {
    const { attempt } = sync.pages;
    const { left, leftOfBefore, before } = completeMembersSync(
      this.#db,
      cohort,
      sync.id,
      attempt,
      delivery,
    );
    this.#syncs.noteLeaves(sync, leftOfBefore, before);
    noteComplete(this.#db, cohort.id, attempt, delivery);
    this.#noteEffects(delivery, { joined: 0, left, unknown: 0 });
  }

  #otherHalf(cohort: number): SyncState | undefined {
    const { action, sessionId } = this.#run.key;
    if (action === 'members') return undefined;
    const other = action === 'add_members' ? 'remove_members' : 'add_members';
    return this.#syncs.find(cohort, sessionId, other);
  }

  #report(
    cohort: number,
    sync: number,
    delivery: PreparedDelivery,
    outcome: string,
    error?: string,
  ): void {
    this.#db
      .prepare(`
        INSERT INTO applied (delivery, received_at, cohort, sync, outcome, entries, unidentified, odd_text,
          joined, left, unknown, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?)`)
      .run(
        delivery.number,
        delivery.receivedAtMs,
        cohort,
        sync,
        outcome,
        delivery.entries,
        delivery.unidentified,
        delivery.oddText,
        error ?? null,
      );
  }

  #noteJoined(joinedBy: ReadonlyMap<number, number>): void {
    for (const [delivery, joined] of joinedBy)
      this.#noteEffects(delivery, { joined, left: 0, unknown: 0 });
  }

  #noteEffects(delivery: number, { joined, left, unknown }: Effects): void {
    this.#db
      .prepare(`
        UPDATE applied SET joined = joined + ?, left = left + ?, unknown = unknown + ? WHERE delivery = ?`)
      .run(joined, left, unknown, delivery);
  }

  /** The mark moves in the same transaction as the effects: a crash anywhere means to go on from there. */
  #finish(cohort: number, sync: number, deliveries: readonly PreparedDelivery[]): void {
    for (const delivery of deliveries) {
      countToRound(this.#db, cohort, delivery.number, delivery.receivedAtMs);
    }
    const last = deliveries.at(-1);
    if (last === undefined) return;
    touchCohort(this.#db, cohort, last.number);
    this.#db.prepare('UPDATE sync SET last_delivery = ? WHERE id = ?').run(last.number, sync);
    this.#db.prepare('UPDATE mark SET applied = ?').run(last.number);
  }
}
