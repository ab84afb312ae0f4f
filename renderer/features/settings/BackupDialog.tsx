import { useEffect, useRef } from 'react';
import type { BackupState } from '../../../shared/api/backup-model.ts';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useApp } from '../../state/app-context.tsx';
import { FailureNotice } from '../../state/FailureNotice.tsx';
import { useAction } from '../../state/use-action.ts';
import { useBackup } from './use-backup.ts';
import { WorkProgress } from './WorkProgress.tsx';

interface BackupDialogProps {
  readonly forMove: boolean;
  readonly onClose: () => void;
}

/** Saves a backup at once; before a move it says first what to do on either computer. */
export function BackupDialog({ forMove, onClose }: BackupDialogProps) {
  const { t } = useApp();
  const { state, failure, isStarting, start, cancel } = useBackup();
  const isBegun = useRef(false);
  useEffect(() => {
    if (forMove || isBegun.current) return;
    isBegun.current = true;
    void start(false).then((isChosen) => isChosen || onClose());
  }, [forMove, start, onClose]);
  const isRunning = state?.state === 'running';
  const close = () => {
    if (isRunning || isStarting) cancel();
    onClose();
  };
  return (
    <Dialog
      title={forMove ? t.settings.moveTitle : t.settings.backupTitle}
      isOpen
      onClose={close}
      closeLabel={t.common.close}
      footer={
        <>
          {state?.state === 'done' && state.path !== null && <ShowInFolder state={state} />}
          <Button look={state?.state === 'done' ? 'primary' : 'plain'} onClick={close}>
            {isRunning || state === null ? t.common.cancel : t.common.close}
          </Button>
          {forMove && state === null && (
            <Button look="primary" disabled={isStarting} onClick={() => void start(true)}>
              {t.settings.moveStart}
            </Button>
          )}
        </>
      }
    >
      {forMove && (
        <>
          <ol className="steps-plain">
            {t.settings.moveSteps.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ol>
          <Notice look="attention">{t.settings.moveWarning}</Notice>
        </>
      )}
      {state?.state === 'running' && (
        <WorkProgress
          label={t.settings.phases[state.phase]}
          done={state.done}
          total={state.total}
        />
      )}
      {state?.state === 'done' && <Done state={state} forMove={forMove} />}
      {state?.state === 'cancelled' && <p role="status">{t.settings.backupCancelled}</p>}
      {failure !== null && <FailureNotice error={failure} />}
    </Dialog>
  );
}

function Done({ state, forMove }: { readonly state: BackupState; readonly forMove: boolean }) {
  const { t, format } = useApp();
  const say = state.path === null ? t.settings.backupDownloaded : t.settings.backupDone;
  return (
    <p role="status">
      {say(state.fileName, format.bytes(state.sizeBytes))} {forMove && t.settings.moveNext}
    </p>
  );
}

function ShowInFolder({ state: { backupId } }: { readonly state: BackupState }) {
  const { t, api } = useApp();
  const { act } = useAction();
  return (
    <Button onClick={() => void act(() => api.call('backup.showInFolder', { backupId }))}>
      {t.settings.showInFolder}
    </Button>
  );
}
