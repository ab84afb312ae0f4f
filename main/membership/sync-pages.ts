import type { Action } from '../mixpanel/actions.ts';

/** What a delivery says of its page. */
export interface PageFact {
  readonly delivery: number;
  /** Number and total as told; null where page_info does not tell it readably. */
  readonly page: number | null;
  readonly totalPages: number | null;
  /** Hash of the member list's JSON text. */
  readonly listHash: string;
  readonly entries: number;
  /** Entries without an id. */
  readonly unidentified: number;
}

/** A page is named by its number, or by its list where it has none. */
type PageKey = number | string;

/** The pages of one session and action of a cohort, as far as they came. */
export interface SyncPages {
  readonly action: Action;
  /** Evidence number of the current attempt: its first delivery. */
  attempt: number;
  /** Largest total_pages told in this attempt; 0 when none was readable. */
  toldTotal: number;
  /** Highest page number of this attempt; 0 when none was readable. */
  highestPage: number;
  /** Pages of the current attempt without a number. */
  unnumbered: number;
  /** Pages of the current attempt with fewer entries than Mixpanel puts on a page. */
  notFull: number;
  /** No page has come for ten minutes since the last one that counts. */
  isQuiet: boolean;
  /** Pages of the current attempt that count. */
  readonly current: Map<PageKey, PageFact>;
  /** Pages that could not be read: while the current attempt lacks one of them it can't be complete. */
  readonly failed: Set<PageKey>;
  /** Every list that ever counted, over all attempts: `key list-hash`. */
  readonly everCounted: Set<string>;
}

export type PagePlan =
  /** The same list again for the same page: changes nothing, ever. */
  | { readonly kind: 'repeat' }
  /** A newer full sync is complete: pages of attempts begun earlier change nothing. */
  | { readonly kind: 'superseded' }
  | {
      readonly kind: 'apply';
      /** Evidence number of the attempt the page belongs to. */
      readonly attempt: number;
      readonly startsAttempt: boolean;
      /** Delivery of the list that this one replaces on its page. */
      readonly replaces: number | null;
    };

/** How far the pages of a sync are there. `once-quiet`: complete if no page comes for ten minutes. */
export type Completion = 'open' | 'once-quiet' | 'complete';

/** Mixpanel sends 1,000 entries a page: a shorter list is a last one. */
const FULL_PAGE = 1000;

export function newSyncPages(action: Action): SyncPages {
  return {
    action,
    attempt: 0,
    toldTotal: 0,
    highestPage: 0,
    unnumbered: 0,
    notFull: 0,
    isQuiet: false,
    current: new Map(),
    failed: new Set(),
    everCounted: new Set(),
  };
}

/**
 * Decides what a page means, by rules 3 and 4.
 * `completeAttempt` is the number of the cohort's newest complete attempt, 0 if there is none.
 */
export function planPage(sync: SyncPages, page: PageFact, completeAttempt: number): PagePlan {
  const key = pageKey(page);
  const counted = sync.current.get(key);
  if (counted?.listHash === page.listHash) return { kind: 'repeat' };
  const knownList = sync.everCounted.has(countedKey(key, page.listHash));
  // A list from an abandoned attempt may fill a page the current one lacks; it begins and replaces nothing.
  if (knownList && (counted !== undefined || isSmaller(sync, page))) return { kind: 'repeat' };

  const startsAttempt =
    sync.current.size === 0 || isSmaller(sync, page) || (key === 1 && counted !== undefined);
  if (startsAttempt) {
    return { kind: 'apply', attempt: page.delivery, startsAttempt, replaces: null };
  }
  if (sync.action === 'members' && sync.attempt < completeAttempt) return { kind: 'superseded' };
  const replaces = counted?.delivery ?? null;
  return { kind: 'apply', attempt: sync.attempt, startsAttempt, replaces };
}

