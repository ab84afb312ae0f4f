import { type MouseEvent, useCallback, useEffect, useRef } from 'react';

/** While the mouse stays beyond an edge, so often the selection grows by what comes into view. */
const STEP_MS = 40;

interface Point {
  readonly clientX: number;
  readonly clientY: number;
}

/** Lets the selection follow the mouse from the press to the release, beyond the edges of the view, too. */
export function useDragSelect(reach: (point: Point) => void): (press: MouseEvent) => void {
  const latest = useRef(reach);
  useEffect(() => {
    latest.current = reach;
  });
  const end = useRef<(() => void) | null>(null);
  useEffect(() => () => end.current?.(), []);
  return useCallback((press: MouseEvent) => {
    end.current?.();
    let point: Point | null = null;
    const follow = () => {
      if (point !== null) latest.current(point);
    };
    const move = (event: globalThis.MouseEvent) => {
      // It was let go of where the page could not see it.
      if ((event.buttons & 1) === 0) return end.current?.();
      const isStill = event.clientX === press.clientX && event.clientY === press.clientY;
      if (point === null && isStill) return;
      point = event;
      follow();
    };
    const timer = window.setInterval(follow, STEP_MS);
    const stop = () => {
      window.clearInterval(timer);
      window.removeEventListener('mousemove', move);
      window.removeEventListener('mouseup', stop);
      end.current = null;
    };
    end.current = stop;
    window.addEventListener('mousemove', move);
    window.addEventListener('mouseup', stop);
  }, []);
}
