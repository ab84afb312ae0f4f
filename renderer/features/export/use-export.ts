import { useCallback, useEffect, useRef, useState } from 'react';
import type { AppContract } from '../../../shared/api/contract.ts';
import type { ParamsOf, PayloadOf } from '../../../shared/api/define.ts';
import { useApp } from '../../state/app-context.tsx';
import { download } from '../../state/download.ts';

export type ExportOptions = ParamsOf<AppContract, 'export.start'>;
export type ExportState = PayloadOf<AppContract, 'export.changed'>;

/** One export: begun, followed, cancelled. */
export function useExport() {
  const { api } = useApp();
  const [state, setState] = useState<ExportState | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isStarting, setIsStarting] = useState(false);
  const exportId = useRef<string | null>(null);
  // what is told of an export before its id is known
  const heard = useRef(new Map<string, ExportState>());
  useEffect(
    () =>
      api.on('export.changed', (next) => {
        heard.current.set(next.exportId, next);
        if (next.exportId === exportId.current) setState(next);
      }),
    [api],
  );
  const start = useCallback(
    async (options: ExportOptions) => {
      setError(null);
      setIsStarting(true);
      try {
        const started = await api.call('export.start', options);
        exportId.current = started.exportId;
        if (started.exportId !== null) setState(heard.current.get(started.exportId) ?? null);
        if (started.downloadPath !== null) download(started.downloadPath);
      } catch (reason) {
        setError(reason);
      } finally {
        setIsStarting(false);
      }
    },
    [api],
  );
  const cancel = useCallback(async () => {
    if (exportId.current !== null) await api.call('export.cancel', { exportId: exportId.current });
  }, [api]);
  const reset = useCallback(() => {
    exportId.current = null;
    setState(null);
  }, []);
  return { state, error, isStarting, start, cancel, reset };
}
