import { useState } from 'react';
import type { Delivery, DeliveryState } from '../../../shared/api/delivery-model.ts';
import { useApp } from '../../state/app-context.tsx';
import { deliveriesVersion } from '../../state/deliveries-version.ts';
import { useRequest } from '../../state/use-request.ts';

const STEP = 100;

/** Which deliveries are looked for. */
export interface Wanted {
  readonly state: DeliveryState;
  readonly search: string;
}

/** The latest deliveries, as many steps back as were asked for; `more` is null when there are no older ones. */
export function useDeliveries({ state, search }: Wanted) {
  const { api, snapshot } = useApp();
  const [steps, setSteps] = useState(1);
  const key = `deliveries ${state} ${search} ${steps} ${deliveriesVersion(snapshot)}`;
  const answer = useRequest(key, async () => {
    const found: Delivery[] = [];
    for (let step = 0; step < steps; step += 1) {
      const before = found.at(-1)?.number;
      const next = await api.call('deliveries.list', {
        state,
        limit: STEP,
        ...(before === undefined ? {} : { before }),
        ...(search === '' ? {} : { search }),
      });
      found.push(...next);
      if (next.length < STEP) break;
    }
    return { deliveries: found, wanted: { state, search } };
  });
  // While older ones are on their way it stays, and with it the focus.
  const hasMore = answer.isLoading || (answer.value?.deliveries.length ?? 0) >= steps * STEP;
  const more = () => setSteps((n) => (answer.isLoading ? n : n + 1));
  return { ...answer, more: hasMore && answer.value?.deliveries.length ? more : null };
}
