import type { NotificationRules, Notifications } from '../../shared/api/notification-model.ts';
import type { Switches, SwitchName } from '../../shared/api/settings-model.ts';

/** What a desktop shell does for the core; a browser downloads by itself. */
export interface Desk {
  /** Asks the person where a file shall go; null: nowhere. */
  readonly chooseFile: (
    fileName: string,
    what: 'export' | 'backup' | 'policy',
  ) => Promise<string | null>;
  /** Asks the person for a backup; null: none. */
  readonly chooseBackup: () => Promise<string | null>;
  readonly showInFolder: (path: string) => void;
  /** What can be switched in this shell, and how it stands. */
  readonly switches: () => Switches;
  readonly setSwitch: (name: SwitchName, isOn: boolean) => Promise<void>;
  /** null where the system shows none. */
  readonly notifications: () => Notifications | null;
  /** Tells of a cohort's changes from now on, or no more. */
  readonly follow: (cohort: number, isOn: boolean) => Promise<void>;
  readonly setNotificationRules: (change: Partial<NotificationRules>) => Promise<void>;
}
