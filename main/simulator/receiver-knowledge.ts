/*
 * What a receiver can know from the pages it acknowledged: the membership rules once more, as plainly as possible and
 * sharing no code with main/membership, so that tests can hold one against the other.
 */
import type { Snapshot } from './cohort-model.ts';
import type { Member, People } from './people.ts';
import { membersText, type PlannedPage } from './plan-sync.ts';

export interface ReceiverKnowledge {
  /** A page was acknowledged: it counts as the next delivery. */
  readonly acknowledge: (page: PlannedPage) => void;
  /** Who is in, by index, as far as the receiver can know. */
  readonly inside: () => Snapshot;
  /** The properties known of someone who is in. */
  readonly member: (index: number) => Member;
  /** Whether all pages of this session's full sync have come. */
  readonly isComplete: (sessionId: string) => boolean;
}

/** The pages of one run of a session and action from the top. */
interface Attempt {
  /** Number of its first delivery: how new its facts are. */
  readonly evidence: number;
  totalPages: number;
  readonly pages: Map<number, PlannedPage>;
}

export function createReceiverKnowledge(people: People): ReceiverKnowledge {
  let inside = new Uint8Array(1024);
  let evidence = new Uint32Array(1024);
  /** The version sent last of all properties; further ones are merged over it. */
  let versions = new Uint16Array(1024);
  const merged = new Map<number, number[]>();
  const attempts = new Map<string, Attempt[]>();
  let deliveries = 0;
  let newestComplete = 0;

  const makeRoom = (page: PlannedPage): void => {
    const needed = (page.indexes.at(-1) ?? 0) + 1;
    if (needed <= inside.length) return;
    const capacity = Math.max(needed, inside.length * 2);
    const room = [
      new Uint8Array(capacity),
      new Uint32Array(capacity),
      new Uint16Array(capacity),
    ] as const;
    room[0].set(inside);
    room[1].set(evidence);
    room[2].set(versions);
    [inside, evidence, versions] = room;
  };

  const isSameList = (one: PlannedPage | undefined, other: PlannedPage): boolean =>
    one !== undefined &&
    (one === other ||
      (isEqual(one.indexes, other.indexes) &&
        // another version may by chance have the same properties
        (isEqual(one.versions, other.versions) ||
          membersText(one, people) === membersText(other, people))));

  /** The attempt a page belongs to once it is counted; null if it changes nothing. */
  const count = (page: PlannedPage): Attempt | null => {
    const key = `${page.action} ${page.sessionId}`;
    const all = attempts.get(key) ?? [];
    attempts.set(key, all);
    const current = all.at(-1);
    const there = current?.pages.get(page.page);
    if (isSameList(there, page)) return null;
    const startsAnew =
      current === undefined ||
      page.totalPages < current.totalPages ||
      (page.page === 1 && there !== undefined);
    const cameBefore = all.some((attempt) => isSameList(attempt.pages.get(page.page), page));
    // a late repeat from an abandoned attempt fills a gap at most
    if (cameBefore && (startsAnew || there !== undefined)) return null;
    const attempt = startsAnew
      ? { evidence: deliveries, totalPages: page.totalPages, pages: new Map<number, PlannedPage>() }
      : current;
    if (startsAnew) all.push(attempt);
    if (page.action === 'members' && attempt.evidence < newestComplete) return null;
    attempt.totalPages = Math.max(attempt.totalPages, page.totalPages);
    attempt.pages.set(page.page, page);
    return attempt;
  };

  const join = (index: number, version: number, isDelta: boolean): void => {
    if (isDelta && inside[index] === 1) {
      merged.set(index, [...(merged.get(index) ?? []), version]);
    } else {
      merged.delete(index);
      versions[index] = version;
    }
    inside[index] = 1;
  };

  const leave = (index: number): void => {
    inside[index] = 0;
    merged.delete(index);
  };

  const completeFullSync = (attempt: Attempt): void => {
    newestComplete = attempt.evidence;
    const named = new Uint8Array(inside.length);
    for (const page of attempt.pages.values()) for (const index of page.indexes) named[index] = 1;
    for (let index = 0; index < inside.length; index++) {
      if (inside[index] !== 1 || named[index] === 1 || (evidence[index] ?? 0) > attempt.evidence)
        continue;
      leave(index);
      evidence[index] = attempt.evidence;
    }
  };

  const acknowledge = (page: PlannedPage): void => {
    deliveries++;
    const attempt = count(page);
    if (attempt === null) return;
    makeRoom(page);
    const number = page.action === 'members' ? attempt.evidence : deliveries;
    for (const [at, index] of page.indexes.entries()) {
      if ((evidence[index] ?? 0) > number) continue;
      evidence[index] = number;
      if (page.action === 'remove_members') leave(index);
      else join(index, page.versions[at] ?? 0, page.action === 'add_members');
    }
    if (page.action === 'members' && hasAllPages(attempt)) completeFullSync(attempt);
  };

  return {
    acknowledge,
    inside: () => inside.slice(),
    member: (index) => {
      const sent = [versions[index] ?? 0, ...(merged.get(index) ?? [])];
      return Object.assign({}, ...sent.map((version) => people.member(index, version)));
    },
    isComplete: (sessionId) => {
      const attempt = attempts.get(`members ${sessionId}`)?.at(-1);
      return attempt !== undefined && hasAllPages(attempt);
    },
  };
}

function hasAllPages(attempt: Attempt): boolean {
  return attempt.pages.size === attempt.totalPages;
}

function isEqual(one: Uint32Array | Uint16Array, other: Uint32Array | Uint16Array): boolean {
  return one.length === other.length && one.every((value, at) => value === other[at]);
}
