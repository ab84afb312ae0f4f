/** The desktop shell's composition: order only. Everything of Electron comes in as a parameter. */
import { join } from 'node:path';
import { createClient } from '../../shared/api/client.ts';
import { contract, type Snapshot } from '../../shared/api/contract.ts';
import { followState } from '../../shared/api/follow-state.ts';
import type { SwitchName } from '../../shared/api/settings-model.ts';
import { RollcallError } from '../../shared/errors.ts';
import {
  errorSentence,
  type Language,
  languageOf,
  messages,
} from '../../shared/messages/messages.ts';
import { createAlarmClock } from '../api/alarm-clock.ts';
import { makeDataFolder } from '../store/make-data-folder.ts';
import { APP_ID } from './app-id.ts';
import { serveRenderer } from './app-protocol.ts';
import { tellOnceOfClosing } from './close-hint.ts';
import type { DesktopParts } from './desktop-parts.ts';
import { openDesktopSettings } from './desktop-settings.ts';
import { createFollowedCohorts } from './followed-cohorts.ts';
import { serveIpc } from './ipc-transport.ts';
import { createKeepAwake } from './keep-awake.ts';
import { openKeychain } from './keychain.ts';
import { followLifeCycle } from './life-cycle.ts';
import { createLoginItem } from './login-item.ts';
import { applicationMenu } from './menu.ts';
import { createNotifiers } from './notifiers.ts';
import { createOpenDialog } from './open-dialog.ts';
import { createPageRecovery } from './page-recovery.ts';
import type { Place } from './page-url.ts';
import type { WindowParts } from './parts.ts';
import { createQuitGuard } from './quit-guard.ts';
import { reasonToStay } from './reason-to-stay.ts';
import { createSaveDialog } from './save-dialog.ts';
import { createSwitches } from './switches.ts';
import { createTray } from './tray.ts';
import { createUpdates } from './updates.ts';
import { createWindowKeeper } from './window.ts';

/** Runs the app until it is quit. One instance a data folder: another one shows the window of the first. */
export async function runDesktop<M, W extends WindowParts>(
  parts: DesktopParts<M, W>,
): Promise<void> {
  const { app, dialog } = parts.electron;
  // Windows shows the notifications of whoever has a shortcut of the same id, and obeys the person's switch for it.
  if (parts.platform === 'win32') app.setAppUserModelId(APP_ID);
  try {
    // For its owner alone, before Electron makes it for everybody. Its own files stand in a folder beside ours.
    makeDataFolder(parts.dataDir);
    app.setPath('userData', join(parts.dataDir, 'desktop'));
    if (!app.requestSingleInstanceLock()) {
      app.quit();
      return;
    }
    await app.whenReady();
    await openDesktop(parts, languageOf(app.getLocale()));
  } catch (error) {
    parts.log.error('desktop.start-failed', error);
    await app.whenReady();
    const language = languageOf(app.getLocale());
    const sentence =
      error instanceof RollcallError ? errorSentence(error, language) : String(error);
    dialog.showErrorBox(messages(language).desktop.startFailed, sentence);
    app.exit(1);
  }
}

