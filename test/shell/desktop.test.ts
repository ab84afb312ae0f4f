import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import { afterAll, describe, expect, it } from 'vitest';
import packaging from '../../build/package/electron-builder.ts';
import { runDesktop } from '../../main/electron/desktop.ts';
import type { DesktopPorts } from '../../main/electron/desktop-parts.ts';
import { createLogger } from '../../main/log.ts';
import { contract, type Snapshot } from '../../shared/api/contract.ts';
import type { State } from '../../shared/api/state-model.ts';
import type { ApiResult, Transport } from '../../shared/api/transport.ts';
import { RollcallError } from '../../shared/errors.ts';
import { makeDataFolder, removeDataFolders } from '../support/data-folders.ts';
import { stateOf } from '../support/state-of.ts';
import { until } from '../support/until.ts';
import { choose, DialogDouble, itemIn } from './support/desktop-doubles.ts';
import {
  AppDouble,
  Occurrence,
  SafeStorageDouble,
  ShellDouble,
  type WindowDouble,
  windowClass,
} from './support/electron-double.ts';
import { IpcMainDouble } from './support/ipc-double.ts';
import { cohort, snapshot } from './support/snapshots.ts';
import { sayWhatItRunsOn } from './support/stand-in.ts';
import {
  MenuDouble,
  NativeThemeDouble,
  notificationClass,
  trayClass,
} from './support/tray-doubles.ts';

sayWhatItRunsOn();
afterAll(removeDataFolders);

const PAGE = { parent: null, url: 'app://rollcall/index.html' };

/** The core, as far as the shell sees it. */
class CoreDouble extends EventEmitter {
  state: Snapshot = snapshot();
  revision = 1;
  ports: DesktopPorts | null = null;
  failure: unknown = null;
  closings = 0;
  wakings = 0;
  readonly asked: unknown[][] = [];
  readonly api: Transport = {
    request: async (name, params): Promise<ApiResult> => {
      this.asked.push([name, params]);
      if (name === 'settings.switch') {
        const { name: which, isOn } = contract[name].params.parse(params);
        await this.ports?.desk.setSwitch(which, isOn);
        this.push({});
      }
      return { ok: true, value: this.answer(name) };
    },
    subscribe: (name, listener) => {
      this.on(name, listener);
      return () => this.off(name, listener);
    },
  };

  answer(name: string): unknown {
    if (name === 'app.snapshot') return this.state;
    return name === 'app.state' ? this.told() : {};
  }

  told(): State {
    return stateOf(this.state, this.revision);
  }

  async open(ports: DesktopPorts) {
    this.ports = ports;
    if (this.failure !== null) throw this.failure;
    return {
      api: this.api,
      wake: () => {
        this.wakings += 1;
      },
      close: async () => {
        this.closings += 1;
      },
    };
  }
  push(change: Partial<Snapshot>): void {
    this.state = { ...this.state, ...change };
    this.revision += 1;
    this.emit('app.changed', this.told());
  }
}

async function makeDesktop(platform: NodeJS.Platform = 'linux', hasTray = true) {
  const { BrowserWindow, opened } = windowClass();
  const { Tray, made: trays } = trayClass();
  const { Notification, made: notifications } = notificationClass();
  const core = new CoreDouble();
  const copied: string[] = [];
  const clock = { nowMs: 0 };
  const held: string[] = [];
  const electron = {
    app: new AppDouble(),
    BrowserWindow,
    Menu: new MenuDouble(),
    Notification,
    Tray,
    clipboard: { writeText: async (text: string) => void copied.push(text) },
    dialog: new DialogDouble(),
    ipcMain: new IpcMainDouble(),
    nativeTheme: new NativeThemeDouble(),
    powerMonitor: new EventEmitter(),
    powerSaveBlocker: {
      start: (kind: string) => held.push(kind),
      stop: () => true,
    },
    protocol: { handle: () => {} },
    safeStorage: new SafeStorageDouble(),
    screen: { getAllDisplays: () => [] },
    shell: new ShellDouble(),
  };
  const dataDir = await makeDataFolder();
  const logged: string[] = [];
  const run = (args: string[] = []) =>
    runDesktop<MenuItemConstructorOptions[], WindowDouble>({
      electron,
      platform,
      args,
      environment: {},
      dataDir,
      preloadPath: '/app/preload.cjs',
      rendererDir: '/app/renderer',
      iconsDir: '/app/icons',
      log: createLogger((line) => logged.push(line)),
      now: () => clock.nowMs,
      hasTray: async () => hasTray,
      every: () => {},
      openUpdater: null,
      openCore: (ports) => core.open(ports),
    });
  const trayMenu = () => trays[0]?.menu ?? [];
  return {
    ...electron,
    clock,
    core,
    copied,
    dataDir,
    held,
    logged,
    notifications,
    opened,
    run,
    trays,
    trayMenu,
  };
}

