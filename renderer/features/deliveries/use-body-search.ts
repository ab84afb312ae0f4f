import { useEffect, useRef, useState } from 'react';
import type { Delivery } from '../../../shared/api/delivery-model.ts';
import { useApp } from '../../state/app-context.tsx';
import type { Wanted } from './use-deliveries.ts';

/** After so many steps, a few seconds, or so many finds the person says whether to go on. */
const STEPS = 12;
const FINDS = 20;

interface Walk {
  readonly key: string;
  readonly found: readonly Delivery[];
  /** Where to go on; null when all bodies have been looked through, undefined before the first step. */
  readonly next: { readonly before: number; readonly receivedAtMs: number } | null | undefined;
  readonly isRunning: boolean;
  readonly error: unknown;
}

/** Looks through the bodies as received, from the newest back, a step at a time. */
export function useBodySearch({ state, search }: Wanted) {
  const { api } = useApp();
  const key = `${state} ${search}`;
  const [rounds, setRounds] = useState(0);
  const [shown, setShown] = useState<Walk>(() => begin(key));
  const walk = useRef(shown);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for what is wanted, a round for going on
  useEffect(() => {
    if (walk.current.key !== key) walk.current = begin(key);
    const foundBefore = walk.current.found.length;
    let isCurrent = search !== '' && walk.current.next !== null;
    const show = (change: Partial<Walk>) => {
      walk.current = { ...walk.current, ...change };
      setShown(walk.current);
    };
    const look = async () => {
      for (let step = 1; isCurrent; step += 1) {
        const before = walk.current.next?.before;
        const { found, next } = await api.call('deliveries.searchBodies', {
          state,
          search,
          limit: FINDS,
          ...(before === undefined ? {} : { before }),
        });
        if (!isCurrent) return;
        const all = [...walk.current.found, ...found];
        isCurrent = next !== null && step < STEPS && all.length - foundBefore < FINDS;
        show({ found: all, next, isRunning: isCurrent, error: null });
      }
    };
    if (isCurrent) show({ isRunning: true });
    look().catch((error: unknown) => {
      if (isCurrent) show({ isRunning: false, error });
    });
    return () => {
      isCurrent = false;
    };
  }, [key, rounds]);
  const current = shown.key === key ? shown : begin(key);
  return { ...current, further: () => setRounds((n) => n + 1) };
}

function begin(key: string): Walk {
  return { key, found: [], next: undefined, isRunning: true, error: null };
}
