import { createClient } from '../shared/api/client.ts';
import { contract } from '../shared/api/contract.ts';
import type { Api } from './state/api.ts';
import { createStore, type Store } from './state/store.ts';
import { goTo } from './state/use-route.ts';
import { ipcTransport } from './transport/ipc.ts';
import { createLoopbackTransport } from './transport/loopback.ts';
import { createPageKey } from './transport/page-key.ts';

/** Chooses the transport and fills the store: main's news first, then the whole state. */
export function connect(): { readonly api: Api; readonly store: Store } {
  const store = createStore();
  const desktop = ipcTransport();
  const transport =
    desktop ??
    createLoopbackTransport({
      key: createPageKey(),
      onConnection: (connection) => {
        const isBack = connection === 'online' && store.state().connection === 'reconnecting';
        store.dispatch({ type: 'connection', connection });
        if (isBack) ask();
      },
    });
  const api = createClient(contract, transport);
  api.on('app.changed', (snapshot) => store.dispatch({ type: 'snapshot', snapshot }));
  api.on('app.go', ({ query }) => goTo(query));
  if (desktop !== null) store.dispatch({ type: 'connection', connection: 'online' });
  ask();

  function ask(): void {
    api.call('app.snapshot', {}).then(
      (snapshot) => store.dispatch({ type: 'snapshot', snapshot }),
      () => store.dispatch({ type: 'connection', connection: 'reconnecting' }),
    );
  }

  return { api, store };
}
