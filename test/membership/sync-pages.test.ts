import { describe, expect, it } from 'vitest';
import {
  type Completion,
  completionOf,
  countPage,
  failPage,
  isComplete,
  newSyncPages,
  type PageFact,
  type PagePlan,
  planPage,
  type SyncPages,
  totalPages,
} from '../../main/membership/sync-pages.ts';
import type { Action } from '../../main/mixpanel/actions.ts';

let deliveries = 0;

/** A page as the next delivery brings it; without a number, without readable page_info. */
function page(listHash: string, number?: number, totalPages = number ?? 1, entries = 1): PageFact {
  deliveries += 1;
  const told =
    number === undefined ? { page: null, totalPages: null } : { page: number, totalPages };
  return { delivery: deliveries, ...told, listHash, entries, unidentified: 0 };
}

/** A page of which only its number is told. */
function ofUnknown(listHash: string, number: number, entries = 1): PageFact {
  return { ...page(listHash, number, 1, entries), totalPages: null };
}

/** A page of which only the total is told. */
function unnumbered(listHash: string, told: number, entries = 1): PageFact {
  return { ...page(listHash, undefined, 1, entries), totalPages: told };
}

/** The pages of a sync as they came; what changes nothing is not counted. */
class Sync {
  readonly pages: SyncPages;
  completeAttempt = 0;

  constructor(action: Action) {
    this.pages = newSyncPages(action);
  }

  plan(fact: PageFact): PagePlan {
    return planPage(this.pages, fact, this.completeAttempt);
  }

  receives(fact: PageFact): PagePlan {
    const plan = this.plan(fact);
    if (plan.kind === 'apply') countPage(this.pages, fact, plan);
    return plan;
  }

  get isComplete(): boolean {
    return isComplete(this.pages);
  }

  get completion(): Completion {
    return completionOf(this.pages);
  }
}

const full = (...facts: readonly PageFact[]): Sync => of('members', facts);
const added = (...facts: readonly PageFact[]): Sync => of('add_members', facts);
const removed = (...facts: readonly PageFact[]): Sync => of('remove_members', facts);

function of(action: Action, facts: readonly PageFact[]): Sync {
  const sync = new Sync(action);
  for (const fact of facts) sync.receives(fact);
  return sync;
}

