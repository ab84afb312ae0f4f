import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import {
  countPage,
  failPage,
  newSyncPages,
  type PageFact,
  type PagePlan,
  type SyncPages,
  totalPages,
} from '../../membership/sync-pages.ts';
import { ACTIONS, type Action } from '../../mixpanel/actions.ts';

/** A sync's row and its pages. */
export interface SyncState {
  readonly id: number;
  readonly pages: SyncPages;
  readonly firstDelivery: number;
}

const syncSchema = z.object({
  id: z.number(),
  action: z.enum(ACTIONS),
  session_id: z.string().nullable(),
  first_delivery: z.number(),
  completed: z.number().nullable(),
});
type SyncRow = z.infer<typeof syncSchema>;
const pageSchema = z.object({
  delivery: z.number(),
  attempt: z.number(),
  number: z.number().nullable(),
  told_total: z.number().nullable(),
  list_hash: z.string(),
  entries: z.number(),
  unidentified: z.number().nullable(),
});

const COLUMNS = 'id, action, session_id, first_delivery, completed';

/** The list of a page that could not be read. */
const NO_LIST = '';

/** Few syncs run at once; their pages are kept in memory between batches. */
const REMEMBERED = 8;

/** Loads and saves syncs and their pages. */
export class SyncStates {
  readonly #db: DatabaseSync;
  readonly #remembered = new Map<string, SyncState>();

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** After a rollback what is remembered is no longer true. */
  forget(): void {
    this.#remembered.clear();
  }

  /** The sync of a session and action, made if it is new. Without a session id every call makes a new one. */
  open(cohort: number, sessionId: string | null, action: Action, delivery: number): SyncState {
    return (
      this.find(cohort, sessionId, action) ?? this.#create(cohort, sessionId, action, delivery)
    );
  }

  find(cohort: number, sessionId: string | null, action: Action): SyncState | undefined {
    if (sessionId === null) return undefined;
    const key = `${cohort} ${action} ${sessionId}`;
    const remembered = this.#remembered.get(key);
    if (remembered !== undefined) return remembered;
    const row = this.#db
      .prepare(`SELECT ${COLUMNS} FROM sync WHERE cohort = ? AND session_id = ? AND action = ?`)
      .get(cohort, sessionId, action);
    if (row === undefined) return undefined;
    const sync = this.#load(syncSchema.parse(row));
    this.#remember(key, sync);
    return sync;
  }

  /** The sync that a delivery is a page of; undefined when the delivery was never applied. */
  ofDelivery(delivery: number): { readonly cohort: number; readonly sync: SyncState } | undefined {
    const row = this.#db
      .prepare(`
        SELECT s.cohort, ${COLUMNS.replaceAll(/\w+/g, 's.$&')}
        FROM applied a JOIN sync s ON s.id = a.sync WHERE a.delivery = ?`)
      .get(delivery);
    if (row === undefined) return undefined;
    const cohort = Number(row.cohort);
    const found = syncSchema.parse(row);
    const sync = this.find(cohort, found.session_id, found.action) ?? this.#load(found);
    return { cohort, sync };
  }

