import { useCallback, useSyncExternalStore } from 'react';
import { type Route, routeFromQuery, routeToQuery, whomOf } from './route.ts';

const MOVED = 'rollcall-moved';

/** The route in force, and a way to another that the back button undoes. */
export function useRoute(): readonly [Route, (route: Route) => void] {
  const query = useSyncExternalStore(subscribe, () => window.location.search);
  const whom = useSyncExternalStore(subscribe, (): unknown => window.history.state);
  const go = useCallback((route: Route) => goTo(routeToQuery(route), whomOf(route)), []);
  return [routeFromQuery(query, whom), go];
}

/** Moves the page to a query of its address, from wherever it is. */
export function goTo(query: string, whom: unknown = null): void {
  const { hash, pathname } = window.location;
  window.history.pushState(whom, '', `${pathname}${query}${hash}`);
  window.dispatchEvent(new Event(MOVED));
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener);
  window.addEventListener(MOVED, listener);
  return () => {
    window.removeEventListener('popstate', listener);
    window.removeEventListener(MOVED, listener);
  };
}
