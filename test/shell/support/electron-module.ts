/** Stands for the module `electron` when the built bundle runs on Node: every name that the bundle imports. */
import { EventEmitter } from 'node:events';
import type { MenuItemConstructorOptions } from 'electron';
import { DialogDouble } from './desktop-doubles.ts';
import { AppDouble, SafeStorageDouble, ShellDouble, windowClass } from './electron-double.ts';
import { IpcMainDouble } from './ipc-double.ts';
import { MenuDouble, NativeThemeDouble, notificationClass, trayClass } from './tray-doubles.ts';
import { UtilityProcessDouble } from './utility-process-double.ts';

const windows = windowClass();
const trays = trayClass();

/** What the bundle did with Electron before it was ready. */
export const early: string[] = [];

class RunningApp extends AppDouble {
  override isPackaged = false;

  setName(name: string): void {
    early.push(`setName ${name}`);
  }
  enableSandbox(): void {
    early.push('enableSandbox');
  }
  override async whenReady(): Promise<void> {
    early.push('ready');
  }
  override exit(code?: number): void {
    process.exitCode = code ?? 0;
    super.exit(code);
  }
}

export const app = new RunningApp();
export const BrowserWindow = windows.BrowserWindow;
export const openedWindows = windows.opened;
export const clipboard = { writeText: async (_text: string): Promise<void> => {} };
export const dialog = new DialogDouble();
export const ipcMain = new IpcMainDouble();
export const Menu = new MenuDouble();
export const nativeTheme = new NativeThemeDouble();
export const Notification = notificationClass().Notification;
export const powerMonitor = new EventEmitter();
export const protocol = {
  registerSchemesAsPrivileged: (schemes: readonly { readonly scheme: string }[]): void => {
    for (const { scheme } of schemes) early.push(`scheme ${scheme}`);
  },
  handle: (): void => {},
};
export const safeStorage = new SafeStorageDouble();
export const screen = { getAllDisplays: (): readonly never[] => [] };
export const shell = new ShellDouble();
export const Tray = trays.Tray;
export const utilityProcess = { fork: () => new UtilityProcessDouble() };

/** The tray's menu as it is now. */
export function trayMenu(): readonly MenuItemConstructorOptions[] {
  return trays.made[0]?.menu ?? [];
}