async function openDesktop<M, W extends WindowParts>(
  parts: DesktopParts<M, W>,
  systemLanguage: Language,
): Promise<void> {
  const { electron, platform, dataDir, log, args } = parts;
  const { app, clipboard, dialog, shell, nativeTheme, Menu } = electron;
  const onError = (error: unknown): void => log.error('desktop.failed', error);

  serveRenderer(electron.protocol, parts.rendererDir);
  const remembered = await openDesktopSettings(join(dataDir, 'desktop.json'));
  const keychain = await openKeychain({
    safeStorage: electron.safeStorage,
    platform,
    path: join(dataDir, 'keychain.json'),
    environment: parts.environment,
  });
  const loginItem = createLoginItem({ app, platform, args });
  const hasTray = await parts.hasTray();
  const updates = createUpdates({
    openUpdater: parts.openUpdater,
    isOn: () => remembered.value.updates,
    every: parts.every,
    onReady: () => tray.update(),
    onError: (error) => log.warn('update.failed', { reason: String(error) }),
  });
  const canNotify = (): boolean => electron.Notification.isSupported();
  const alarm = (ring: () => void) => createAlarmClock(parts.now, ring);
  let snapshot: Snapshot | null = null;
  const language = (): Language => snapshot?.language ?? systemLanguage;

  const keeper = createWindowKeeper({
    BrowserWindow: electron.BrowserWindow,
    screen: electron.screen,
    shell,
    nativeTheme,
    preloadPath: parts.preloadPath,
    title: messages(systemLanguage).appName,
    remembered,
    hasTray,
    recover: createPageRecovery({
      dialog,
      language,
      now: parts.now,
      onGone: (reason) => log.warn('desktop.page-gone', { reason }),
      onError,
    }),
    onError,
    onHidden: () =>
      void tellOnceOfClosing({ dialog, remembered, loginItem, language })
        .then(() => tray.update())
        .catch(onError),
    onSessionEnd: () => quitNow(),
  });

  const core = await parts.openCore({
    secrets: keychain,
    // Of Chromium's languages, one that the package ships; the region is the system's.
    locale: app.getLocale(),
    formatLocale: app.getSystemLocale(),
    desk: {
      chooseFile: createSaveDialog({
        dialog,
        window: () => keeper.current(),
        language,
        downloadsDir: app.getPath('downloads'),
      }),
      chooseBackup: createOpenDialog({ dialog, window: () => keeper.current(), language }),
      showInFolder: (path) => shell.showItemInFolder(path),
      ...createSwitches({ remembered, loginItem, canNotify, updates }),
      ...createFollowedCohorts({ remembered, canNotify }),
    },
  });
  const client = createClient(contract, core.api);
  const first = await client.call('app.snapshot', {});
  snapshot = first;

  // Through the contract, so that Settings shows what the tray switched.
  const setSwitch = (name: SwitchName, isOn: boolean): void =>
    void client
      .call('settings.switch', { name, isOn })
      .catch(onError)
      .finally(() => tray.setTicks());
  const actions = {
    copyHookUrl() {
      const address = (snapshot ?? first).tunnel.publicHookUrl;
      // this computer's own would never work in Mixpanel
      if (address === null) return keeper.show({ screen: 'connect' });
      void clipboard.writeText(address).catch(onError);
      void client.call('hook.noteCopied', { address }).catch(onError);
    },
    setPaused: (paused: boolean) => void client.call('settings.update', { paused }).catch(onError),
    show: (place: Place) => keeper.show(place),
    setKeepRunning: (isOn: boolean) => setSwitch('keepRunning', isOn),
    setOpenAtLogin: (isOn: boolean) => setSwitch('openAtLogin', isOn),
    quit: () => app.quit(),
    stay: () => guard.stay(),
  };
  const guard = createQuitGuard({
    dialog,
    language,
    reason: (wantedAtMs) => reasonToStay(snapshot ?? first, parts.now(), wantedAtMs).reason,
    now: parts.now,
    quit: actions.quit,
    // With the last window closed nothing else may show that Rollcall goes on.
    onStay: () => {
      if (keeper.current() === null) keeper.show({ screen: 'last' });
    },
    onWaiting: () => tray.update(),
    onError,
  });
  const quitNow = (): void => {
    guard.giveWay();
    app.quit();
  };
  const tray = createTray(
    {
      Tray: electron.Tray,
      Menu,
      nativeTheme,
      platform,
      iconsDir: parts.iconsDir,
      actions,
      choices: () => ({
        keepRunning: remembered.value.keepRunning,
        openAtLogin: loginItem.isOn(),
        updateWaiting: updates.waiting(),
        isQuitWaiting: guard.isWaiting(),
      }),
      now: parts.now,
      alarm,
    },
    first,
  );
  const notifiers = createNotifiers({
    Notification: electron.Notification,
    remembered,
    isWindowFocused: () => keeper.current()?.isFocused() === true,
    show: actions.show,
    client,
    now: parts.now,
    alarm,
    onError,
  });
  const keepAwake = createKeepAwake({
    powerSaveBlocker: electron.powerSaveBlocker,
    isOn: () => remembered.value.keepAwake,
    now: parts.now,
    alarm,
  });
  let menuLanguage: Language | null = null;
  const follow = (latest: Snapshot): void => {
    snapshot = latest;
    nativeTheme.themeSource = latest.settings.theme;
    if (menuLanguage !== latest.language) {
      menuLanguage = latest.language;
      const template = applicationMenu(latest.language, platform, actions, shell);
      Menu.setApplicationMenu(Menu.buildFromTemplate(template));
    }
    tray.update(latest);
    notifiers.update(latest);
    guard.update();
    keepAwake.update(latest);
  };
  follow(first);
  followState(client, follow);
  const stopIpc = serveIpc({
    ipcMain: electron.ipcMain,
    contents: () => keeper.current()?.webContents ?? null,
    api: core.api,
  });

  followLifeCycle({
    app,
    powerMonitor: electron.powerMonitor,
    platform,
    guard,
    show: () => keeper.show({ screen: 'last' }),
    quitNow,
    onQuitting: () => keeper.allowClosing(),
    onAwake: () => {
      core.wake();
      // What time alone has changed meanwhile is told like everything else.
      void client.call('app.snapshot', {}).catch(onError);
    },
    close: async () => {
      stopIpc();
      notifiers.close();
      keepAwake.close();
      tray.destroy();
      await core.close();
    },
    onError,
  });

  if (keychain.isPasswordLost()) {
    const { desktop, appName } = messages(language());
    dialog.showErrorBox(appName, desktop.passwordLost);
  }
  void updates.follow();
  if (!loginItem.wasOpenedAtLogin() || !hasTray) keeper.show({ screen: 'last' });
}
