import { useEffect, useRef } from 'react';
import { type Route, routeToQuery } from '../../state/route.ts';

/** After a way to another screen the focus is on that screen, unless something there took it, or what led there has it. */
export function useFocusContent(route: Route): void {
  const query = routeToQuery(route);
  const shown = useRef(query);
  useEffect(() => {
    if (shown.current === query) return;
    shown.current = query;
    if (document.activeElement === document.body) focusContent();
  }, [query]);
}

export function focusContent(): void {
  document.getElementById('content')?.focus({ preventScroll: true });
}
