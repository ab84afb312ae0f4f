import { useCallback, useMemo } from 'react';
import type { AppContract } from '../../../shared/api/contract.ts';
import type { ParamsOf, PayloadOf } from '../../../shared/api/define.ts';
import { useApp } from '../../state/app-context.tsx';
import { download } from '../../state/download.ts';
import type { JobPort } from '../../state/follow-job.ts';
import { useJob } from '../../state/use-job.ts';

export type ExportOptions = ParamsOf<AppContract, 'export.start'>;
export type ExportState = PayloadOf<AppContract, 'export.changed'>;

/** One export. Whoever has left is told how it ended; null: that is not known. */
export function useExport(onLeft: (ended: ExportState | null) => void) {
  const { api } = useApp();
  const port = useMemo(
    (): JobPort<ExportState> => ({
      idOf: ({ exportId }) => exportId,
      listen: (listener) => api.on('export.changed', listener),
      ask: (exportId) => api.call('export.state', { exportId }),
      cancel: (exportId) => api.call('export.cancel', { exportId }),
    }),
    [api],
  );
  const { start: startJob, ...job } = useJob(port, onLeft);
  const start = useCallback(
    (options: ExportOptions) =>
      startJob(async () => {
        const { exportId, downloadPath } = await api.call('export.start', options);
        return { id: exportId, go: () => downloadPath !== null && download(downloadPath) };
      }),
    [api, startJob],
  );
  return { ...job, start };
}