describe('planning a page', () => {
  it('begins an attempt with the first page, whichever it is, under its delivery number', () => {
    const fact = page('c', 3, 3);
    expect(full().plan(fact)).toEqual({
      kind: 'apply',
      attempt: fact.delivery,
      startsAttempt: true,
      replaces: null,
    });
  });

  it('counts further pages to that attempt', () => {
    const first = page('a', 1, 3);
    const plan = full(first).receives(page('c', 3, 3));
    expect(plan).toMatchObject({ attempt: first.delivery, startsAttempt: false, replaces: null });
  });

  it('takes the same list for the same page for a repeat, whatever total it tells', () => {
    const sync = full(page('a', 1, 3));
    for (const total of [1, 3, 9]) {
      expect(sync.plan(page('a', 1, total))).toEqual({ kind: 'repeat' });
    }
  });

  it('takes the same list on another page for another page', () => {
    expect(full(page('a', 1, 2)).plan(page('a', 2, 2))).toMatchObject({ kind: 'apply' });
  });

  it('replaces a page after the first by another list', () => {
    const replaced = page('b', 2, 2);
    const sync = full(page('a', 1, 2), replaced);
    expect(sync.receives(page('b2', 2, 2))).toMatchObject({ replaces: replaced.delivery });
    expect(sync.pages.current.size).toBe(2);
  });

  it('takes the list that was replaced for a repeat', () => {
    const sync = full(page('a', 1, 2), page('b', 2, 2), page('b2', 2, 2));
    expect(sync.plan(page('b', 2, 2))).toEqual({ kind: 'repeat' });
  });

  it('begins anew by another list for page 1, but not while page 1 is missing', () => {
    const sync = full(page('b', 2, 2));
    expect(sync.receives(page('a', 1, 2))).toMatchObject({ startsAttempt: false });
    expect(sync.receives(page('a2', 1, 2))).toMatchObject({ startsAttempt: true });
    expect([...sync.pages.current.keys()]).toEqual([1]);
  });

  it('begins anew by a total smaller than the largest one told', () => {
    const sync = full(page('a', 1, 2), page('b', 2, 4), page('c', 3, 2));
    expect([...sync.pages.current.keys()]).toEqual([3]);
    expect(totalPages(sync.pages)).toBe(3);
  });

  it('does not take a page number that raised n for a total told', () => {
    const sync = full(page('a', 1, 2), page('d', 4, 2));
    expect(sync.receives(page('b', 2, 3))).toMatchObject({ startsAttempt: false });
    expect(totalPages(sync.pages)).toBe(4);
  });

  it('lets a list of an abandoned attempt fill a page the new one lacks', () => {
    const first = page('a2', 1, 2);
    const sync = full(page('a', 1, 2), page('b', 2, 2), first);
    const plan = sync.receives(page('b', 2, 2));
    expect(plan).toMatchObject({ kind: 'apply', attempt: first.delivery, startsAttempt: false });
    expect(sync.isComplete).toBe(true);
  });

  it('lets it neither begin nor replace anything', () => {
    const sync = full(page('a', 1, 2), page('b', 2, 2), page('a2', 1, 3), page('b2', 2, 3));
    expect(sync.plan(page('a', 1, 3))).toEqual({ kind: 'repeat' });
    expect(sync.plan(page('b', 2, 3))).toEqual({ kind: 'repeat' });
    expect(full(page('a', 1, 2), page('b', 2, 2), page('a2', 1, 3)).plan(page('b', 2, 2))).toEqual({
      kind: 'repeat',
    });
  });

  it('supersedes the pages of a full sync begun before a complete one', () => {
    const sync = full(page('a', 1, 2));
    sync.completeAttempt = page('x').delivery;
    expect(sync.plan(page('b', 2, 2))).toEqual({ kind: 'superseded' });
    expect(sync.plan(page('a', 1, 2))).toEqual({ kind: 'repeat' });
    expect(sync.plan(page('a2', 1, 2))).toMatchObject({ startsAttempt: true });
  });

  it('does not supersede the complete attempt itself, nor deltas', () => {
    const sync = full(page('a', 1, 1));
    sync.completeAttempt = sync.pages.attempt;
    expect(sync.plan(page('b', 2, 2))).toMatchObject({ kind: 'apply', startsAttempt: false });
    const deltas = added(page('a', 1, 2));
    deltas.completeAttempt = page('x').delivery;
    expect(deltas.plan(page('b', 2, 2))).toMatchObject({ kind: 'apply' });
  });

  it('takes different lists without a number for different pages', () => {
    const sync = full(page('a'));
    expect(sync.receives(page('b'))).toMatchObject({ startsAttempt: false, replaces: null });
    expect(sync.plan(page('a'))).toEqual({ kind: 'repeat' });
    expect(sync.pages.current.size).toBe(2);
  });
});