  #load(row: SyncRow): SyncState {
    const pages = this.#loadPages(row);
    return { id: row.id, pages, firstDelivery: row.first_delivery };
  }

  /** Counts a planned page, in memory and in the file. `seen` names the stays on a members page. */
  count(sync: SyncState, page: PageFact, plan: PagePlan & { kind: 'apply' }): void {
    if (plan.startsAttempt) {
      this.#db.prepare('UPDATE page SET current = 0 WHERE sync = ? AND current = 1').run(sync.id);
    } else if (plan.replaces !== null) {
      this.#db.prepare('UPDATE page SET current = 0 WHERE delivery = ?').run(plan.replaces);
    }
    countPage(sync.pages, page, plan);
    this.#insertPage(sync, page, 1);
    this.#db
      .prepare('UPDATE sync SET attempt = ?, total_pages = ? WHERE id = ?')
      .run(sync.pages.attempt, totalPages(sync.pages), sync.id);
  }

  /** Notes a page that was set aside, in memory and in the file: its sync is not complete without it. */
  fail(sync: SyncState, page: Omit<PageFact, 'listHash'>): void {
    failPage(sync.pages, page);
    this.#insertPage(sync, { ...page, listHash: NO_LIST }, 0);
    this.#db
      .prepare('UPDATE sync SET failed = failed + 1, completed = NULL WHERE id = ?')
      .run(sync.id);
  }

  /**
   * Notes how many a full sync made leave of those who were in before. A page replaced later works the leaves
   * out again; what alarmed before is no less true then.
   */
  noteLeaves(sync: SyncState, left: number, before: number): void {
    this.#db
      .prepare(`
        UPDATE sync SET left = ?1, left_of = ?2
        WHERE id = ?3 AND (left_of = 0 OR ?1 * left_of > left * ?2)`)
      .run(left, before, sync.id);
  }

  /** Notes how many a full sync did not name and who stay in all the same, by rule 1. */
  noteWithheld(sync: SyncState, withheld: number): void {
    this.#db.prepare('UPDATE sync SET withheld = ? WHERE id = ?').run(withheld, sync.id);
  }

  #insertPage({ id, pages }: SyncState, page: PageFact, current: 0 | 1): void {
    this.#db
      .prepare(`
        INSERT INTO page (delivery, sync, attempt, number, told_total, list_hash, entries, current)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
      .run(
        page.delivery,
        id,
        pages.attempt,
        page.page,
        page.totalPages,
        page.listHash,
        page.entries,
        current,
      );
  }

  #create(cohort: number, sessionId: string | null, action: Action, delivery: number): SyncState {
    const row = this.#db
      .prepare(`
        INSERT INTO sync (cohort, session_id, action, attempt, total_pages, first_delivery, last_delivery)
        VALUES (?1, ?2, ?3, ?4, 1, ?4, ?4) RETURNING ${COLUMNS}`)
      .get(cohort, sessionId, action, delivery);
    const { id, first_delivery } = syncSchema.parse(row);
    const sync = { id, pages: newSyncPages(action), firstDelivery: first_delivery };
    if (sessionId !== null) this.#remember(`${cohort} ${action} ${sessionId}`, sync);
    return sync;
  }

  #loadPages({ id, action, completed }: SyncRow): SyncPages {
    const sync = newSyncPages(action);
    const rows = this.#db
      .prepare(`
        SELECT p.delivery, p.attempt, p.number, p.told_total, p.list_hash, p.entries, a.unidentified
        FROM page p LEFT JOIN applied a ON a.delivery = p.delivery
        WHERE p.sync = ? ORDER BY p.delivery`)
      .all(id);
    // Replaying the pages in order gives the same state as having counted them one by one.
    for (const row of z.array(pageSchema).parse(rows)) {
      const page = {
        delivery: row.delivery,
        page: row.number,
        totalPages: row.told_total,
        listHash: row.list_hash,
        entries: row.entries,
        unidentified: row.unidentified ?? 0,
      };
      if (row.list_hash === NO_LIST) {
        failPage(sync, page);
        continue;
      }
      const startsAttempt = row.attempt !== sync.attempt;
      countPage(sync, page, { kind: 'apply', attempt: row.attempt, startsAttempt, replaces: null });
    }
    // Only the moment of quiet completes a full sync whose pages have no numbers.
    sync.isQuiet = completed !== null;
    return sync;
  }

  #remember(key: string, sync: SyncState): void {
    const oldest = this.#remembered.keys().next();
    if (this.#remembered.size >= REMEMBERED && oldest.done === false)
      this.#remembered.delete(oldest.value);
    this.#remembered.set(key, sync);
  }
}
