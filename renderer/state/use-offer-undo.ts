import { useCallback } from 'react';
import { useSay } from '../components/use-say.ts';
import { useApp } from './app-context.tsx';
import { type Route, routeToQuery } from './route.ts';
import { goTo } from './use-route.ts';

/**
 * Says what was done, and offers to take it back; also by Ctrl+Z. Only for what can be taken back whole. With a place, it
 * is taken back there, wherever the person is by then.
 */
export function useOfferUndo(): (done: string, undo: () => void, place?: Route) => void {
  const { t } = useApp();
  const say = useSay();
  return useCallback(
    (done, undo, place) => {
      const run = () => {
        // What comes back is to be seen.
        if (place !== undefined) showPlace(place);
        undo();
        say(t.common.undone);
      };
      say(done, { label: t.common.undo, run });
    },
    [say, t],
  );
}

function showPlace(place: Route): void {
  const query = routeToQuery(place);
  if (window.location.search !== query) goTo(query);
}
