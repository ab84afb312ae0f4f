import * as z from 'zod';
import type { HeardCohort } from '../../rhythm/look-ahead.ts';
import { openForReading } from '../database.ts';
import { INBOX_MIGRATIONS } from '../migrations/inbox.ts';
import { ROSTER_MIGRATIONS } from '../migrations/roster.ts';
import { ArrivedRounds } from './arrived-rounds.ts';
import { listCohorts } from './cohorts.ts';
import { listSyncs } from './syncs.ts';

/** Something the person must be told of. */
export interface Alert {
  readonly kind:
    | 'delivery-failed'
    | 'delivery-too-large'
    | 'full-sync-removed-most'
    | 'history-gap';
  readonly delivery: number;
}

export interface Status {
  readonly cohorts: number;
  readonly members: number;
  /** Deliveries kept as received. */
  readonly deliveries: number;
  /** Kept but not yet applied. */
  readonly waiting: number;
  readonly lastDelivery: number;
  readonly lastApplied: number;
  /** ms UTC */
  readonly lastDeliveryAtMs: number | null;
  readonly alerts: readonly Alert[];
  /** What has come of each cohort, from which follows what is to come. */
  readonly heard: readonly HeardInStatus[];
}

interface HeardInStatus extends HeardCohort {
  readonly projectId: string;
  readonly cohortId: string;
}

const inboxRow = z.object({
  deliveries: z.number(),
  last: z.number().nullable(),
  last_at: z.number().nullable(),
});
const numbersSchema = z.array(z.object({ number: z.number() }));

/** How far receiving and applying are. */
export function readStatus(inboxPath: string, rosterPath: string, nowMs: number): Status {
  const roster = openForReading(rosterPath, ROSTER_MIGRATIONS);
  const inbox = openForReading(inboxPath, INBOX_MIGRATIONS);
  try {
    const lastApplied = Number(roster.prepare('SELECT applied FROM mark').get()?.applied);
    const kept = inboxRow.parse(
      inbox
        .prepare(`
          SELECT count(*) AS deliveries, max(number) AS last,
            (SELECT received_at FROM delivery ORDER BY number DESC LIMIT 1) AS last_at FROM delivery`)
        .get(),
    );
    const waiting = inbox
      .prepare("SELECT count(*) AS n FROM delivery WHERE number > ? AND kind = 'sync'")
      .get(lastApplied)?.n;
    const gap = roster.prepare("SELECT value FROM meta WHERE key = 'gap'").get();
    const cohorts = listCohorts(roster, nowMs);
    const arrivedRounds = new ArrivedRounds(roster);
    const failed = roster
      .prepare("SELECT delivery AS number FROM applied WHERE outcome = 'failed'")
      .all();
    const tooLarge = inbox
      .prepare("SELECT number FROM delivery WHERE code = 'BODY_TOO_LARGE'")
      .all();
    const removedMost = cohorts
      .flatMap(({ id }) => listSyncs(roster, id, nowMs))
      .filter((sync) => sync.removedMost);
    return {
      cohorts: cohorts.length,
      members: cohorts.reduce((sum, { members }) => sum + members, 0),
      deliveries: kept.deliveries,
      waiting: Number(waiting),
      lastDelivery: kept.last ?? 0,
      lastApplied,
      lastDeliveryAtMs: kept.last_at,
      heard: cohorts.map(({ id, projectId, cohortId, state }) => ({
        ...{ id, projectId, cohortId },
        rounds: arrivedRounds.list(id),
        isUnfinished: state === 'receiving' || state === 'partial',
      })),
      alerts: [
        ...(gap === undefined
          ? []
          : [{ kind: 'history-gap' as const, delivery: Number(gap.value) }]),
        ...numbersSchema
          .parse(failed)
          .map(({ number }) => ({ kind: 'delivery-failed' as const, delivery: number })),
        ...numbersSchema
          .parse(tooLarge)
          .map(({ number }) => ({ kind: 'delivery-too-large' as const, delivery: number })),
        ...removedMost.map(({ lastDelivery }) => ({
          kind: 'full-sync-removed-most' as const,
          delivery: lastDelivery,
        })),
      ],
    };
  } finally {
    inbox.close();
    roster.close();
  }
}
