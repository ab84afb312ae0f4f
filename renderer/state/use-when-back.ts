import { useEffect, useEffectEvent } from 'react';
import { useApp } from './app-context.tsx';

/** Calls whenever the connection to Rollcall is there again. */
export function useWhenBack(act: () => void): void {
  const { connection } = useApp();
  const isBack = useEffectEvent(act);
  useEffect(() => {
    if (connection === 'online') isBack();
  }, [connection]);
}
