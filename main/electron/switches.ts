import type { Switches, SwitchName } from '../../shared/api/settings-model.ts';
import type { Document } from '../settings/document.ts';
import type { DesktopSettings } from './desktop-settings.ts';
import type { LoginItem } from './login-item.ts';
import type { Updates } from './updates.ts';

export interface SwitchesParts {
  readonly remembered: Pick<Document<DesktopSettings>, 'value' | 'update'>;
  readonly loginItem: Pick<LoginItem, 'isOn' | 'set'>;
  readonly canNotify: () => boolean;
  readonly updates: Pick<Updates, 'isOffered' | 'follow'>;
}

/** What the person may switch in this shell; what the system has not is left out. */
export function createSwitches(parts: SwitchesParts) {
  const { remembered, loginItem, canNotify } = parts;
  return {
    switches(): Switches {
      const openAtLogin = loginItem.isOn();
      const { keepRunning, keepAwake, notifications, updates } = remembered.value;
      return {
        keepRunning,
        keepAwake,
        ...(openAtLogin === null ? {} : { openAtLogin }),
        ...(canNotify() ? { notifications } : {}),
        ...(parts.updates.isOffered ? { updates } : {}),
      };
    },
    async setSwitch(name: SwitchName, isOn: boolean): Promise<void> {
      if (name === 'openAtLogin') loginItem.set(isOn);
      else await remembered.update({ [name]: isOn });
      // Not waited for: looking for a version may take as long as the network does.
      if (name === 'updates') void parts.updates.follow();
    },
  };
}
