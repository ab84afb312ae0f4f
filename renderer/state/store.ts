import type { Snapshot } from '../../shared/api/contract.ts';
import { distrusted, mergeState, snapshotOf } from '../../shared/api/state.ts';
import type { State as Slices } from '../../shared/api/state-model.ts';

export type Connection = 'connecting' | 'online' | 'reconnecting' | 'locked';

/** What the screens know of main: a projection, never a truth of its own. */
export interface State {
  readonly connection: Connection;
  /** As main told them, each by itself. */
  readonly slices: Slices;
  /** The slices put together; null while one of them is not known yet. */
  readonly snapshot: Snapshot | null;
}

export type StateEvent =
  | { readonly type: 'connection'; readonly connection: Connection }
  | { readonly type: 'told'; readonly slices: Slices };

export const initialState: State = { connection: 'connecting', slices: {}, snapshot: null };

/** A slice that is older than the one known changes nothing, in whatever order answers and pushes come. */
export function reduce(state: State, event: StateEvent): State {
  switch (event.type) {
    case 'connection': {
      const { connection } = event;
      if (state.connection === connection) return state;
      // While it was lost, Rollcall may have begun anew, and its revisions with it.
      const slices = connection === 'online' ? state.slices : distrusted(state.slices);
      return { ...state, connection, slices };
    }
    case 'told': {
      const slices = mergeState(state.slices, event.slices);
      return slices === state.slices ? state : { ...state, slices, snapshot: snapshotOf(slices) };
    }
  }
}

export interface Store {
  readonly state: () => State;
  readonly dispatch: (event: StateEvent) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

export function createStore(): Store {
  let state = initialState;
  const listeners = new Set<() => void>();
  return {
    state: () => state,
    dispatch: (event) => {
      const next = reduce(state, event);
      if (next === state) return;
      state = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
