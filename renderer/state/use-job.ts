import { useCallback, useEffect, useRef, useState } from 'react';
import { RollcallError } from '../../shared/errors.ts';
import { useApp } from './app-context.tsx';
import { followJob, type JobPort, type JobState } from './follow-job.ts';

/** What main answered to a start. */
interface Begun {
  /** null: the person chose no file. */
  readonly id: string | null;
  /** What is left to do, unless it was cancelled meanwhile. */
  readonly go?: () => void;
}

interface Run {
  id: string | null;
  isCancelled: boolean;
}

/** One piece of work of main's: begun, followed, cancelled. Whoever has left is told how it ended; null: unknown. */
export function useJob<S extends JobState>(port: JobPort<S>, onLeft: (ended: S | null) => void) {
  const { api } = useApp();
  const [state, setState] = useState<S | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [isStarting, setIsStarting] = useState(false);
  const run = useRef<Run | null>(null);
  const isGone = useRef(false);
  const left = useRef(onLeft);
  useEffect(() => {
    left.current = onLeft;
  }, [onLeft]);
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
    };
  }, []);
  const take = useCallback((next: S) => {
    if (isGone.current && next.state !== 'running') left.current(next);
    setIsStarting(false);
    setState(next);
    if (next.error !== null) setFailure(new RollcallError(next.error.code, next.error.details));
  }, []);
  const fail = useCallback((reason: unknown) => {
    if (isGone.current) left.current(null);
    setIsStarting(false);
    setState(null);
    setFailure(reason);
  }, []);
  /** Resolves with false where the person chose no file. */
  const start = useCallback(
    async (begin: () => Promise<Begun>): Promise<boolean> => {
      const begun: Run = { id: null, isCancelled: false };
      run.current = begun;
      setFailure(null);
      setIsStarting(true);
      try {
        const { id, go } = await begin();
        begun.id = id;
        if (id === null) {
          setIsStarting(false);
          return false;
        }
        followJob(api, port, id, { onState: take, onFailure: fail });
        if (begun.isCancelled) await port.cancel(id);
        else go?.();
      } catch (reason) {
        fail(reason);
      }
      return true;
    },
    [api, port, take, fail],
  );
  const cancel = useCallback(() => {
    if (run.current === null) return;
    run.current.isCancelled = true;
    if (run.current.id !== null) port.cancel(run.current.id).catch(setFailure);
  }, [port]);
  const reset = useCallback(() => {
    run.current = null;
    setState(null);
    setFailure(null);
  }, []);
  return { state, failure, isStarting, start, cancel, reset };
}
