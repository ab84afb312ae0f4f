import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { listOpenSyncs } from './syncs.ts';

/** What a cohort lacks, in figures. */
export interface Lacking {
  /** The latest sync of which pages are missing and that still matters; null: none. */
  readonly incomplete: {
    readonly startedAtMs: number;
    readonly missingPages: number;
    readonly totalPages: number;
    /** No more people can be on the missing pages. */
    readonly mostPeople: number;
  } | null;
  /** People the last complete full sync did not name and who stay in all the same: too many of its people had no id. */
  readonly withheld: number;
}

/** Mixpanel's own limit. Source: docs.mixpanel.com/docs/cohort-sync/webhooks */
const PAGE_ENTRIES = 1000;

const figures = z.object({ largest: z.number(), withheld: z.number() });

export function readLacking(db: DatabaseSync, cohort: number, nowMs: number): Lacking {
  const sync = listOpenSyncs(db, cohort, nowMs).findLast(({ state }) => state === 'partial');
  const { largest, withheld } = figures.parse(
    db
      .prepare(`
        SELECT (SELECT coalesce(max(entries), 0) FROM applied WHERE sync = :sync) AS largest,
          coalesce((SELECT withheld FROM sync WHERE cohort = :cohort AND action = 'members'
            AND completed IS NOT NULL ORDER BY completed DESC LIMIT 1), 0) AS withheld`)
      .get({ cohort, sync: sync?.id ?? null }),
  );
  if (sync === undefined) return { incomplete: null, withheld };
  const { startedAtMs, totalPages, pagesReceived } = sync;
  const missingPages = totalPages - pagesReceived;
  const mostPeople = missingPages * Math.max(PAGE_ENTRIES, largest);
  return { incomplete: { startedAtMs, missingPages, totalPages, mostPeople }, withheld };
}
