import type { PlannedPage } from './plan-sync.ts';
import type { Draws } from './random.ts';

/** Pages to send: one group after the other, the pages of a group in this order. */
export type Groups = readonly (readonly PlannedPage[])[];

/** The order of the pages of one action: shuffled if wished, some of them once more later on. */
export function sendOrder(
  pages: readonly PlannedPage[],
  { shuffle, duplicate }: { readonly shuffle: boolean; readonly duplicate: number },
  draws: Draws,
): PlannedPage[] {
  const order = shuffle ? shuffled(pages, draws) : [...pages];
  if (duplicate === 0) return order;
  const places = order.map((page, at) => ({ page, at }));
  const repeats = places
    .filter(() => draws.next() < duplicate)
    .map(({ page, at }) => ({ page, at: at + draws.next() * (order.length - at) }));
  // sorting is stable: a repeat comes after its page even at the same place
  return [...places, ...repeats].sort((a, b) => a.at - b.at).map(({ page }) => page);
}

/** What is sent until `count` pages have gone out, repeats not counted; null if there are fewer. */
export function firstPages(groups: Groups, count: number): Groups | null {
  const first: PlannedPage[][] = [];
  const seen = new Set<PlannedPage>();
  for (const group of groups) {
    const part: PlannedPage[] = [];
    first.push(part);
    for (const page of group) {
      part.push(page);
      seen.add(page);
      if (seen.size === count) return first;
    }
  }
  return null;
}

/** The groups without one of the pages. */
export function without(groups: Groups, dropped: PlannedPage | undefined): Groups {
  return dropped === undefined
    ? groups
    : groups.map((group) => group.filter((page) => page !== dropped));
}

/** Puts page 1 into a group of its own: side by side with others, nobody could say which came before it. */
export function firstPageAlone(groups: Groups): Groups {
  return groups.flatMap((group) => {
    const at = group.findIndex((page) => page.page === 1);
    return at < 0 ? [group] : [group.slice(0, at), group.slice(at, at + 1), group.slice(at + 1)];
  });
}

function shuffled(pages: readonly PlannedPage[], draws: Draws): PlannedPage[] {
  return pages
    .map((page) => ({ page, rank: draws.next() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ page }) => page);
}
