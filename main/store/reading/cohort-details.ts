import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import type { ArrivedRound } from '../../rhythm/learn-rhythm.ts';
import { inOneView } from '../database.ts';
import { ArrivedRounds } from './arrived-rounds.ts';
import { type CohortSummary, listCohorts } from './cohorts.ts';
import { type Lacking, readLacking } from './lacking.ts';
import { readRevision } from './revision.ts';
import { changeOfRound, countGrowth, listRounds, type RoundSummary } from './rounds.ts';
import { PARTIAL_AFTER_MS } from './syncs.ts';

/** A cohort as the list of cohorts shows it. */
export interface CohortDetails extends CohortSummary, Lacking {
  /** See `readRevision`. */
  readonly revision: number;
  /** What the last round changed. */
  readonly joined: number;
  readonly left: number;
  /** Sizes after the latest rounds, oldest first. */
  readonly sizes: readonly number[];
  /** Pages of the sync that is arriving; null when none is. */
  readonly arriving: { readonly pagesReceived: number; readonly totalPages: number } | null;
  /** The newest full sync, if it removed more than half of the cohort. */
  readonly removedMost: number | null;
  readonly lastDelivery: number;
  /** The latest rounds, oldest first. */
  readonly arrivedRounds: readonly ArrivedRound[];
  /** When the next of its unfinished syncs becomes partial, if nothing comes; null: none will. */
  readonly partialAtMs: number | null;
}

export interface RoundWithSize extends RoundSummary {
  /** Members after it. */
  readonly size: number;
}

const SHOWN_ROUNDS = 60;

const roundRow = z.object({ id: z.number(), last_delivery: z.number() });
const openSyncRow = z.object({ total_pages: z.number(), pages: z.number(), last_at: z.number() });
const fullSyncRow = z
  .object({ id: z.number(), left_last: z.number(), left_of: z.number() })
  .optional();

interface Changes {
  readonly revision: number;
  readonly joined: number;
  readonly left: number;
  readonly sizes: readonly number[];
}

/**
 * Reads what a list of cohorts shows. What a past round left behind never changes: sizes are worked out once,
 * from the present one backwards, at the cost of what changed in between.
 */
export class CohortDetailsReader {
  readonly #db: DatabaseSync;
  /** By round: how many members there were after it, once another round has begun. */
  readonly #sizes = new Map<number, number>();
  readonly #changes = new Map<number, Changes>();
  readonly #arrivedRounds: ArrivedRounds;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#arrivedRounds = new ArrivedRounds(db);
  }

  list(nowMs: number): CohortDetails[] {
    return inOneView(this.#db, () =>
      listCohorts(this.#db, nowMs).map((cohort) => this.#detail(cohort, nowMs)),
    );
  }

  /** The latest rounds, newest first. */
  rounds(cohort: number, limit: number): RoundWithSize[] {
    return inOneView(this.#db, () => {
      const sizes = this.#sizesOf(cohort, limit, this.#countNow(cohort)).reverse();
      return listRounds(this.#db, cohort, limit).map((round, i) => ({
        ...round,
        size: sizes[i] ?? 0,
      }));
    });
  }

  /** What one round changed; null when it is not there any more. */
  change(cohort: number, round: number): { readonly joined: number; readonly left: number } | null {
    return changeOfRound(this.#db, cohort, round);
  }

  #detail(cohort: CohortSummary, nowMs: number): CohortDetails {
    const { id } = cohort;
    const { revision, joined, left, sizes } = this.#changesOf(cohort);
    return {
      ...cohort,
      revision,
      joined,
      left,
      sizes,
      arriving: this.#arriving(id, nowMs),
      removedMost: this.#removedMost(id),
      ...readLacking(this.#db, id, nowMs),
      lastDelivery: this.#lastDelivery(id),
      arrivedRounds: this.#arrivedRounds.list(id),
      partialAtMs: this.#partialAt(id, nowMs),
    };
  }

  #changesOf({ id, members }: CohortSummary): Changes {
    const revision = readRevision(this.#db, id);
    const known = this.#changes.get(id);
    if (known?.revision === revision) return known;
    const [last] = listRounds(this.#db, id, 1);
    const changes = {
      revision,
      joined: last?.joined ?? 0,
      left: last?.left ?? 0,
      sizes: this.#sizesOf(id, SHOWN_ROUNDS, members),
    };
    this.#changes.set(id, changes);
    return changes;
  }

  /** Sizes after the latest rounds, oldest first. */
  #sizesOf(cohort: number, limit: number, members: number): number[] {
    const rounds = this.#db
      .prepare('SELECT id, last_delivery FROM round WHERE cohort = ? ORDER BY id DESC LIMIT ?')
      .all(cohort, limit)
      .map((row) => roundRow.parse(row));
    const sizes: number[] = [];
    let size = members;
    for (const [i, round] of rounds.entries()) {
      const later = rounds[i - 1];
      if (later !== undefined) {
        const bounds = { since: round.last_delivery, at: later.last_delivery };
        size = this.#sizes.get(round.id) ?? size - countGrowth(this.#db, cohort, bounds);
        this.#sizes.set(round.id, size);
      }
      sizes.push(size);
    }
    return sizes.reverse();
  }

  #countNow(cohort: number): number {
    const row = this.#db.prepare('SELECT count(*) AS n FROM member WHERE cohort = ?').get(cohort);
    return Number(row?.n);
  }

  #lastDelivery(cohort: number): number {
    const row = this.#db
      .prepare(`
        SELECT delivery AS n FROM applied WHERE cohort = ? AND outcome <> 'quiet'
        ORDER BY delivery DESC LIMIT 1`)
      .get(cohort);
    return Number(row?.n ?? 0);
  }

  #arriving(cohort: number, nowMs: number): CohortDetails['arriving'] {
    const [latest] = this.#openSyncs(cohort);
    if (latest === undefined || nowMs - latest.last_at > PARTIAL_AFTER_MS) return null;
    const { pages, total_pages } = latest;
    return { pagesReceived: pages, totalPages: Math.max(total_pages, pages) };
  }

  #partialAt(cohort: number, nowMs: number): number | null {
    const moments = this.#openSyncs(cohort)
      .map(({ last_at }) => last_at + PARTIAL_AFTER_MS + 1)
      .filter((atMs) => atMs > nowMs);
    return moments.length > 0 ? Math.min(...moments) : null;
  }

  /** The syncs that lack pages and may still get them, latest first. */
  #openSyncs(cohort: number): z.infer<typeof openSyncRow>[] {
    return this.#db
      .prepare(`
        SELECT s.total_pages, (SELECT count(*) FROM page p WHERE p.sync = s.id AND p.current = 1) AS pages,
          (SELECT received_at FROM applied WHERE delivery = s.last_delivery) AS last_at
        FROM sync s JOIN cohort c ON c.id = s.cohort
        WHERE s.cohort = ? AND s.completed IS NULL AND s.failed = 0
          AND NOT (s.action = 'members' AND s.attempt < c.complete_attempt)
        ORDER BY s.last_delivery DESC LIMIT 20`)
      .all(cohort)
      .map((row) => openSyncRow.parse(row));
  }

  #removedMost(cohort: number): number | null {
    const row = fullSyncRow.parse(
      this.#db
        .prepare(`
          SELECT id, left AS left_last, left_of FROM sync
          WHERE cohort = ? AND action = 'members' AND completed IS NOT NULL ORDER BY completed DESC LIMIT 1`)
        .get(cohort),
    );
    return row !== undefined && row.left_last * 2 > row.left_of ? row.id : null;
  }
}
