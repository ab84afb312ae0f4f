import { useEffect, useState } from 'react';

/** The value once it has stopped changing for a while; at once when it becomes empty. */
export function useDebounced(value: string, delayMs: number): string {
  const [settled, setSettled] = useState(value);
  if (value === '' && settled !== '') setSettled('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delayMs);
    return () => clearTimeout(timer);
  }, [value, delayMs]);
  return value === '' ? '' : settled;
}
