import { Draws, mix } from './random.ts';

/** Who was in at some time, by index: 1 is in. */
export type Snapshot = Uint8Array;

export interface Churn {
  readonly leave: number;
  readonly join: number;
  readonly change: number;
}

/** A cohort in Mixpanel: who is in now, and how often each person's properties have changed. */
export interface Cohort {
  readonly size: () => number;
  /** How many people have ever been in; indexes are below it. */
  readonly known: () => number;
  readonly versionOf: (index: number) => number;
  readonly snapshot: () => Snapshot;
  /** Lets people leave, join (some of them again) and change a property. */
  readonly advance: (churn: Churn) => void;
}

const REJOINING_SHARE = 0.3;

/** A cohort whose first `members` people are in. What happens to it depends on the seed alone. */
export function createCohort({
  seed,
  members,
}: {
  readonly seed: number;
  readonly members: number;
}): Cohort {
  const draws = new Draws(mix(seed, members, 99));
  let inside = new Uint8Array(Math.max(16, members)).fill(1, 0, members);
  let versions = new Uint16Array(inside.length);
  let known = members;
  let size = members;

  const grow = (needed: number): void => {
    if (needed <= inside.length) return;
    const capacity = Math.max(needed, inside.length + (inside.length >>> 2));
    const [moreInside, moreVersions] = [new Uint8Array(capacity), new Uint16Array(capacity)];
    moreInside.set(inside);
    moreVersions.set(versions);
    inside = moreInside;
    versions = moreVersions;
  };

  /** Visits `wanted` of the people whose state is `state`, each as likely as another, in one pass. */
  const visitSome = (wanted: number, state: number, visit: (index: number) => void): void => {
    let left = state === 1 ? size : known - size;
    let needed = Math.min(wanted, left);
    const end = known;
    for (let index = 0; index < end && needed > 0; index++) {
      if (inside[index] !== state) continue;
      if (draws.next() * left < needed) {
        needed--;
        visit(index);
      }
      left--;
    }
  };

  const advance = ({ leave, join, change }: Churn): void => {
    const rejoining: number[] = [];
    visitSome(Math.round(join * REJOINING_SHARE), 0, (index) => rejoining.push(index));
    visitSome(change, 1, (index) => {
      versions[index] = (versions[index] ?? 0) + 1;
    });
    const leaving: number[] = [];
    visitSome(leave, 1, (index) => leaving.push(index));
    for (const index of leaving) inside[index] = 0;
    for (const index of rejoining) {
      inside[index] = 1;
      // half of those who come back have changed while they were away
      versions[index] = (versions[index] ?? 0) + draws.below(2);
    }
    const fresh = join - rejoining.length;
    grow(known + fresh);
    inside.fill(1, known, known + fresh);
    known += fresh;
    size += join - leaving.length;
  };

  return {
    size: () => size,
    known: () => known,
    versionOf: (index) => versions[index] ?? 0,
    snapshot: () => inside.slice(0, known),
    advance,
  };
}

/** What happens between two syncs: about half of `share` leaves, about as many join, and half of `share` changes a property. */
export function churnBetweenSyncs(
  size: number,
  initialSize: number,
  share: number,
  draws: Draws,
): Churn {
  const about = (mean: number): number =>
    Math.floor(mean * (0.75 + draws.next() / 2) + draws.next());
  return {
    leave: Math.min(size, about((size * share) / 2)),
    join: about((initialSize * share) / 2),
    change: about((size * share) / 2),
  };
}

/** What has happened by the time a sync that failed half-way starts again: a few people only. */
export function churnWhileRestarting(size: number, share: number): Churn {
  const few = Math.max(3, Math.round((size * share) / 10));
  return { leave: Math.min(size, few), join: few, change: few };
}
