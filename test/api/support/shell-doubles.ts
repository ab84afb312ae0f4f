/** What a desktop shell brings along, played. */
import type { Desk } from '../../../main/api/desk.ts';
import type { HookCredentials, SecretBox } from '../../../main/settings/secret-box.ts';
import type { NotificationRules, Notifications } from '../../../shared/api/notification-model.ts';
import { RollcallError } from '../../../shared/errors.ts';

/** A keychain that holds what it is given, in memory. */
export class KeychainDouble implements SecretBox {
  obstacle: ReturnType<SecretBox['passwordObstacle']> = null;
  #credentials: HookCredentials | null = null;

  hookCredentials(): HookCredentials | null {
    return this.#credentials;
  }
  passwordObstacle() {
    return this.obstacle;
  }
  isPasswordLost(): boolean {
    return false;
  }
  async keepHookCredentials(credentials: HookCredentials | null): Promise<void> {
    if (this.obstacle !== null) throw new RollcallError('PASSWORD_NOT_KEPT');
    this.#credentials = credentials;
  }
  ngrokAuthtoken(): string | null {
    return null;
  }
  async keepNgrokAuthtoken(): Promise<boolean> {
    return true;
  }
}

/** A desktop whose person chooses the files named here. */
export class DeskDouble implements Desk {
  savePath: string | null = null;
  openPath: string | null = null;
  readonly shown: string[] = [];
  readonly #switches = { keepRunning: true, notifications: true };
  #notifications: Notifications = { cohorts: [], gatherMinutes: 15, quietHours: null };

  chooseFile = async (): Promise<string | null> => this.savePath;
  chooseBackup = async (): Promise<string | null> => this.openPath;
  showInFolder = (path: string): void => void this.shown.push(path);
  switches = () => ({ ...this.#switches });
  setSwitch = async (name: string, isOn: boolean): Promise<void> => {
    Object.assign(this.#switches, { [name]: isOn });
  };
  notifications = () => this.#notifications;
  follow = async (cohort: number, isOn: boolean): Promise<void> => {
    this.#notifications = { ...this.#notifications, cohorts: isOn ? [cohort] : [] };
  };
  setNotificationRules = async (change: Partial<NotificationRules>): Promise<void> => {
    this.#notifications = { ...this.#notifications, ...change };
  };
}