describe('starting', () => {
  it('opens the core, the tray, the menu and the window', async () => {
    const desktop = await makeDesktop();
    await desktop.run();
    expect(desktop.trays).toHaveLength(1);
    expect(desktop.opened).toHaveLength(1);
    expect(desktop.Menu.application?.[0]?.label).toBe('File');
    expect(desktop.core.ports?.locale).toBe('en-GB');
    expect(desktop.dialog.errors).toEqual([]);
  });

  it('speaks the language of the package and writes numbers as the region of the system does', async () => {
    const desktop = await makeDesktop();
    desktop.app.locale = 'en-US';
    desktop.app.systemLocale = 'de-DE';
    await desktop.run();
    expect(desktop.core.ports).toMatchObject({ locale: 'en-US', formatLocale: 'de-DE' });
  });

  it('makes the folder for its owner, and keeps Electron’s own files in a corner of it', async () => {
    const desktop = await makeDesktop();
    await desktop.run();
    expect(desktop.app.paths).toEqual([['userData', join(desktop.dataDir, 'desktop')]]);
    if (process.platform !== 'win32') expect(statSync(desktop.dataDir).mode & 0o777).toBe(0o700);
  });

  it('is on Windows whom the installed shortcut names, so that its notifications are shown', async () => {
    const desktop = await makeDesktop('win32');
    await desktop.run();
    expect(desktop.app.userModelId).toBe(packaging.appId);
  });

  it('has no such name elsewhere', async () => {
    const desktop = await makeDesktop('linux');
    await desktop.run();
    expect(desktop.app.userModelId).toBeNull();
  });

  it('leaves a second start to the first one', async () => {
    const desktop = await makeDesktop();
    desktop.app.isFirstInstance = false;
    await desktop.run();
    expect(desktop.app.quits).toBe(1);
    expect(desktop.core.ports).toBeNull();
    expect(desktop.opened).toEqual([]);
    expect(existsSync(join(desktop.dataDir, 'desktop.json'))).toBe(false);
  });

  it.each(['second-instance', 'activate'])('shows the window again on %s', async (event) => {
    const desktop = await makeDesktop();
    await desktop.run();
    const [window] = desktop.opened;
    window?.close();
    expect(window?.visible).toBe(false);
    desktop.app.emit(event);
    expect(window).toMatchObject({ visible: true, focused: true });
    expect(desktop.opened).toHaveLength(1);
  });

  it('tells the core that the computer woke up', async () => {
    const desktop = await makeDesktop();
    await desktop.run();
    desktop.powerMonitor.emit('resume');
    expect(desktop.core.wakings).toBe(1);
  });

  it('opens no window at login', async () => {
    const desktop = await makeDesktop('win32');
    await desktop.run(['--hidden']);
    expect(desktop.trays).toHaveLength(1);
    expect(desktop.opened).toEqual([]);
  });

  it('says in a sentence why it can’t start', async () => {
    const desktop = await makeDesktop();
    desktop.core.failure = new RollcallError('DATA_DIR_IN_USE', { path: desktop.dataDir });
    await desktop.run();
    expect(desktop.dialog.errors[0]?.[0]).toBe('Rollcall could not start');
    expect(desktop.dialog.errors[0]?.[1]).toContain('Another Rollcall already uses the folder');
    expect(desktop.app.exits).toEqual([1]);
    expect(desktop.trays).toEqual([]);
  });

  it('says when the keychain no longer opens the password, and lets nobody in', async () => {
    const desktop = await makeDesktop();
    mkdirSync(desktop.dataDir);
    writeFileSync(join(desktop.dataDir, 'keychain.json'), JSON.stringify({ password: 'c2VhbGVk' }));
    desktop.safeStorage.isLocked = true;
    await desktop.run();
    expect(desktop.dialog.errors[0]?.[1]).toContain('Mixpanel is refused');
    expect(desktop.core.ports?.secrets.hookCredentials()).not.toBeNull();
  });
});

