import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type * as z from 'zod';

type Change<T> = T | ((now: T) => T);

const listeners = new Set<() => void>();

/**
 * A choice this browser remembers, or this window alone with its session's storage. What it finds there and can't read
 * counts as never chosen. A name that ends in a number is about the cohort of that id, and forgotten with it.
 */
export function useStored<T extends string | boolean | object | null>(
  name: string,
  schema: z.ZodType<T>,
  initial: T,
  { storage = localStorage }: { readonly storage?: Storage } = {},
): readonly [T, (change: Change<T>) => void] {
  const key = `rollcall.${name}`;
  const text = useSyncExternalStore(subscribe, () => storage.getItem(key));
  const value = useMemo(() => read(text, schema, initial), [text, schema, initial]);
  // It reads what is there by then: also a change from a screen that is gone counts.
  const set = useCallback(
    (change: Change<T>) => {
      const now = read(storage.getItem(key), schema, initial);
      storage.setItem(key, JSON.stringify(typeof change === 'function' ? change(now) : change));
      for (const listener of listeners) listener();
    },
    [key, storage, schema, initial],
  );
  return [value, set];
}

/** Forgets what is remembered of cohorts that are gone: a filter's value may be somebody's name. */
export function forgetStored(isGone: (cohort: number) => boolean): void {
  for (const storage of [localStorage, sessionStorage]) {
    for (const key of Object.keys(storage)) {
      const cohort = /^rollcall\..+\.(\d+)$/.exec(key)?.[1];
      if (cohort !== undefined && isGone(Number(cohort))) storage.removeItem(key);
    }
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
