import type { App } from 'electron';

/** Given by the system's list of programs to open, so that no window jumps up at login. */
const HIDDEN_SWITCH = '--hidden';

export interface LoginItem {
  /** Whether it is on; null where it can't be had. */
  isOn(): boolean | null;
  set(isOn: boolean): void;
  /** Whether the system, not the person, started Rollcall. */
  wasOpenedAtLogin(): boolean;
}

export interface LoginItemParts {
  readonly app: {
    readonly isPackaged: boolean;
    getLoginItemSettings(
      options?: Parameters<App['getLoginItemSettings']>[0],
    ): Pick<ReturnType<App['getLoginItemSettings']>, 'openAtLogin' | 'wasOpenedAtLogin'>;
  } & Pick<App, 'setLoginItemSettings'>;
  readonly platform: NodeJS.Platform;
  readonly args: readonly string[];
}

/** Opening at login: off until the person turns it on. */
export function createLoginItem({ app, platform, args }: LoginItemParts): LoginItem {
  // From a checkout the program to open would be bare Electron; on Linux, Electron knows no login items.
  const isOffered = app.isPackaged && (platform === 'darwin' || platform === 'win32');
  // Windows tells its entries apart by their arguments.
  const entry = platform === 'win32' ? { args: [HIDDEN_SWITCH] } : {};
  return {
    isOn: () => (isOffered ? app.getLoginItemSettings(entry).openAtLogin : null),
    set(isOn) {
      if (isOffered) app.setLoginItemSettings({ openAtLogin: isOn, ...entry });
    },
    wasOpenedAtLogin: () =>
      args.includes(HIDDEN_SWITCH) ||
      (platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin),
  };
}
