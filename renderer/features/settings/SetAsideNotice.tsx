import { RollcallError } from '../../../shared/errors.ts';
import { errorSentence } from '../../../shared/messages/messages.ts';
import { Button } from '../../components/Button.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useApp } from '../../state/app-context.tsx';
import { useAction } from '../../state/use-action.ts';

const HOOK = /(^|[\\/])hook-set-aside[^\\/]*$/;
const DATABASE = /\.db$/;

/** Files that could not be read: where they are now, until the person has seen it; and what was lost with them. */
export function SetAsideNotice() {
  const { t, api, snapshot, language } = useApp();
  const { act, isBusy } = useAction();
  const { setAside, hasHistoryGap } = snapshot;
  if (setAside.length === 0) {
    return hasHistoryGap ? <Notice look="attention">{t.settings.historyGap}</Notice> : null;
  }
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
            DATABASE.test(path)
              ? t.settings.setAsideData(path)
              : errorSentence(new RollcallError('SETTINGS_UNREADABLE', { path }), language),
            ...(HOOK.test(path) ? [t.settings.setAsideHook] : []),
          ])}
        </span>
      ))}
      {hasHistoryGap && <span className="set-aside">{t.settings.historyGap}</span>}
    </Notice>
  );
}
