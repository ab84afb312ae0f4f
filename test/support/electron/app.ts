/** https://electronjs.org/docs/api/app: the life cycle, on a Linux-like desktop. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { LoginItemSettings, LoginItemSettingsOptions, Settings } from 'electron';
import { startChromium, stopChromium } from './app-chromium.ts';
import { BrowserWindow } from './browser-window.ts';
import { Imitation, notImitated, Occurrence } from './imitation.ts';
import { takeInstanceLock } from './single-instance.ts';

class StandInApp extends Imitation {
  /** "Returns true if the app is packaged": it never is here. */
  readonly isPackaged = false;
  name = 'Electron';
  readonly #paths = new Map<string, string>();
  #ready: Promise<void> | null = null;
  #isReady = false;
  #isQuitting = false;
  #loginItem: Settings = {};

  constructor() {
    super('app');
    // Electron starts by itself once the main script has run; so do we.
    setImmediate(() => void this.whenReady());
    BrowserWindow.whenOneIsClosed = (left) => {
      if (left === 0 && !this.#isQuitting) this.#allClosed();
    };
  }

  setName(name: string): void {
    this.name = name;
  }
  /** Windows alone has it. */
  setAppUserModelId(_id: string): void {}
  getName(): string {
    return this.name;
  }
  /** "Enables full sandbox mode on the app. This method can only be called before app is ready." */
  enableSandbox(): void {
    if (this.#isReady) throw new Error('enableSandbox() is called too late');
  }
  isReady(): boolean {
    return this.#isReady;
  }
  /** "Returns Promise<void> - fulfilled when Electron is initialized." */
  whenReady(): Promise<void> {
    this.#ready ??= this.#start();
    return this.#ready;
  }
  async #start(): Promise<void> {
    await new Promise(setImmediate); // never within the tick that asks
    if (this.#isQuitting) return await new Promise(() => {});
    const profileDir = join(this.getPath('userData'), 'chromium');
    startChromium(profileDir, this.getLocale());
    this.#isReady = true;
    this.emit('ready', new Occurrence(), {});
  }

  /** "Possible values for locale": the switch --lang, as Chromium takes it. */
  getLocale(): string {
    const given = process.argv.find((arg) => arg.startsWith('--lang='));
    return given?.slice('--lang='.length) ?? 'en-US';
  }
  /** "The current system locale", which on Linux is what the environment says. "This API must be called after the ready event". */
  getSystemLocale(): string {
    if (!this.#isReady)
      throw new Error('app.getSystemLocale() can only be called after app is ready');
    const { LC_ALL, LANG } = process.env;
    const locale = (LC_ALL || LANG || 'en_US').replace(/[.@].*$/, '').replaceAll('_', '-');
    return locale === 'C' || locale === 'POSIX' ? 'en-US' : locale;
  }
  getPath(name: Parameters<Electron.App['getPath']>[0]): string {
    const given = this.#paths.get(name);
    if (given !== undefined) return given;
    if (name === 'home') return homedir();
    if (name === 'downloads') return join(homedir(), 'Downloads');
    if (name === 'userData') return join(homedir(), '.config', this.name);
    throw notImitated(`app.getPath('${name}')`);
  }
  setPath(name: string, path: string): void {
    this.#paths.set(name, path);
  }

  /** "This event will be emitted inside the primary instance of your application when a second instance has been executed". */
  requestSingleInstanceLock(): boolean {
    return takeInstanceLock(this.getPath('userData'), ({ argv, workingDirectory }) => {
      this.emit('second-instance', new Occurrence(), argv, workingDirectory, null);
    });
  }

  /** "Try to close all windows. The before-quit event will be emitted first"; a window that stays open stops it. */
  quit(): void {
    const before = new Occurrence();
    this.emit('before-quit', before);
    if (before.defaultPrevented) return;
    this.#isQuitting = true;
    for (const window of BrowserWindow.getAllWindows()) window.close();
    if (BrowserWindow.getAllWindows().length > 0) {
      this.#isQuitting = false;
      return;
    }
    const will = new Occurrence();
    this.emit('will-quit', will);
    if (!will.defaultPrevented) this.exit(0);
  }

  /** "All windows will be closed immediately without asking the user, and before-quit and will-quit are not emitted." */
  exit(exitCode = 0): void {
    this.#isQuitting = true;
    for (const window of BrowserWindow.getAllWindows()) window.destroy();
    this.emit('quit', new Occurrence(), exitCode);
    void stopChromium()
      .catch(() => {})
      .finally(() => process.exit(exitCode));
  }

  /** "If you do not subscribe to this event and all windows are closed, the default behavior is to quit the app". */
  #allClosed(): void {
    if (this.listenerCount('window-all-closed') === 0) this.quit();
    else this.emit('window-all-closed');
  }

  /** "macOS, Windows": elsewhere nothing is kept by the system, so nothing is on. */
  getLoginItemSettings(_options?: LoginItemSettingsOptions): LoginItemSettings {
    const openAtLogin = process.platform !== 'linux' && this.#loginItem.openAtLogin === true;
    return {
      openAtLogin,
      wasOpenedAtLogin: false,
      executableWillLaunchAtLogin: openAtLogin,
      launchItems: [],
      status: openAtLogin ? 'enabled' : 'not-registered',
    };
  }
  setLoginItemSettings(settings: Settings): void {
    this.#loginItem = settings;
  }
}

export const app = new StandInApp();
