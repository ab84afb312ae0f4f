import { createClient } from '../shared/api/client.ts';
import { contract } from '../shared/api/contract.ts';
import type { Api } from './state/api.ts';
import { type Connection, createStore, type Store } from './state/store.ts';
import { goTo } from './state/use-route.ts';
import { ipcTransport } from './transport/ipc.ts';
import { createLoopbackTransport } from './transport/loopback.ts';
import { createPageKey } from './transport/page-key.ts';

/** Chooses the transport and fills the store: main's news first, then the whole state. */
export function connect(): { readonly api: Api; readonly store: Store } {
  const store = createStore();
  const desktop = ipcTransport();
  const { upload, ...transport } =
    desktop === null
      ? createLoopbackTransport({ key: createPageKey(), onConnection: noteConnection })
      : { ...desktop, upload: null };
  const api: Api = { ...createClient(contract, transport), upload };
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

  function noteConnection(connection: Connection): void {
    const isBack = connection === 'online' && store.state().connection === 'reconnecting';
    store.dispatch({ type: 'connection', connection });
    if (isBack) ask();
  }

  return { api, store };
}
