import { useCallback, useEffect, useRef, useState } from 'react';
import type { BackupContents } from '../../../shared/api/backup-model.ts';
import { useApp } from '../../state/app-context.tsx';

/** A file of a browser, or one that the desktop app let the person choose. */
export type RestoreSource =
  | { readonly kind: 'file'; readonly file: File }
  | { readonly kind: 'chosen'; readonly restoreId: string };

type State =
  | { readonly at: 'reading'; readonly done: number; readonly total: number }
  | { readonly at: 'found'; readonly contents: BackupContents }
  | { readonly at: 'replacing'; readonly contents: BackupContents }
  | { readonly at: 'replaced'; readonly withHook: boolean };

/** Looks into a backup, and puts it in place when it is told to. */
export function useRestore(source: RestoreSource) {
  const { api } = useApp();
  const [state, setState] = useState<State>({ at: 'reading', done: 0, total: 0 });
  const [failure, setFailure] = useState<unknown>(null);
  const restoreId = useRef<string | null>(null);
  const isBegun = useRef(false);
  const isDropped = useRef(false);
  useEffect(
    () =>
      api.on('restore.changed', ({ restoreId: id, done, total }) => {
        if (id !== restoreId.current) return;
        setState((now) => (now.at === 'reading' ? { at: 'reading', done, total } : now));
      }),
    [api],
  );
  const drop = useCallback(() => {
    const id = restoreId.current;
    isDropped.current = true;
    // Should main be away: it removes what was looked into when it starts.
    if (id !== null) api.call('restore.drop', { restoreId: id }).catch(() => {});
  }, [api]);
  useEffect(() => {
    const send = async (file: File): Promise<string> => {
      const begun = await api.call('restore.begin', { sizeBytes: file.size });
      restoreId.current = begun.restoreId;
      if (isDropped.current) drop();
      await api.upload?.(begun.uploadPath, file, (done) =>
        setState({ at: 'reading', done, total: file.size }),
      );
      return begun.restoreId;
    };
    const look = async () => {
      const id = source.kind === 'file' ? await send(source.file) : source.restoreId;
      restoreId.current = id;
      const contents = await api.call('restore.check', { restoreId: id });
      setState({ at: 'found', contents });
    };
    if (isBegun.current) return;
    isBegun.current = true;
    look().catch(setFailure);
  }, [api, source, drop]);
  const apply = useCallback(
    async (contents: BackupContents, withHook: boolean) => {
      if (restoreId.current === null) return;
      setState({ at: 'replacing', contents });
      setFailure(null);
      try {
        await api.call('restore.apply', { restoreId: restoreId.current, withHook });
        restoreId.current = null;
        setState({ at: 'replaced', withHook });
      } catch (reason) {
        setFailure(reason);
        setState({ at: 'found', contents });
      }
    },
    [api],
  );
  return { state, failure, apply, drop };
}
