import type { Snapshot } from './contract.ts';
import type { CohortOutlook } from './rhythm-model.ts';
import { SLICE_NAMES, type SliceName, type State } from './state-model.ts';

const NOTHING_AHEAD: CohortOutlook = {
  rhythm: { kind: 'unknown' },
  nextExpected: null,
  silence: null,
};

/** What is known after a message came. Slices that are older than the known ones change nothing. */
export function mergeState(known: State, told: State): State {
  let merged = known;
  for (const name of SLICE_NAMES) {
    if (isNews(known, told, name)) merged = { ...merged, [name]: told[name] };
  }
  return merged;
}

function isNews(known: State, told: State, name: SliceName): boolean {
  const slice = told[name];
  return (
    slice !== undefined && slice.revision > (known[name]?.revision ?? Number.NEGATIVE_INFINITY)
  );
}

/** The same, but whatever comes next replaces it: after a break, revisions may have begun anew. */
export function distrusted(known: State): State {
  let all = known;
  for (const name of SLICE_NAMES) {
    const slice = known[name];
    if (slice !== undefined) all = { ...all, [name]: { ...slice, revision: -1 } };
  }
  return all;
}

/** All slices put together; null while one of them is not known yet. */
export function snapshotOf(state: State): Snapshot | null {
  const { settings, hook, tunnel, cohorts, outlook, deliveries, sample, trouble } = state;
  const { setAside, history, turnedAway } = state;
  if (!settings || !hook || !tunnel || !cohorts || !outlook || !turnedAway) return null;
  if (!deliveries || !sample || !trouble || !setAside || !history) return null;
  const { ahead, ...expected } = outlook.value;
  const aheadOf = new Map(ahead.map(({ id, ...one }) => [id, one]));
  const since = SLICE_NAMES.flatMap((name) => state[name]?.outOfDateSinceMs ?? []);
  return {
    ...settings.value,
    ...hook.value,
    ...tunnel.value,
    ...expected,
    ...deliveries.value,
    ...turnedAway.value,
    ...sample.value,
    ...trouble.value,
    ...setAside.value,
    ...history.value,
    cohorts: cohorts.value.cohorts.map((cohort) => ({
      ...cohort,
      ...(aheadOf.get(cohort.id) ?? NOTHING_AHEAD),
    })),
    outOfDateSinceMs: since.length === 0 ? null : Math.min(...since),
  };
}
