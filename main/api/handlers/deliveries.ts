import type { AppContract } from '../../../shared/api/contract.ts';
import type { Handlers } from '../../../shared/api/define.ts';
import { RollcallError } from '../../../shared/errors.ts';
import type { Store } from '../../store/store.ts';

type DeliveryHandlers = Pick<
  Handlers<AppContract>,
  | 'deliveries.list'
  | 'deliveries.searchBodies'
  | 'deliveries.read'
  | 'deliveries.body'
  | 'deliveries.foresee'
  | 'deliveries.applyAgain'
  | 'turnedAway.dismiss'
>;

/** How long one step of a search through bodies takes: the screen says after each how far back it is. */
const SEARCH_STEP_MS = 400;

/** What never changes anything. */
const NOTHING = { joined: 0, left: 0, changed: 0, unknown: 0, unidentified: 0, people: [] };

export function deliveryHandlers(store: Store, onChanged: () => void): DeliveryHandlers {
  return {
    'deliveries.list': (query) => store.read('deliveries', query),
    'deliveries.searchBodies': async (query) => {
      const { found, next } = await store.searchBodies({ ...query, forMs: SEARCH_STEP_MS });
      return { found: [...found], next };
    },
    'deliveries.read': async ({ number }) => {
      const [found, body] = await Promise.all([
        store.read('delivery', number),
        store.read('bodyText', number),
      ]);
      if (found === null) throw new RollcallError('DELIVERY_GONE');
      return { ...found, body: body?.text ?? null, isCut: body?.isCut ?? false };
    },
    'deliveries.body': async (wanted) => ({ text: await store.wholeBody(wanted) }),
    'deliveries.foresee': async ({ number }) => {
      const found = await store.read('delivery', number);
      if (found === null) throw new RollcallError('DELIVERY_GONE');
      const { kind } = found.delivery;
      if (kind !== 'sync') return { outcome: kind, ...NOTHING };
      const { people, ...foresight } = await store.foresee(number);
      return { ...foresight, people: [...people] };
    },
    'turnedAway.dismiss': async (dismissal) => {
      await store.dismiss(dismissal);
      return {};
    },
    'deliveries.applyAgain': async ({ number }) => {
      await store.applyAgain(number);
      onChanged();
      return {};
    },
  };
}
