import type { Snapshot } from '../../shared/api/contract.ts';
import { SLICE_NAMES, type State, stateSchema } from '../../shared/api/state-model.ts';

/** A whole state as main tells it, in slices of one revision. */
export function stateOf(snapshot: Snapshot, revision = 1): State {
  const { outOfDateSinceMs } = snapshot;
  // Each slice takes of it what is its own.
  const slice = { revision, outOfDateSinceMs, value: { ...snapshot, ahead: snapshot.cohorts } };
  return stateSchema.parse(Object.fromEntries(SLICE_NAMES.map((name) => [name, slice])));
}
