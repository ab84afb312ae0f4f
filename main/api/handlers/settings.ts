import type { AppContract } from '../../../shared/api/contract.ts';
import type { Handlers } from '../../../shared/api/define.ts';
import { RollcallError } from '../../../shared/errors.ts';
import type { Logger } from '../../log.ts';
import type { Document } from '../../settings/document.ts';
import type { SecretBox } from '../../settings/secret-box.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Desk } from '../desk.ts';
import type { RetentionChange } from '../retention-change.ts';

type SettingsHandlers = Pick<
  Handlers<AppContract>,
  | 'settings.update'
  | 'settings.renewKey'
  | 'settings.switch'
  | 'notifications.follow'
  | 'notifications.update'
  | 'password.set'
  | 'password.remove'
>;

export interface SettingsPorts {
  readonly retention: RetentionChange;
  readonly settings: Document<Settings>;
  readonly setPaused: (paused: boolean) => Promise<void>;
  readonly secrets: SecretBox;
  /** null in a browser, where nothing of the shell can be switched. */
  readonly desk: Desk | null;
  /** Makes a new key for the screens in a browser and returns their address; null where there are none. */
  readonly renewKey: () => Promise<string | null>;
  readonly onChanged: () => void;
  readonly log: Logger;
}

export function settingsHandlers(ports: SettingsPorts): SettingsHandlers {
  const { retention, settings, secrets, desk, setPaused, renewKey, onChanged, log } = ports;
  const inShell = async (work: (shell: Desk) => Promise<void>) => {
    if (desk === null) throw new RollcallError('NOT_IN_BROWSER');
    await work(desk);
    onChanged();
    return {};
  };
  return {
    'settings.update': async (change) => {
      // The pause is set in one way, which writes it, too.
      const { paused, ...others } = change;
      const given = onlyGiven(others);
      if (Object.keys(given).length > 0) await settings.update(given);
      if (paused !== undefined) await setPaused(paused);
      const { retentionDays, retentionBytes } = settings.value;
      if (change.retentionDays !== undefined || change.retentionBytes !== undefined) {
        await retention.want({ days: retentionDays, bytes: retentionBytes });
      }
      onChanged();
      return {};
    },
    'settings.renewKey': async () => ({ uiUrl: await renewKey() }),
    'settings.switch': ({ name, isOn }) => inShell((shell) => shell.setSwitch(name, isOn)),
    'notifications.follow': ({ cohort, isOn }) => inShell((shell) => shell.follow(cohort, isOn)),
    'notifications.update': (change) =>
      inShell((shell) => shell.setNotificationRules(onlyGiven(change))),
    'password.set': async (credentials) => {
      // Before anything can fail with it in hand.
      log.hide(credentials.password);
      await secrets.keepHookCredentials(credentials);
      onChanged();
      return {};
    },
    'password.remove': async () => {
      await secrets.keepHookCredentials(null);
      onChanged();
      return {};
    },
  };
}

/** Without what stands there as undefined, which would undo what was chosen. */
function onlyGiven(change: object) {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
