import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type * as z from 'zod';

type Change<T> = T | ((now: T) => T);

const listeners = new Set<() => void>();

/**
 * A choice this browser remembers, which must name nobody: it is written to disk. What it finds there and can't read
 * counts as never chosen. A name that ends in a number is about the cohort of that id, and forgotten with it.
 */
export function useStored<T extends string | boolean | object | null>(
  name: string,
  schema: z.ZodType<T>,
  initial: T,
): readonly [T, (change: Change<T>) => void] {
  const key = `rollcall.${name}`;
  const text = useSyncExternalStore(subscribe, () => localStorage.getItem(key));
  const value = useMemo(() => read(text, schema, initial), [text, schema, initial]);
  // It reads what is there by then: also a change from a screen that is gone counts.
  const set = useCallback(
    (change: Change<T>) => {
      const now = read(localStorage.getItem(key), schema, initial);
      const next = typeof change === 'function' ? change(now) : change;
      localStorage.setItem(key, JSON.stringify(next));
      for (const listener of listeners) listener();
    },
    [key, schema, initial],
  );
  return [value, set];
}

/** Forgets what is remembered of cohorts that are gone. */
export function forgetStored(isGone: (cohort: number) => boolean): void {
  for (const key of Object.keys(localStorage)) {
    const cohort = /^rollcall\..+\.(\d+)$/.exec(key)?.[1];
    if (cohort !== undefined && isGone(Number(cohort))) localStorage.removeItem(key);
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read<T>(text: string | null, schema: z.ZodType<T>, initial: T): T {
  if (text === null) return initial;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return initial;
  }
}
