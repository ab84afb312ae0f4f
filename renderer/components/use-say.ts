import { Toast } from '@base-ui/react/toast';
import { useCallback } from 'react';

/** Something to do about what was said, for as long as it stands there. */
export interface Offer {
  readonly label: string;
  readonly run: () => void;
}

interface Taken {
  readonly take: () => void;
}

const OFFERED = 'offered';
const OFFERED_MS = 10_000;

/** A sentence in passing, at the foot of the window. One offer stands at a time: a newer one takes its place. */
export function useSay(): (sentence: string, offer?: Offer) => void {
  const { add, close } = Toast.useToastManager();
  return useCallback(
    (title: string, offer?: Offer) => {
      if (offer === undefined) return void add({ title });
      const take = () => {
        close(OFFERED);
        offer.run();
      };
      const actionProps = { children: offer.label, onClick: take };
      add({ id: OFFERED, title, timeout: OFFERED_MS, actionProps, data: { take } });
    },
    [add, close],
  );
}

/** Takes the offer that stands, from wherever the focus is; null while there is none. */
export function useOffered(): (() => void) | null {
  const { toasts } = Toast.useToastManager<Taken>();
  const offered = toasts.find(({ id }) => id === OFFERED);
  return offered?.transitionStatus === 'ending' ? null : (offered?.data?.take ?? null);
}
