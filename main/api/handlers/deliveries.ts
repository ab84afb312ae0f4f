import type { AppContract } from '../../../shared/api/contract.ts';
import type { Handlers } from '../../../shared/api/define.ts';
import { RollcallError } from '../../../shared/errors.ts';
import type { Store } from '../../store/store.ts';

type DeliveryHandlers = Pick<Handlers<AppContract>, 'deliveries.list' | 'deliveries.read'>;

export function deliveryHandlers(store: Store): DeliveryHandlers {
  return {
    'deliveries.list': (query) => store.read('deliveries', query),
    'deliveries.read': async ({ number }) => {
      const [found, body] = await Promise.all([
        store.read('delivery', number),
        store.read('bodyText', number),
      ]);
      if (found === null) throw new RollcallError('DELIVERY_GONE');
      return { ...found, body: body?.text ?? null, isCut: body?.isCut ?? false };
    },
  };
}
