import { useCallback } from 'react';
import type { Settings } from '../../../shared/api/settings-model.ts';
import { useApp } from '../../state/app-context.tsx';
import { useAction } from '../../state/use-action.ts';

/** What is chosen, and a way to choose otherwise, which resolves with whether it was taken. */
export function useSettings(): readonly [
  Settings,
  (change: Partial<Settings>) => Promise<boolean>,
] {
  const { api, snapshot } = useApp();
  const { act } = useAction();
  const set = useCallback(
    (change: Partial<Settings>) => act(() => api.call('settings.update', change)),
    [act, api],
  );
  return [snapshot.settings, set];
}
