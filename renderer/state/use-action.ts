import { useCallback, useState } from 'react';
import { RollcallError } from '../../shared/errors.ts';
import { errorSentence } from '../../shared/messages/messages.ts';
import { useSay } from '../components/use-say.ts';
import { useApp } from './app-context.tsx';

/** Does what a button says, once at a time; says why it failed, or `done`. */
export function useAction() {
  const { t, language } = useApp();
  const say = useSay();
  const [isBusy, setIsBusy] = useState(false);
  const act = useCallback(
    async (what: () => Promise<unknown>, done?: string) => {
      setIsBusy(true);
      try {
        await what();
        if (done !== undefined) say(done);
      } catch (error) {
        say(error instanceof RollcallError ? errorSentence(error, language) : t.common.failed);
      } finally {
        setIsBusy(false);
      }
    },
    [say, language, t],
  );
  return { act, isBusy };
}
