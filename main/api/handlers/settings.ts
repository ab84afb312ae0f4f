import type { AppContract } from '../../../shared/api/contract.ts';
import type { Handlers } from '../../../shared/api/define.ts';
import type { Document } from '../../settings/document.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Store } from '../../store/store.ts';

type SettingsHandlers = Pick<Handlers<AppContract>, 'settings.update' | 'settings.renewKey'>;

export interface SettingsPorts {
  readonly store: Store;
  readonly settings: Document<Settings>;
  readonly setPaused: (paused: boolean) => Promise<void>;
  /** Makes a new key for the screens in a browser and returns their address; null where there are none. */
  readonly renewKey: () => Promise<string | null>;
  readonly onChanged: () => void;
}

export function settingsHandlers({
  store,
  settings,
  setPaused,
  renewKey,
  onChanged,
}: SettingsPorts): SettingsHandlers {
  return {
    'settings.update': async (change) => {
      const given = Object.entries(change).filter(([, value]) => value !== undefined);
      await settings.update(Object.fromEntries(given));
      const { retentionDays, retentionBytes } = settings.value;
      if (change.paused !== undefined) await setPaused(change.paused);
      if (change.retentionDays !== undefined || change.retentionBytes !== undefined) {
        await store.setRetention({ days: retentionDays, bytes: retentionBytes });
      }
      onChanged();
      return {};
    },
    'settings.renewKey': async () => ({ uiUrl: await renewKey() }),
  };
}
