import type { DatabaseSync } from 'node:sqlite';
import { isComplete, type PagePlan, planPage } from '../../membership/sync-pages.ts';
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
import type { PreparedDelivery, PreparedRun } from './run.ts';
import type { SyncState, SyncStates } from './sync-state.ts';

interface Effects {
  joined: number;
  left: number;
  unknown: number;
}

interface Planned {
  readonly delivery: PreparedDelivery;
  readonly plan: PagePlan & { kind: 'apply' };
}

function countListed(segment: readonly Planned[]): number {
  return segment.reduce((sum, { delivery }) => sum + delivery.entries - delivery.unidentified, 0);
}

/** What a run's deliveries have in common. */
type Run = Pick<PreparedRun, 'key' | 'sharesPeople'>;

/** Applies deliveries of one cohort, session and action inside a transaction. */
export class RunApplier {
  readonly #db: DatabaseSync;
  readonly #syncs: SyncStates;
  readonly #run: Run;

  constructor(db: DatabaseSync, syncs: SyncStates, run: Run) {
    this.#db = db;
    this.#syncs = syncs;
    this.#run = run;
  }

  /** Returns the cohort's row id. */
  apply(deliveries: readonly [PreparedDelivery, ...PreparedDelivery[]]): number {
    const [first] = deliveries;
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
    this.#touch(cohort.id, sync.id, deliveries.at(-1) ?? first);
    return cohort.id;
  }

  /** Notes that a delivery can't be applied: its sync can't complete. Returns the cohort's row id. */
  setAside(delivery: PreparedDelivery, problem: string): number {
    const { key } = this.#run;
    const cohort = openCohort(this.#db, key, delivery.number);
    const sync = this.#syncs.open(cohort.id, key.sessionId, key.action, delivery.number);
    this.#syncs.fail(sync, { ...delivery, delivery: delivery.number });
    this.#report(cohort.id, sync.id, delivery, 'failed', problem);
    this.#touch(cohort.id, sync.id, delivery);
    return cohort.id;
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
          null_numbers, joined, left, unknown, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?)`)
      .run(
        delivery.number,
        delivery.receivedAtMs,
        cohort,
        sync,
        outcome,
        delivery.entries,
        delivery.unidentified,
        delivery.oddText,
        delivery.nullNumbers,
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

  #touch(cohort: number, sync: number, { number }: PreparedDelivery): void {
    touchCohort(this.#db, cohort, number);
    this.#db.prepare('UPDATE sync SET last_delivery = ? WHERE id = ?').run(number, sync);
  }
}
