import { useCallback, useState } from 'react';
import { RollcallError } from '../../shared/errors.ts';
import { errorSentence } from '../../shared/messages/messages.ts';
import { useSay } from '../components/use-say.ts';
import { useApp } from './app-context.tsx';

/** Does what a button says; says why it failed, or `done`. Resolves with whether it worked. */
export function useAction() {
  const { t, language } = useApp();
  const say = useSay();
  const [isBusy, setIsBusy] = useState(false);
  const act = useCallback(
    async (what: () => Promise<unknown>, done?: string): Promise<boolean> => {
      setIsBusy(true);
      try {
        await what();
        if (done !== undefined) say(done);
        return true;
      } catch (error) {
        say(error instanceof RollcallError ? errorSentence(error, language) : t.common.failed);
        return false;
      } finally {
        setIsBusy(false);
      }
    },
    [say, language, t],
  );
  return { act, isBusy };
}
