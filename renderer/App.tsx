import { CSPProvider } from '@base-ui/react/csp-provider';
import { useEffect } from 'react';
import { ERROR_CODES, RollcallError } from '../shared/errors.ts';
import { errorSentence, languageOf, messages } from '../shared/messages/messages.ts';
import { EmptyState } from './components/EmptyState.tsx';
import { Skeleton } from './components/Skeleton.tsx';
import { Toasts } from './components/Toasts.tsx';
import { Screens } from './Screens.tsx';
import type { Api } from './state/api.ts';
import { AppProvider, useApp } from './state/app-context.tsx';
import { DialogHost } from './state/DialogHost.tsx';
import type { Store } from './state/store.ts';
import { useStore } from './state/use-store.ts';

interface AppProps {
  readonly api: Api;
  readonly store: Store;
}

export function App({ api, store }: AppProps) {
  return (
    <AppProvider api={api} store={store} waiting={<Waiting store={store} />}>
      <Page />
    </AppProvider>
  );
}

/** Before anything is known: skeletons, or why nothing comes. */
function Waiting({ store }: Pick<AppProps, 'store'>) {
  const { connection, slices } = useStore(store);
  const language = languageOf(navigator.language);
  const t = messages(language).screens;
  const trouble = ERROR_CODES.find((code) => code === slices.trouble?.value.trouble);
  return (
    <main className="screen">
      {connection === 'locked' && <EmptyState title={t.state.locked} text={t.state.lockedDetail} />}
      {connection === 'reconnecting' && <EmptyState title={t.state.offline} />}
      {connection === 'online' && trouble !== undefined && (
        <EmptyState
          title={t.state.trouble}
          text={errorSentence(new RollcallError(trouble), language)}
        />
      )}
      {connection !== 'locked' && <Skeleton lines={5} label={t.common.loading} />}
    </main>
  );
}

/** Language and appearance concern the whole document. */
function Page() {
  const { t, language, snapshot } = useApp();
  const { theme } = snapshot.settings;
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [theme]);
  return (
    // the page's policy allows no style but its own files
    <CSPProvider disableStyleElements>
      <Toasts label={t.common.said} closeLabel={t.common.close}>
        <DialogHost>
          <Screens />
        </DialogHost>
      </Toasts>
    </CSPProvider>
  );
}
