import { RollcallError } from '../errors.ts';
import type { Contract, EventName, ParamsOf, PayloadOf, RequestName, ResultOf } from './define.ts';
import type { Transport } from './transport.ts';

/** A contract's requests and events, typed. */
export interface Client<C extends Contract> {
  /** Rejects with a RollcallError for what main says went wrong. */
  call<K extends RequestName<C>>(name: K, params: ParamsOf<C, K>): Promise<ResultOf<C, K>>;
  /** Returns the function that ends it. */
  on<K extends EventName<C>>(name: K, listener: (payload: PayloadOf<C, K>) => void): () => void;
}

/** Whatever main answers or tells is parsed here, so that nothing behind it need doubt it. */
export function createClient<C extends Contract>(contract: C, transport: Transport): Client<C> {
  return {
    async call(name, params) {
      const entry = contract[name];
      if (entry?.kind !== 'request') throw new RollcallError('REQUEST_UNKNOWN', { name });
      const answer = await transport.request(name, params);
      if (!answer.ok) throw new RollcallError(answer.error.code, answer.error.details);
      // The schema looked up by the name is the one the type is inferred from.
      return entry.result.parse(answer.value) as ResultOf<C, typeof name>;
    },
    on(name, listener) {
      const entry = contract[name];
      if (entry?.kind !== 'event') throw new RollcallError('REQUEST_UNKNOWN', { name });
      return transport.subscribe(name, (payload) =>
        listener(entry.payload.parse(payload) as PayloadOf<C, typeof name>),
      );
    },
  };
}
