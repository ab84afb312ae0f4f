import { useCallback, useEffect, useState } from 'react';
import { useWhenBack } from './use-when-back.ts';

/** An answer, the one before it while a new one is on its way, or what went wrong. */
export interface Answer<T> {
  readonly value: T | null;
  readonly error: unknown;
  readonly isLoading: boolean;
  readonly again: () => void;
}

/** Asks when `key` changes; an answer to an earlier key is dropped. `ask` is read when it is used. */
export function useRequest<T>(key: string, ask: () => Promise<T>): Answer<T> {
  const [attempt, setAttempt] = useState(0);
  const [value, setValue] = useState<T | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [answered, setAnswered] = useState<string | null>(null);
  const wanted = `${attempt} ${key}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for all that ask reads
  useEffect(() => {
    let isCurrent = true;
    ask().then(
      (next) => {
        if (!isCurrent) return;
        setValue(next);
        setError(null);
        setAnswered(wanted);
      },
      (reason: unknown) => {
        if (!isCurrent) return;
        setError(reason);
        setAnswered(wanted);
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [wanted]);
  const again = useCallback(() => setAttempt((n) => n + 1), []);
  // What failed while Rollcall was away goes on by itself.
  useWhenBack(() => error !== null && again());
  return { value, error, isLoading: answered !== wanted, again };
}