/** Records a planned page in the sync's page set. */
export function countPage(
  sync: SyncPages,
  page: PageFact,
  plan: PagePlan & { kind: 'apply' },
): void {
  if (plan.startsAttempt) {
    // What failed before the first page that could be read belongs to the same attempt.
    if (sync.current.size > 0) sync.failed.clear();
    sync.attempt = plan.attempt;
    sync.toldTotal = 0;
    sync.highestPage = 0;
    sync.unnumbered = 0;
    sync.notFull = 0;
    sync.current.clear();
  }
  const key = pageKey(page);
  const replaced = sync.current.get(key);
  if (replaced !== undefined && isNotFull(replaced)) sync.notFull -= 1;
  if (isNotFull(page)) sync.notFull += 1;
  if (page.page === null) sync.unnumbered += 1;
  sync.toldTotal = Math.max(sync.toldTotal, page.totalPages ?? 0);
  sync.highestPage = Math.max(sync.highestPage, page.page ?? 0);
  sync.isQuiet = false;
  sync.current.set(key, page);
  sync.failed.delete(key);
  sync.everCounted.add(countedKey(key, page.listHash));
}

/** Records a page that was set aside. Without a number nobody can tell which list would take its place. */
export function failPage(sync: SyncPages, page: Pick<PageFact, 'delivery' | 'page'>): void {
  sync.failed.add(page.page ?? `delivery ${page.delivery}`);
}

/** How many pages there are, as far as they were told. */
export function totalPages(sync: SyncPages): number {
  return Math.max(1, sync.toldTotal, sync.highestPage);
}

/** Entries on the pages that count: all of them, and those without an id. */
export function countEntries(sync: SyncPages): { named: number; unidentified: number } {
  let named = 0;
  let unidentified = 0;
  for (const page of sync.current.values()) {
    named += page.entries - page.unidentified;
    unidentified += page.unidentified;
  }
  return { named, unidentified };
}

/** Whether all pages are there, by rules 4 and 5; deltas may also be complete together with the other half of their session. */
export function completionOf(sync: SyncPages, otherHalf?: SyncPages): Completion {
  if (sync.failed.size > 0 || sync.current.size === 0) return 'open';
  if (sync.unnumbered === 0) return isNumberedWhole(sync, otherHalf) ? 'complete' : 'open';
  if (!hasAllLists(sync, otherHalf)) return 'open';
  return sync.action === 'members' && !sync.isQuiet ? 'once-quiet' : 'complete';
}

export function isComplete(sync: SyncPages, otherHalf?: SyncPages): boolean {
  return completionOf(sync, otherHalf) === 'complete';
}

/** Every page has its number: they have to be 1..n. */
function isNumberedWhole(sync: SyncPages, otherHalf: SyncPages | undefined): boolean {
  if (isOneToN(sync.current.size, sync)) return true;
  if (otherHalf === undefined) return false;
  const both = {
    toldTotal: Math.max(sync.toldTotal, otherHalf.toldTotal),
    highestPage: Math.max(sync.highestPage, otherHalf.highestPage),
    notFull: sync.notFull + otherHalf.notFull,
  };
  const most = sync.current.size + otherHalf.current.size - otherHalf.unnumbered;
  if (most < Math.max(both.toldTotal, both.highestPage)) return false;
  return isOneToN(pageNumbers(sync).union(pageNumbers(otherHalf)).size, both);
}

/** Whether so many different page numbers are all there are. Without a told total, a page that is not full ends them. */
function isOneToN(
  numbers: number,
  told: Pick<SyncPages, 'toldTotal' | 'highestPage' | 'notFull'>,
): boolean {
  const isEndKnown = told.toldTotal > 0 || told.notFull > 0;
  return isEndKnown && numbers === Math.max(told.toldTotal, told.highestPage);
}

/** A page has no number: as many different lists have to be there as were told, and not more. */
function hasAllLists(sync: SyncPages, otherHalf: SyncPages | undefined): boolean {
  const lists = sync.current.size;
  if (sync.toldTotal === 0) return sync.notFull > 0 && lists >= sync.highestPage;
  return lists === totalPages(sync) || lists + (otherHalf?.current.size ?? 0) === totalPages(sync);
}

function isSmaller(sync: SyncPages, page: PageFact): boolean {
  return page.totalPages !== null && page.totalPages < sync.toldTotal;
}

function isNotFull(page: PageFact): boolean {
  return page.entries < FULL_PAGE;
}

function pageNumbers(sync: SyncPages): Set<number> {
  return new Set([...sync.current.keys()].filter((key) => typeof key === 'number'));
}

function pageKey(page: PageFact): PageKey {
  return page.page ?? page.listHash;
}

function countedKey(key: PageKey, listHash: string): string {
  return `${key} ${listHash}`;
}
