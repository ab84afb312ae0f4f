import { useCallback } from 'react';
import { useSay } from '../components/use-say.ts';
import { useApp } from './app-context.tsx';

/** Says what was done, and offers to take it back; also by Ctrl+Z. Only for what can be taken back whole. */
export function useOfferUndo(): (done: string, undo: () => void) => void {
  const { t } = useApp();
  const say = useSay();
  return useCallback(
    (done, undo) => {
      const run = () => {
        undo();
        say(t.common.undone);
      };
      say(done, { label: t.common.undo, run });
    },
    [say, t],
  );
}