describe('while it runs', () => {
  it('answers the window’s page, and tells it what is new', async () => {
    const { run, ipcMain, opened, core } = await makeDesktop();
    await run();
    const contents = opened[0]?.webContents;
    const sender = { sender: contents, senderFrame: PAGE };
    expect(await ipcMain.invoke(sender, 'rollcall:request', 'app.snapshot', {})).toEqual({
      ok: true,
      value: core.state,
    });
    core.push({ waiting: 2 });
    expect(contents?.sent).toEqual([['rollcall:event', 'app.changed', core.told()]]);
  });

  it('shows a sync in the tray', async () => {
    const { run, core, trays } = await makeDesktop();
    await run();
    core.push({ waiting: 3 });
    expect(trays[0]?.image).toBe('/app/icons/tray-syncing-outlined.png');
  });

  it('follows the language and the theme at once', async () => {
    const { run, core, Menu, nativeTheme, trayMenu } = await makeDesktop();
    await run();
    core.push({ language: 'ja', settings: { ...core.state.settings, theme: 'dark' } });
    expect(Menu.application?.[0]?.label).toBe('ファイル');
    expect(itemIn(trayMenu(), '受信を一時停止')).toBeDefined();
    expect(nativeTheme.themeSource).toBe('dark');
  });

  it('copies the hook URL that is in force', async () => {
    const { run, core, copied, trayMenu } = await makeDesktop();
    await run();
    const publicHookUrl = 'https://example.ngrok.app/hook/secret';
    core.push({ tunnel: { ...core.state.tunnel, publicHookUrl } });
    choose(trayMenu(), 'Copy hook URL');
    expect(copied).toEqual([publicHookUrl]);
  });

  it('keeps the computer awake from ten minutes before a sync, with nothing to remind it', async () => {
    const { run, core, clock, held } = await makeDesktop();
    await run();
    await core.ports?.desk.setSwitch('keepAwake', true);
    const tenMinutes = 10 * 60_000;
    const nextExpected = { atMs: tenMinutes + 100, toleranceMs: tenMinutes, missed: 0 };
    core.push({
      tunnel: { ...core.state.tunnel, provider: 'ngrok', state: 'online' },
      cohorts: [cohort(1, { nextExpected })],
    });
    expect(held).toEqual([]);
    clock.nowMs = 100;
    await until('it is kept awake', () => held.length === 1);
  });

  it('pauses from the tray', async () => {
    const { run, core, trayMenu } = await makeDesktop();
    await run();
    choose(trayMenu(), 'Pause receiving');
    expect(core.asked).toContainEqual(['settings.update', { paused: true }]);
  });

  it('opens a cohort from its notification, also without a window', async () => {
    const desktop = await makeDesktop('darwin');
    desktop.app.wasOpenedAtLogin = true;
    await desktop.run();
    desktop.core.push({ cohorts: [cohort(12)] });
    desktop.notifications[0]?.emit('click');
    expect(desktop.opened[0]?.loaded).toEqual([
      'app://rollcall/index.html?at=cohort&cohort=12&tab=members',
    ]);
  });

  it('asks for a file by the save dialog, over the window, and shows files', async () => {
    const { run, core, dialog, shell, opened } = await makeDesktop();
    await run();
    dialog.filePath = '/home/person/trial.csv';
    expect(await core.ports?.desk.chooseFile('trial.csv', 'export')).toBe('/home/person/trial.csv');
    expect(dialog.owners).toEqual([opened[0]]);
    core.ports?.desk.showInFolder('/home/person/trial.csv');
    expect(shell.shownFiles).toEqual(['/home/person/trial.csv']);
  });

  it('shows in the tray how things are when a switch did not turn', async () => {
    const { run, app, trays, trayMenu } = await makeDesktop('darwin');
    app.needsApproval = true;
    await run();
    const before = trays[0]?.menusSet ?? 0;
    choose(trayMenu(), 'Open at login');
    // Electron turned the tick by itself; only a menu that is set anew has the true one.
    await until('the menu is set anew', () => (trays[0]?.menusSet ?? 0) > before);
    expect(itemIn(trayMenu(), 'Open at login').checked).toBe(false);
  });

  it('says once, on closing, that it goes on', async () => {
    const { run, opened, dialog } = await makeDesktop();
    await run();
    opened[0]?.close();
    await until('it was said', () => dialog.boxes.length === 1);
    opened[0]?.close();
    expect(dialog.boxes).toHaveLength(1);
  });

  it('closes with its window once that is chosen in the tray', async () => {
    const { run, opened, app, trayMenu } = await makeDesktop();
    await run();
    choose(trayMenu(), 'Keep receiving when the window is closed');
    await until(
      'it is chosen',
      () => itemIn(trayMenu(), 'Keep receiving when the window is closed').checked === false,
    );
    opened[0]?.close();
    expect(opened[0]?.destroyed).toBe(true);
    app.emit('window-all-closed');
    expect(app.quits).toBe(1);
  });

  it('stays on macOS when the last window is closed', async () => {
    const { run, app } = await makeDesktop('darwin');
    await run();
    app.emit('window-all-closed');
    expect(app.quits).toBe(0);
  });
});

