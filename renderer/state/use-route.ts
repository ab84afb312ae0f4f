import { useCallback, useSyncExternalStore } from 'react';
import { type Route, routeFromQuery, routeToQuery } from './route.ts';

const MOVED = 'rollcall-moved';

/** The route in force, and a way to another that the back button undoes. */
export function useRoute(): readonly [Route, (route: Route) => void] {
  const query = useSyncExternalStore(subscribe, () => window.location.search);
  const go = useCallback((route: Route) => {
    const { hash, pathname } = window.location;
    window.history.pushState(null, '', `${pathname}${routeToQuery(route)}${hash}`);
    window.dispatchEvent(new Event(MOVED));
  }, []);
  return [routeFromQuery(query), go];
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener);
  window.addEventListener(MOVED, listener);
  return () => {
    window.removeEventListener('popstate', listener);
    window.removeEventListener(MOVED, listener);
  };
}
