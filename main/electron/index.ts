/** What Electron is started with: hands its pieces to the shell. The only file that holds values of Electron. */
import type { EventEmitter } from 'node:events';
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
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
} from 'electron';
import { messages } from '../../shared/messages/messages.ts';
import { dataDirOf } from '../cli/data-dir.ts';
import { ngrokPlace } from '../cli/tunnel-options.ts';
import { createRollcall } from '../create-rollcall.ts';
import { createLogger } from '../log.ts';
import { PAGE_SCHEME_PRIVILEGES } from './app-protocol.ts';
import { answerCommandLine, commandIn } from './command-line.ts';
import { runDesktop } from './desktop.ts';
import { readDesktopArgs } from './desktop-args.ts';
import { hasTraySupport } from './tray-support.ts';
import { updaterHere } from './updates.ts';
import { createStartUtilityProcess } from './utility-process-helper.ts';

// All of this has to come before Electron is ready: nothing above or here may wait.
const args = process.argv.slice(app.isPackaged ? 1 : 2);
const given = readDesktopArgs(args);
const dataDir = dataDirOf(given.dataDir, process.env);
const distDir = join(import.meta.dirname, '..');
app.setName(messages('en').appName);
app.enableSandbox();
protocol.registerSchemesAsPrivileged([PAGE_SCHEME_PRIVILEGES]);

const log = createLogger((line) => void process.stderr.write(`${line}\n`));

// Electron documents that 'shutdown' can be prevented; its typings leave that event out.
const powerEvents: EventEmitter = powerMonitor;

const startHelper = createStartUtilityProcess(utilityProcess, process.env);
const command = commandIn(args);
const run: typeof runDesktop<Menu, BrowserWindow> =
  command === null ? runDesktop : () => answerCommandLine({ app, args: command, startHelper });

void run({
  electron: {
    app,
    BrowserWindow,
    clipboard,
    dialog,
    ipcMain,
    Menu,
    nativeTheme,
    Notification,
    powerMonitor: powerEvents,
    powerSaveBlocker,
    protocol,
    safeStorage,
    screen,
    shell,
    Tray,
  },
  platform: process.platform,
  args,
  environment: process.env,
  dataDir,
  preloadPath: join(import.meta.dirname, 'preload.cjs'),
  rendererDir: join(distDir, 'renderer'),
  iconsDir: join(import.meta.dirname, 'icons'),
  log,
  now: Date.now,
  hasTray: () => hasTraySupport(process.platform, process.env),
  every: (ms, work) => void setInterval(work, ms).unref(),
  openUpdater: updaterHere(app.isPackaged, process.platform, process.resourcesPath),
  openCore: async ({ secrets, locale, formatLocale, desk }) => {
    const password = secrets.hookCredentials()?.password;
    if (password !== undefined) log.hide(password);
    const tunnel = { startHelper, place: ngrokPlace(process.env) };
    const rollcall = await createRollcall({
      dir: dataDir,
      port: given.port,
      secrets,
      tunnel,
      locale,
      formatLocale,
      desk,
      log,
    });
    return {
      api: rollcall.api,
      wake: () => rollcall.tunnel.wake(),
      close: () => rollcall.close(),
    };
  },
});
