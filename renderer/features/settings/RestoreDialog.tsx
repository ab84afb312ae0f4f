import { useState } from 'react';
import type { BackupContents } from '../../../shared/api/backup-model.ts';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useApp } from '../../state/app-context.tsx';
import { FailureNotice } from '../../state/FailureNotice.tsx';
import { forgetStored } from '../../state/use-stored.ts';
import { type RestoreSource, useRestore } from './use-restore.ts';
import { WorkProgress } from './WorkProgress.tsx';

interface RestoreDialogProps {
  readonly source: RestoreSource;
  readonly onClose: () => void;
}

/** Says what a backup holds, and replaces the data only when the person says so. */
export function RestoreDialog({ source, onClose }: RestoreDialogProps) {
  const { t } = useApp();
  const { state, failure, apply, drop } = useRestore(source);
  const [withHook, setWithHook] = useState(true);
  const close = () => {
    drop();
    if (state.at !== 'replaced') return onClose();
    // All that the page remembers is of the data that was here before.
    forgetStored(() => true);
    window.location.reload();
  };
  const isFound = state.at === 'found' || state.at === 'replacing';
  return (
    <Dialog
      title={t.settings.restoreTitle}
      isOpen
      onClose={close}
      closeLabel={t.common.close}
      closing={state.at === 'replacing' ? 'not-now' : 'anyhow'}
      footer={
        <>
          {state.at === 'replaced' ? (
            <Button look="primary" onClick={close}>
              {t.settings.restoreShow}
            </Button>
          ) : (
            <Button disabled={state.at === 'replacing'} onClick={close}>
              {t.common.cancel}
            </Button>
          )}
          {isFound && (
            <Button
              look="danger"
              disabled={state.at === 'replacing'}
              onClick={() => void apply(state.contents, withHook && state.contents.hasHook)}
            >
              {t.settings.restoreConfirm}
            </Button>
          )}
        </>
      }
    >
      {state.at === 'reading' && failure === null && (
        <WorkProgress label={t.settings.restoreReading} done={state.done} total={state.total} />
      )}
      {isFound && (
        <>
          <Found contents={state.contents} />
          {state.contents.hasHook && <HookChoice value={withHook} onChange={setWithHook} />}
          <Notice look="attention">{t.settings.restoreReplaces}</Notice>
        </>
      )}
      {state.at === 'replaced' && (
        <p role="status">
          {t.settings.restoreDone} {state.withHook && t.settings.restoreRestart}
        </p>
      )}
      {failure !== null && <FailureNotice error={failure} />}
    </Dialog>
  );
}

function Found({ contents }: { readonly contents: BackupContents }) {
  const { t, format } = useApp();
  const { madeAtMs, cohorts, members, deliveries } = contents;
  return (
    <>
      <dl className="found">
        <dt className="quiet">{t.settings.restoreMade}</dt>
        <dd>{format.exact(madeAtMs)}</dd>
        <dt className="quiet">{t.settings.restoreContents}</dt>
        <dd>{t.settings.restoreHolds(cohorts, members, deliveries)}</dd>
      </dl>
      <p>{t.settings.restoreSound}</p>
    </>
  );
}

interface HookChoiceProps {
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}

function HookChoice({ value, onChange }: HookChoiceProps) {
  const { t } = useApp();
  return (
    <div className="choice">
      <input
        id="restore-hook"
        type="checkbox"
        checked={value}
        aria-describedby="restore-hook-text"
        onChange={({ target }) => onChange(target.checked)}
      />
      <label htmlFor="restore-hook">{t.settings.restoreHook}</label>
      <p id="restore-hook-text" className="quiet">
        {t.settings.restoreHookText}
      </p>
    </div>
  );
}
