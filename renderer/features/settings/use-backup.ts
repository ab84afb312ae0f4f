import { useCallback, useEffect, useRef, useState } from 'react';
import type { BackupState } from '../../../shared/api/backup-model.ts';
import { RollcallError } from '../../../shared/errors.ts';
import { useApp } from '../../state/app-context.tsx';
import { download } from '../../state/download.ts';

/** One backup: begun, followed, fetched, cancelled. */
export function useBackup() {
  const { api } = useApp();
  const [state, setState] = useState<BackupState | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const backupId = useRef<string | null>(null);
  // What is told of a backup before its id is known.
  const heard = useRef(new Map<string, BackupState>());
  const take = useCallback(
    (next: BackupState) => {
      setState(next);
      if (next.state === 'failed' && next.error !== null) {
        setFailure(new RollcallError(next.error.code, next.error.details));
      }
      if (next.state !== 'done' || next.path !== null) return;
      api
        .call('backup.fetch', { backupId: next.backupId })
        .then(({ downloadPath }) => download(downloadPath), setFailure);
    },
    [api],
  );
  useEffect(
    () =>
      api.on('backup.changed', (next) => {
        heard.current.set(next.backupId, next);
        if (next.backupId === backupId.current) take(next);
      }),
    [api, take],
  );
  const start = useCallback(
    async (forMove: boolean): Promise<boolean> => {
      setFailure(null);
      try {
        const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
        const started = await api.call('backup.start', { forMove, timeZone });
        backupId.current = started.backupId;
        const known = started.backupId === null ? undefined : heard.current.get(started.backupId);
        if (known !== undefined) take(known);
        return started.backupId !== null;
      } catch (reason) {
        setFailure(reason);
        return true;
      }
    },
    [api, take],
  );
  const cancel = useCallback(() => {
    if (backupId.current === null) return;
    api.call('backup.cancel', { backupId: backupId.current }).catch(setFailure);
  }, [api]);
  return { state, failure, start, cancel };
}
