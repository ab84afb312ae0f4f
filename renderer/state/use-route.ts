import { useCallback, useSyncExternalStore } from 'react';
import { type Route, routeFromQuery, routeToQuery } from './route.ts';

const MOVED = 'rollcall-moved';

/** The route in force, and a way to another that the back button undoes. */
export function useRoute(): readonly [Route, (route: Route) => void] {
  const query = useSyncExternalStore(subscribe, () => window.location.search);
  const go = useCallback((route: Route) => goTo(routeToQuery(route)), []);
  return [routeFromQuery(query), go];
}

/** Moves the page to a query of its address, from wherever it is. */
export function goTo(query: string): void {
  const { hash, pathname } = window.location;
  window.history.pushState(null, '', `${pathname}${query}${hash}`);
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
