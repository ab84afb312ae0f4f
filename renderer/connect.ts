import { createClient } from '../shared/api/client.ts';
import { contract } from '../shared/api/contract.ts';
import type { State } from '../shared/api/state-model.ts';
import type { Api } from './state/api.ts';
import { type Connection, createStore, type Store } from './state/store.ts';
import { goTo } from './state/use-route.ts';
import { ipcTransport } from './transport/ipc.ts';
import { createLoopbackTransport } from './transport/loopback.ts';
import { createPageKey } from './transport/page-key.ts';

/** Chooses the transport and fills the store: main's news first, then the whole state. */
export function connect(): { readonly api: Api; readonly store: Store } {
  const store = createStore();
  const noteConnection = (connection: Connection) =>
    store.dispatch({ type: 'connection', connection });
  const noteTold = (slices: State) => store.dispatch({ type: 'told', slices });
  const desktop = ipcTransport();
  const { upload, ...transport } =
    desktop === null
      ? createLoopbackTransport({ key: createPageKey(), onConnection: noteConnection })
      : { ...desktop, upload: null };
  const onBack = (listener: () => void) => whenBack(store, listener);
  const api: Api = { ...createClient(contract, transport), upload, onBack };
  api.on('app.changed', noteTold);
  api.on('app.go', ({ query }) => goTo(query));
  // A socket begins with every slice; the desktop shell has to be asked for them.
  if (desktop !== null) {
    noteConnection('online');
    api.call('app.state', {}).then(noteTold, () => noteConnection('reconnecting'));
  }
  return { api, store };
}

function whenBack(store: Store, listener: () => void): () => void {
  let former = store.state().connection;
  return store.subscribe(() => {
    const { connection } = store.state();
    const isBack = connection === 'online' && former !== 'online';
    former = connection;
    if (isBack) listener();
  });
}
