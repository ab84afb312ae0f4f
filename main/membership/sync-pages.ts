import type { Action } from '../mixpanel/actions.ts';

/** What a delivery says of its place in a sync. */
export interface PageFact {
  readonly delivery: number;
  /** Page number and total as told; null without readable page_info. */
  readonly place: { readonly page: number; readonly totalPages: number } | null;
  /** Hash of the member list's JSON text. */
  readonly listHash: string;
  readonly entries: number;
}

/** A page is named by its number, or by its list where it has none. */
type PageKey = number | string;

/** The pages of one session and action of a cohort, as far as they came. */
export interface SyncPages {
  readonly action: Action;
  /** Evidence number of the current attempt: its first delivery. */
  attempt: number;
  /** Largest total_pages told in this attempt. */
  toldTotal: number;
  /** How many pages there are: the told total, or a higher page number. */
  totalPages: number;
  /** Pages of the current attempt without a number. */
  unnumbered: number;
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

/** Without page_info, a list shorter than a full page is the last one (Mixpanel sends 1,000 a page). */
const FULL_PAGE = 1000;

export function newSyncPages(action: Action): SyncPages {
  return {
    action,
    attempt: 0,
    toldTotal: 0,
    totalPages: 1,
    unnumbered: 0,
    current: new Map(),
    failed: new Set(),
    everCounted: new Set(),
  };
}

/**
 * Decides what a page means, by rules 3 and 4 of the membership rules.
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
    sync.totalPages = 1;
    sync.unnumbered = 0;
    sync.current.clear();
  }
  const key = pageKey(page);
  sync.current.set(key, page);
  sync.failed.delete(key);
  sync.everCounted.add(countedKey(key, page.listHash));
  if (page.place === null) {
    sync.unnumbered += 1;
  } else {
    sync.toldTotal = Math.max(sync.toldTotal, page.place.totalPages);
    sync.totalPages = Math.max(sync.totalPages, page.place.totalPages, page.place.page);
  }
}

/** Records a page that was set aside. Without a number nobody can tell which list would take its place. */
export function failPage(sync: SyncPages, page: Pick<PageFact, 'delivery' | 'place'>): void {
  sync.failed.add(page.place === null ? `delivery ${page.delivery}` : page.place.page);
}

/** Whether all pages are there; deltas may also be complete together with the other half of their session. */
export function isComplete(sync: SyncPages, otherHalf?: SyncPages): boolean {
  if (sync.failed.size > 0) return false;
  const numbered = countNumbered(sync);
  if (numbered > 0) {
    return (
      numbered === sync.totalPages || (otherHalf !== undefined && coverTogether(sync, otherHalf))
    );
  }
  if (sync.action !== 'members') return sync.current.size > 0;
  return [...sync.current.values()].some((page) => page.entries < FULL_PAGE);
}

function coverTogether(one: SyncPages, other: SyncPages): boolean {
  const totalPages = Math.max(one.totalPages, other.totalPages);
  if (countNumbered(one) + countNumbered(other) < totalPages) return false;
  return pageNumbers(one).union(pageNumbers(other)).size === totalPages;
}

function countNumbered(sync: SyncPages): number {
  return sync.current.size - sync.unnumbered;
}

function isSmaller(sync: SyncPages, page: PageFact): boolean {
  return page.place !== null && page.place.totalPages < sync.toldTotal;
}

function pageNumbers(sync: SyncPages): Set<number> {
  return new Set([...sync.current.keys()].filter((key) => typeof key === 'number'));
}

function pageKey(page: PageFact): PageKey {
  return page.place === null ? page.listHash : page.place.page;
}

function countedKey(key: PageKey, listHash: string): string {
  return `${key} ${listHash}`;
}
