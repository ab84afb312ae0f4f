import { useCallback, useState } from 'react';
import type { z } from 'zod';

/** A choice this browser remembers. What it finds there and can't read counts as never chosen. */
export function useStored<T>(
  name: string,
  schema: z.ZodType<T>,
  initial: T,
): readonly [T, (value: T) => void] {
  const key = `rollcall.${name}`;
  const [held, setHeld] = useState(() => ({ key, value: read(key, schema, initial) }));
  const value = held.key === key ? held.value : read(key, schema, initial);
  const set = useCallback(
    (next: T) => {
      setHeld({ key, value: next });
      localStorage.setItem(key, JSON.stringify(next));
    },
    [key],
  );
  return [value, set];
}

function read<T>(key: string, schema: z.ZodType<T>, initial: T): T {
  const text = localStorage.getItem(key);
  if (text === null) return initial;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return initial;
  }
}
