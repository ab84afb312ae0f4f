import { useApp } from './app-context.tsx';
import { useAction } from './use-action.ts';
import { useOfferUndo } from './use-offer-undo.ts';

/** The sample, sent and taken away. The same invented people come again each time, so taking away can be undone. */
export function useSample() {
  const { t, api, snapshot } = useApp();
  const { act, isBusy } = useAction();
  const offerUndo = useOfferUndo();
  const start = () => void act(() => api.call('sample.start', {}));
  const remove = async () => {
    if (await act(() => api.call('sample.remove', {}))) offerUndo(t.settings.sampleRemoved, start);
  };
  return {
    isHere: snapshot.cohorts.some(({ isSample }) => isSample),
    isRunning: snapshot.sampleRunning || isBusy,
    isBusy,
    start,
    remove: () => void remove(),
  };
}
