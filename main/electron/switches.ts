import type { Switches, SwitchName } from '../../shared/api/settings-model.ts';
import type { Document } from '../settings/document.ts';
import type { DesktopSettings } from './desktop-settings.ts';
import type { LoginItem } from './login-item.ts';

export interface SwitchesParts {
  readonly remembered: Pick<Document<DesktopSettings>, 'value' | 'update'>;
  readonly loginItem: Pick<LoginItem, 'isOn' | 'set'>;
  readonly canNotify: () => boolean;
}

/** What the person may switch in this shell; what the system has not is left out. */
export function createSwitches({ remembered, loginItem, canNotify }: SwitchesParts) {
  return {
    switches(): Switches {
      const openAtLogin = loginItem.isOn();
      const { keepRunning, notifications } = remembered.value;
      return {
        keepRunning,
        ...(openAtLogin === null ? {} : { openAtLogin }),
        ...(canNotify() ? { notifications } : {}),
      };
    },
    async setSwitch(name: SwitchName, isOn: boolean): Promise<void> {
      if (name === 'openAtLogin') loginItem.set(isOn);
      else await remembered.update({ [name]: isOn });
    },
  };
}
