import { useCallback, useEffect, useMemo, useState } from 'react';
import type { BackupState } from '../../../shared/api/backup-model.ts';
import { systemTimeZone } from '../../../shared/time-zone.ts';
import { useApp } from '../../state/app-context.tsx';
import { download } from '../../state/download.ts';
import type { JobPort } from '../../state/follow-job.ts';
import { useJob } from '../../state/use-job.ts';

/** One backup: begun, followed, fetched, cancelled. Whoever leaves cancels it, and needs no word of its end. */
export function useBackup() {
  const { api } = useApp();
  const [fetchFailure, setFetchFailure] = useState<unknown>(null);
  const port = useMemo(
    (): JobPort<BackupState> => ({
      idOf: ({ backupId }) => backupId,
      listen: (listener) => api.on('backup.changed', listener),
      ask: (backupId) => api.call('backup.state', { backupId }),
      cancel: (backupId) => api.call('backup.cancel', { backupId }),
    }),
    [api],
  );
  const { state, failure, isStarting, start: startJob, cancel } = useJob(port, ignore);
  useEffect(() => {
    if (state?.state !== 'done' || state.path !== null) return;
    api
      .call('backup.fetch', { backupId: state.backupId })
      .then(({ downloadPath }) => download(downloadPath), setFetchFailure);
  }, [api, state]);
  const start = useCallback(
    (forMove: boolean) =>
      startJob(async () => {
        const timeZone = systemTimeZone();
        const { backupId } = await api.call('backup.start', { forMove, timeZone });
        return { id: backupId };
      }),
    [api, startJob],
  );
  return { state, failure: failure ?? fetchFailure, isStarting, start, cancel };
}

function ignore(): void {}
