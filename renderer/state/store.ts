import type { Snapshot } from '../../shared/api/contract.ts';

export type Connection = 'connecting' | 'online' | 'reconnecting' | 'locked';

/** What the screens know of main: a projection, never a truth of its own. */
export interface State {
  readonly connection: Connection;
  readonly snapshot: Snapshot | null;
  /** The connection was lost since the snapshot: revisions may have begun anew. */
  readonly isStale: boolean;
}

export type StateEvent =
  | { readonly type: 'connection'; readonly connection: Connection }
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot };

export const initialState: State = { connection: 'connecting', snapshot: null, isStale: true };

/** An older snapshot than the one known changes nothing, in whatever order answers and pushes come. */
export function reduce(state: State, event: StateEvent): State {
  switch (event.type) {
    case 'connection': {
      const { connection } = event;
      if (state.connection === connection) return state;
      return { ...state, connection, isStale: state.isStale || connection !== 'online' };
    }
    case 'snapshot': {
      const { snapshot } = event;
      const isNews = state.snapshot === null || snapshot.revision > state.snapshot.revision;
      return isNews || state.isStale ? { ...state, snapshot, isStale: false } : state;
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
