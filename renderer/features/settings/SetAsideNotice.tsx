import { RollcallError } from '../../../shared/errors.ts';
import { errorSentence } from '../../../shared/messages/messages.ts';
import { Button } from '../../components/Button.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useApp } from '../../state/app-context.tsx';
import { useAction } from '../../state/use-action.ts';

const HOOK = /(^|[\\/])hook-set-aside[^\\/]*$/;

/** Settings that could not be read at the start: where they are now, until the person has seen it. */
export function SetAsideNotice() {
  const { t, api, snapshot, language } = useApp();
  const { act, isBusy } = useAction();
  const { setAside } = snapshot;
  if (setAside.length === 0) return null;
  const seen = (
    <Button
      size="small"
      disabled={isBusy}
      onClick={() => void act(() => api.call('settings.noteSetAside', {}))}
    >
      {t.settings.setAsideSeen}
    </Button>
  );
  return (
    <Notice look="attention" action={seen}>
      {setAside.map((path) => (
        <span key={path} className="set-aside">
          {t.common.sentences([
            errorSentence(new RollcallError('SETTINGS_UNREADABLE', { path }), language),
            ...(HOOK.test(path) ? [t.settings.setAsideHook] : []),
          ])}
        </span>
      ))}
    </Notice>
  );
}
