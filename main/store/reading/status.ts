import * as z from 'zod';
import type { InboxFacts } from '../../membership/turned-away.ts';
import type { HeardCohort } from '../../rhythm/look-ahead.ts';
import { openForReading } from '../database.ts';
import { INBOX_MIGRATIONS } from '../migrations/inbox.ts';
import { ROSTER_MIGRATIONS } from '../migrations/roster.ts';
import { NO_USABLE_ID } from '../roster/list-loader.ts';
import { type CohortDetails, CohortDetailsReader } from './cohort-details.ts';
import { hostOf } from './deliveries.ts';
import { hasHistoryGap } from './history-gap.ts';
import { readRefusals } from './refusals.ts';
import { listSyncs } from './syncs.ts';

/** Something the person must be told of. */
export interface Alert {
  readonly kind:
    | 'delivery-failed'
    | 'delivery-too-large'
    | 'full-sync-removed-most'
    | 'history-gap'
    /** An inbox was lost: the deliveries after this number. */
    | 'deliveries-lost';
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
  /** Not every cohort has had a full sync since deliveries were lost. */
  readonly hasHistoryGap: boolean;
  /** Who was turned away, and of whom was heard. */
  readonly refused: InboxFacts;
  /** What has come of each cohort, from which follows what is to come. */
  readonly heard: readonly HeardInStatus[];
}

interface HeardInStatus
  extends HeardCohort,
    Pick<
      CohortDetails,
      | 'projectId'
      | 'cohortId'
      | 'name'
      | 'state'
      | 'completeness'
      | 'arriving'
      | 'removedMost'
      | 'lastSyncAtMs'
    > {
  /** The host its latest delivery came over. */
  readonly host: string | null;
}

const inboxRow = z.object({
  deliveries: z.number(),
  last: z.number().nullable(),
  last_at: z.number().nullable(),
});
const numbersSchema = z.array(z.object({ number: z.number() }));

/** What failed and still matters: a full sync that began later settles it. Pages without an id are told once a cohort. */
const FAILED = `
  SELECT max(a.delivery) AS number FROM applied a LEFT JOIN cohort c ON c.id = a.cohort
  WHERE a.outcome = 'failed' AND coalesce(c.complete_attempt, 0) < a.delivery
  GROUP BY a.cohort, iif(a.error = '${NO_USABLE_ID}', '', a.delivery) ORDER BY number`;

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
            (SELECT received_at FROM delivery WHERE kind <> 'quiet' ORDER BY number DESC LIMIT 1) AS last_at
          FROM delivery WHERE kind <> 'quiet'`)
        .get(),
    );
    const waiting = inbox
      .prepare("SELECT count(*) AS n FROM delivery WHERE number > ? AND kind IN ('sync', 'quiet')")
      .get(lastApplied)?.n;
    const gap = roster.prepare("SELECT value FROM meta WHERE key = 'gap'").get();
    const cohorts = new CohortDetailsReader(roster).list(nowMs);
    const failed = roster.prepare(FAILED).all();
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
      heard: cohorts.map((cohort) => ({
        ...cohort,
        rounds: cohort.arrivedRounds,
        isUnfinished: cohort.state === 'receiving' || cohort.state === 'partial',
        host: hostOf(inbox, cohort.lastDelivery),
      })),
      hasHistoryGap: hasHistoryGap(roster, nowMs),
      refused: readRefusals(inbox, roster),
      alerts: [
        ...(gap === undefined
          ? []
          : [{ kind: 'history-gap' as const, delivery: Number(gap.value) }]),
        ...numbersSchema
          .parse(roster.prepare('SELECT after AS number FROM loss ORDER BY after').all())
          .map(({ number }) => ({ kind: 'deliveries-lost' as const, delivery: number })),
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
