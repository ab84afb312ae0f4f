import type { DatabaseSync } from 'node:sqlite';
import { isComplete, type PagePlan, planPage } from '../../membership/sync-pages.ts';
import { applyAddedPages, applyRemovedPage } from './apply-deltas.ts';
import { applyMembersPages } from './apply-members.ts';
import { openCohort, readCohort, renameCohort, touchCohort } from './cohort-rows.ts';
import { noteProperties } from './properties.ts';
import { noteEffects, type Outcome, report } from './reports.ts';
import type { PreparedDelivery, PreparedRun } from './run.ts';
import { settleSync } from './settle-sync.ts';
import type { SyncState, SyncStates } from './sync-state.ts';

interface Planned {
  readonly delivery: PreparedDelivery;
  readonly plan: PagePlan & { kind: 'apply' };
}

function countListed(segment: readonly Planned[]): number {
  return segment.reduce((sum, { delivery }) => sum + delivery.entries - delivery.unidentified, 0);
}

/** What a run's deliveries have in common. */
interface Run extends Pick<PreparedRun, 'key' | 'sharesPeople'> {
  /** Row id of the cohort, where it was noted with the deliveries before; else it is found by rule 1. */
  readonly cohort?: number;
}

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
    const cohort = this.#openCohort(first);
    const sync = this.#syncs.open(cohort, key.sessionId, key.action, first.number);
    let segment: Planned[] = [];
    const applied: PreparedDelivery[] = [];
    const flush = (): void => {
      if (segment.length > 0) this.#applySegment(cohort, segment);
      segment = [];
    };
    for (const delivery of deliveries) {
      const { completeAttempt } = readCohort(this.#db, cohort);
      const page = { ...delivery, delivery: delivery.number };
      const plan = planPage(sync.pages, page, completeAttempt);
      if (plan.kind !== 'apply') {
        this.#report(cohort, sync, delivery, plan.kind);
        continue;
      }
      if (plan.startsAttempt || plan.replaces !== null) flush();
      this.#syncs.count(sync, page, plan);
      this.#report(cohort, sync, delivery, 'applied');
      applied.push(delivery);
      segment.push({ delivery, plan });
      if (this.#run.sharesPeople || key.action === 'remove_members') flush();
      const other = this.#otherHalf(cohort);
      if (isComplete(sync.pages, other?.pages)) flush();
      settleSync(this.#db, this.#syncs, cohort, { sync, other }, delivery.number);
    }
    flush();
    renameCohort(this.#db, cohort, applied);
    this.#touch(cohort, sync, deliveries.at(-1) ?? first);
    return cohort;
  }

  /** Notes that a delivery can't be applied: its sync can't complete. Returns the cohort's row id. */
  setAside(delivery: PreparedDelivery, problem: string): number {
    const { key } = this.#run;
    const cohort = this.#openCohort(delivery);
    const sync = this.#syncs.open(cohort, key.sessionId, key.action, delivery.number);
    this.#syncs.fail(sync, { ...delivery, delivery: delivery.number });
    this.#report(cohort, sync, delivery, 'failed', problem);
    this.#touch(cohort, sync, delivery);
    return cohort;
  }

  #openCohort({ number }: PreparedDelivery): number {
    return this.#run.cohort ?? openCohort(this.#db, this.#run.key, number);
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
        noteEffects(this.#db, first.delivery.number, { joined: 0, left, unknown });
        return;
      }
    }
    for (const { delivery } of segment) noteProperties(this.#db, cohortId, delivery.properties);
  }

  #otherHalf(cohort: number): SyncState | undefined {
    const { action, sessionId } = this.#run.key;
    if (action === 'members') return undefined;
    const other = action === 'add_members' ? 'remove_members' : 'add_members';
    return this.#syncs.find(cohort, sessionId, other);
  }

  #report(
    cohort: number,
    sync: SyncState,
    delivery: PreparedDelivery,
    outcome: Outcome,
    error?: string,
  ): void {
    report(this.#db, { cohort, sync: sync.id }, delivery, outcome, error);
  }

  #noteJoined(joinedBy: ReadonlyMap<number, number>): void {
    for (const [delivery, joined] of joinedBy)
      noteEffects(this.#db, delivery, { joined, left: 0, unknown: 0 });
  }

  #touch(cohort: number, sync: SyncState, { number }: PreparedDelivery): void {
    touchCohort(this.#db, cohort, number);
    this.#db.prepare('UPDATE sync SET last_delivery = ? WHERE id = ?').run(number, sync.id);
  }
}
