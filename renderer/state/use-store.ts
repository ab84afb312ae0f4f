import { useSyncExternalStore } from 'react';
import type { State, Store } from './store.ts';

export function useStore(store: Store): State {
  return useSyncExternalStore(store.subscribe, store.state);
}
