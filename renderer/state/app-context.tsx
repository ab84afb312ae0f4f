import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { Snapshot } from '../../shared/api/contract.ts';
import { type Language, languageOf, messages } from '../../shared/messages/messages.ts';
import type { Api } from './api.ts';
import { createFormat, type Format } from './format.ts';
import type { Connection, Store } from './store.ts';
import { useStore } from './use-store.ts';

/** What every screen stands on. */
export interface App {
  readonly api: Api;
  readonly snapshot: Snapshot;
  readonly connection: Connection;
  readonly language: Language;
  readonly t: ReturnType<typeof messages>['screens'];
  readonly format: Format;
}

const AppContext = createContext<App | null>(null);

interface AppProviderProps {
  readonly api: Api;
  readonly store: Store;
  /** Shown until the first snapshot is here. */
  readonly waiting: ReactNode;
  readonly children: ReactNode;
}

export function AppProvider({ api, store, waiting, children }: AppProviderProps) {
  const { snapshot, connection } = useStore(store);
  const chosen = snapshot?.settings.language ?? 'system';
  const language = chosen === 'system' ? languageOf(navigator.language) : chosen;
  const format = useMemo(() => createFormat(language, navigator.language), [language]);
  const app = useMemo(
    () =>
      snapshot && { api, snapshot, connection, language, format, t: messages(language).screens },
    [api, snapshot, connection, language, format],
  );
  return app === null ? waiting : <AppContext value={app}>{children}</AppContext>;
}

/** Only below an `AppProvider`. */
export function useApp(): App {
  const app = useContext(AppContext);
  if (app === null) throw new Error('useApp is called outside of AppProvider');
  return app;
}
