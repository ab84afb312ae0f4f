import type { DatabaseSync } from 'node:sqlite';
import { countEntries, isComplete } from '../../membership/sync-pages.ts';
import type { Action } from '../../mixpanel/actions.ts';
import { hasEverLost } from '../reading/history-gap.ts';
import { completeMembersSync } from './apply-members.ts';
import {
  assumeBaseline,
  lastUnidentified,
  noteComplete,
  readCohort,
  takeAssumptionBack,
} from './cohort-rows.ts';
import { noteEffects } from './reports.ts';
import type { SyncState, SyncStates } from './sync-state.ts';

/** A sync, and for deltas the other half of its session. */
export interface Halves {
  readonly sync: SyncState;
  readonly other: SyncState | undefined;
}

/** Carries out what follows once the pages of a sync, or of both halves of its session, are all there or no longer are. */
export function settleSync(
  db: DatabaseSync,
  syncs: SyncStates,
  cohort: number,
  { sync, other }: Halves,
  delivery: number,
): void {
  const isWhole = isComplete(sync.pages, other?.pages);
  db.prepare('UPDATE sync SET completed = ? WHERE id = ?').run(isWhole ? delivery : null, sync.id);
  if (sync.pages.action === 'members') {
    if (isWhole) completeMembers(db, syncs, cohort, sync, delivery);
    return;
  }
  if (other !== undefined) {
    const isOtherWhole = isComplete(other.pages, sync.pages);
    db.prepare('UPDATE sync SET completed = iif(?, coalesce(completed, ?), NULL) WHERE id = ?').run(
      isOtherWhole ? 1 : 0,
      delivery,
      other.id,
    );
  }
  judgeAssumption(db, cohort, { sync, other }, delivery);
}

function completeMembers(
  db: DatabaseSync,
  syncs: SyncStates,
  cohortId: number,
  sync: SyncState,
  delivery: number,
): void {
  const cohort = readCohort(db, cohortId);
  const { attempt } = sync.pages;
  const { unidentified } = countEntries(sync.pages);
  // Whoever is not named may be one of those whose id is missing, by rule 1.
  const mayLeave = unidentified <= lastUnidentified(cohort, attempt);
  const { left, withheld, leftOfBefore, before } = completeMembersSync(db, cohort, {
    sync: sync.id,
    attempt,
    delivery,
    mayLeave,
  });
  syncs.noteLeaves(sync, leftOfBefore, before);
  syncs.noteWithheld(sync, withheld);
  noteComplete(db, cohort, { attempt, delivery, unidentified });
  noteEffects(db, delivery, { joined: 0, left, unknown: 0 });
}

/** Rule 5: a complete add_members half of the first session heard is taken for everybody, whichever half completed it. */
function judgeAssumption(
  db: DatabaseSync,
  cohort: number,
  { sync, other }: Halves,
  delivery: number,
): void {
  const [added, removed] = isAction(sync, 'add_members') ? [sync, other] : [other, sync];
  const { firstDelivery } = readCohort(db, cohort);
  if (added?.firstDelivery !== firstDelivery && removed?.firstDelivery !== firstDelivery) return;
  if (removed !== undefined && countEntries(removed.pages).named > 0) {
    takeAssumptionBack(db, cohort);
    return;
  }
  if (added === undefined || !isComplete(added.pages, removed?.pages)) return;
  // After a loss, the first delta heard is not the first there was.
  if (countEntries(added.pages).named > 0 && !hasEverLost(db)) assumeBaseline(db, cohort, delivery);
}

function isAction(sync: SyncState, action: Action): boolean {
  return sync.pages.action === action;
}
