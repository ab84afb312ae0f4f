import { useCallback, useState } from 'react';
import type { z } from 'zod';

/** A choice this browser remembers, or this window alone with its session's storage. What it finds there and can't read counts as never chosen. */
export function useStored<T>(
  name: string,
  schema: z.ZodType<T>,
  initial: T,
  { storage = localStorage }: { readonly storage?: Storage } = {},
): readonly [T, (value: T) => void] {
  const key = `rollcall.${name}`;
  const [held, setHeld] = useState(() => ({ key, value: read(storage, key, schema, initial) }));
  const value = held.key === key ? held.value : read(storage, key, schema, initial);
  const set = useCallback(
    (next: T) => {
      setHeld({ key, value: next });
      storage.setItem(key, JSON.stringify(next));
    },
    [key, storage],
  );
  return [value, set];
}

function read<T>(storage: Storage, key: string, schema: z.ZodType<T>, initial: T): T {
  const text = storage.getItem(key);
  if (text === null) return initial;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return initial;
  }
}
