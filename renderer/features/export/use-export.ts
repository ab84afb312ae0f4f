import { useCallback, useEffect, useRef, useState } from 'react';
import type { AppContract } from '../../../shared/api/contract.ts';
import type { ParamsOf, PayloadOf } from '../../../shared/api/define.ts';
import { RollcallError } from '../../../shared/errors.ts';
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
  const take = useCallback((next: ExportState) => {
    setState(next);
    if (next.error !== null) setError(new RollcallError(next.error.code, next.error.details));
  }, []);
  useEffect(
    () =>
      api.on('export.changed', (next) => {
        heard.current.set(next.exportId, next);
        if (next.exportId === exportId.current) take(next);
      }),
    [api, take],
  );
  const start = useCallback(
    async (options: ExportOptions) => {
      setError(null);
      setIsStarting(true);
      try {
        const started = await api.call('export.start', options);
        exportId.current = started.exportId;
        const known = started.exportId === null ? undefined : heard.current.get(started.exportId);
        if (known !== undefined) take(known);
        if (started.downloadPath !== null) download(started.downloadPath);
      } catch (reason) {
        setError(reason);
      } finally {
        setIsStarting(false);
      }
    },
    [api, take],
  );
  const cancel = useCallback(() => {
    if (exportId.current === null) return;
    api.call('export.cancel', { exportId: exportId.current }).catch(setError);
  }, [api]);
  /** Says later how it ended, for whoever does not stay to see it. */
  const leave = useCallback(
    (tell: (ended: ExportState) => void) => {
      const left = exportId.current;
      const stop = api.on('export.changed', (next) => {
        if (next.exportId !== left || next.state === 'running') return;
        stop();
        tell(next);
      });
    },
    [api],
  );
  const reset = useCallback(() => {
    exportId.current = null;
    setState(null);
    setError(null);
  }, []);
  return { state, error, isStarting, start, cancel, leave, reset };
}