describe('quitting', () => {
  it('has the system wait for it when that shuts down, and asks nobody', async () => {
    const { run, app, core, powerMonitor, dialog } = await makeDesktop();
    await run();
    core.push({ waiting: 1 });
    const shutdown = new Occurrence();
    powerMonitor.emit('shutdown', shutdown);
    expect(shutdown.isPrevented).toBe(true);
    expect(app.quits).toBe(1);
    const quitting = new Occurrence();
    app.emit('before-quit', quitting);
    expect(quitting.isPrevented).toBe(false);
    expect(dialog.boxes).toEqual([]);
  });

  it('begins when the session of Windows ends, which is told to windows alone', async () => {
    const { run, app, core, opened, dialog } = await makeDesktop('win32');
    await run();
    core.push({ waiting: 1 });
    opened[0]?.emit('session-end', new Occurrence());
    expect(app.quits).toBe(1);
    const quitting = new Occurrence();
    app.emit('before-quit', quitting);
    expect(quitting.isPrevented).toBe(false);
    expect(dialog.boxes).toEqual([]);
  });

  it('waits for the core to finish what is in flight', async () => {
    const { run, app, core, opened, trays, ipcMain } = await makeDesktop();
    await run();
    app.emit('before-quit', new Occurrence());
    opened[0]?.close();
    expect(opened[0]?.destroyed).toBe(true);
    const quitting = new Occurrence();
    app.emit('will-quit', quitting);
    expect(quitting.isPrevented).toBe(true);
    app.emit('will-quit', new Occurrence());
    expect(app.exits).toEqual([]);
    await until('it is over', () => app.exits.length > 0);
    expect(app.exits).toEqual([0]);
    expect(core.closings).toBe(1);
    expect(trays[0]?.destroyed).toBe(true);
    expect(ipcMain.handlers.size).toBe(0);
  });
});
