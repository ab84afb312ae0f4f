import type { Client } from './client.ts';
import type { AppContract, Snapshot } from './contract.ts';
import { mergeState, snapshotOf } from './state.ts';
import type { State } from './state-model.ts';

/** Calls with the whole state as soon as it is known, and at each change of it. Returns the function that ends it. */
export function followState(
  client: Client<AppContract>,
  listener: (snapshot: Snapshot) => void,
): () => void {
  let known: State = {};
  const take = (told: State): void => {
    const merged = mergeState(known, told);
    if (merged === known) return;
    known = merged;
    const snapshot = snapshotOf(known);
    if (snapshot !== null) listener(snapshot);
  };
  // Subscribed first: nothing that happens while the whole state is on its way is missed.
  const end = client.on('app.changed', take);
  client.call('app.state', {}).then(take, () => {
    // Main is closing, or not there: whatever comes next is told by itself.
  });
  return end;
}