describe('a full sync', () => {
  it('is complete with pages 1 to n, in whatever order', () => {
    expect(full(page('c', 3, 3), page('a', 1, 3)).isComplete).toBe(false);
    expect(full(page('c', 3, 3), page('a', 1, 3), page('b', 2, 3)).isComplete).toBe(true);
  });

  it('needs more pages after a larger total or a higher page number', () => {
    const sync = full(page('a', 1, 1));
    expect(sync.isComplete).toBe(true);
    sync.receives(page('c', 3, 2));
    expect(sync.isComplete).toBe(false);
    sync.receives(page('b', 2, 4));
    expect(sync.isComplete).toBe(false);
    sync.receives(page('d', 4, 4));
    expect(sync.isComplete).toBe(true);
  });

  it('is complete without a total once a page is not full and all before it are there', () => {
    expect(full(ofUnknown('a', 1, 1000)).isComplete).toBe(false);
    expect(full(ofUnknown('a', 1, 1000), ofUnknown('b', 2, 999)).isComplete).toBe(true);
    expect(full(ofUnknown('b', 2, 999)).isComplete).toBe(false);
    expect(full(ofUnknown('b', 2, 999), ofUnknown('a', 1, 1000)).isComplete).toBe(true);
    expect(full(ofUnknown('a', 1), ofUnknown('c', 3)).isComplete).toBe(false);
    expect(full(ofUnknown('a', 1, 1000), page('b', 2, 2, 1000)).isComplete).toBe(true);
  });

  it('is complete without page numbers once a list is not full and no page comes for a while', () => {
    expect(full(page('a', undefined, 1, 1000)).completion).toBe('open');
    const sync = full(page('a', undefined, 1, 1000), page('b', undefined, 1, 999));
    expect(sync.completion).toBe('once-quiet');
    sync.pages.isQuiet = true;
    expect(sync.completion).toBe('complete');
    sync.receives(page('c'));
    expect(sync.completion).toBe('once-quiet');
    expect(full(page('a', undefined, 1, 0)).completion).toBe('once-quiet');
  });

  it('waits without page numbers for as many lists as were told, and trusts no more', () => {
    const sync = full(unnumbered('a', 3), unnumbered('b', 3, 1000));
    expect(sync.completion).toBe('open');
    sync.receives(unnumbered('c', 3, 1000));
    expect(sync.completion).toBe('once-quiet');
    sync.receives(unnumbered('d', 3));
    expect(sync.completion).toBe('open');
  });

  it('takes a page without a number among others for one more page', () => {
    const sync = full(page('x'), page('a', 1, 2));
    expect(sync.completion).toBe('once-quiet');
    sync.receives(page('b', 2, 2));
    expect(sync.completion).toBe('open');
    expect(full(page('x'), ofUnknown('c', 3)).completion).toBe('open');
    expect(full(page('x'), ofUnknown('b', 2)).completion).toBe('once-quiet');
  });

  it('is never complete before its first page', () => {
    expect(full().isComplete).toBe(false);
    expect(added().isComplete).toBe(false);
  });
});

describe('the two halves of a delta session', () => {
  const together = (one: Sync, other: Sync) => [
    isComplete(one.pages, other.pages),
    isComplete(other.pages, one.pages),
  ];

  it('are complete each by itself', () => {
    expect(together(added(page('a', 1, 1)), removed(page('x', 1, 2)))).toEqual([true, false]);
  });

  it('or both, when their numbers make 1 to n together', () => {
    const one = added(page('a', 1, 3), page('b', 2, 3));
    const other = removed(page('x', 3, 3));
    expect(together(one, other)).toEqual([true, true]);
    other.receives(page('y', 5, 5));
    expect(together(one, other)).toEqual([false, false]);
  });

  it('wait for no quiet without page numbers: nobody leaves by their completing', () => {
    expect(added(page('a', undefined, 1, 1000)).completion).toBe('open');
    const one = added(page('a', undefined, 1, 999));
    expect(one.completion).toBe('complete');
    expect(together(one, removed())).toEqual([true, false]);
    expect(together(added(unnumbered('a', 2)), removed(unnumbered('x', 2)))).toEqual([true, true]);
    expect(together(added(unnumbered('a', 3)), removed(unnumbered('x', 3)))).toEqual([
      false,
      false,
    ]);
  });
});

describe('a page set aside', () => {
  it('keeps its sync incomplete until the page comes again', () => {
    const sync = full(page('a', 1, 2));
    failPage(sync.pages, page('', 2, 2));
    expect(sync.isComplete).toBe(false);
    sync.receives(page('b', 2, 2));
    expect(sync.isComplete).toBe(true);
  });

  it('keeps a sync without page numbers incomplete', () => {
    const sync = full();
    failPage(sync.pages, page(''));
    sync.receives(page('b'));
    expect(sync.isComplete).toBe(false);
  });

  it('reopens an attempt that was complete: it may have begun another one', () => {
    const sync = full(page('a', 1, 2), page('b', 2, 2));
    failPage(sync.pages, page('', 1, 2));
    sync.receives(page('b2', 2, 2));
    expect(sync.isComplete).toBe(false);
    sync.receives(page('a2', 1, 2));
    sync.receives(page('b', 2, 2));
    expect(sync.isComplete).toBe(true);
  });

  it('no longer matters once the sync begins anew', () => {
    const sync = full(page('a', 1, 3), page('b', 2, 3));
    failPage(sync.pages, page('', 3, 3));
    sync.receives(page('a2', 1, 2));
    sync.receives(page('b2', 2, 2));
    expect(sync.isComplete).toBe(true);
  });
});
