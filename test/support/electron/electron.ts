/**
 * Stands for the module `electron` where its runtime can't be had: the built app runs on Node, its pages in a real
 * Chromium. What isn't imitated throws by its name.
 */
import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { missing } from './imitation.ts';
import { ipcMain } from './ipc-main.ts';
import { Menu, MenuItem, Tray } from './menu.ts';
import { nativeTheme } from './native-theme.ts';
import { protocol } from './protocol.ts';
import {
  clipboard,
  dialog,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  safeStorage,
  screen,
  shell,
} from './system.ts';
import { utilityProcess } from './utility-process.ts';

export {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  Notification,
  nativeTheme,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  shell,
  Tray,
  utilityProcess,
};

export const autoUpdater = missing('autoUpdater');
export const BaseWindow = missing('BaseWindow');
export const crashReporter = missing('crashReporter');
export const desktopCapturer = missing('desktopCapturer');
export const globalShortcut = missing('globalShortcut');
export const MessageChannelMain = missing('MessageChannelMain');
export const nativeImage = missing('nativeImage');
export const net = missing('net');
export const session = missing('session');
export const systemPreferences = missing('systemPreferences');
export const webContents = missing('webContents');
export const webFrameMain = missing('webFrameMain');
