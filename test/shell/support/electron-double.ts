/**
 * The pieces of Electron that the shell uses, played. Each piece has the type of the port it is passed through, and
 * those are Electron's own; what it imitates is Electron's documented behaviour.
 */
import { EventEmitter } from 'node:events';
import type {
  BrowserWindowConstructorOptions,
  HandlerDetails,
  LoginItemSettingsOptions,
  Rectangle,
  Settings,
} from 'electron';
import type { ContentsParts, SessionParts, WindowParts } from '../../../main/electron/parts.ts';

/** An event that can be prevented. */
export class Occurrence {
  isPrevented = false;
  readonly url: string;

  constructor(url = '') {
    this.url = url;
  }

  preventDefault(): void {
    this.isPrevented = true;
  }
}

type PermissionHandler = Parameters<SessionParts['setPermissionRequestHandler']>[0];
type PermissionCheck = Parameters<SessionParts['setPermissionCheckHandler']>[0];

class SessionDouble implements SessionParts {
  requestHandler: PermissionHandler | null = null;
  checkHandler: PermissionCheck | null = null;
  deviceHandler: (() => boolean) | null = null;
  displayMediaHandler: unknown = 'never set';

  setPermissionRequestHandler(handler: PermissionHandler): void {
    this.requestHandler = handler;
  }
  setPermissionCheckHandler(handler: PermissionCheck): void {
    this.checkHandler = handler;
  }
  setDevicePermissionHandler(handler: () => boolean): void {
    this.deviceHandler = handler;
  }
  setDisplayMediaRequestHandler(handler: unknown): void {
    this.displayMediaHandler = handler;
  }
}

type WindowOpenHandler = Parameters<ContentsParts['setWindowOpenHandler']>[0];

export class ContentsDouble extends EventEmitter implements ContentsParts {
  readonly session = new SessionDouble();
  readonly sent: unknown[][] = [];
  isGone = false;
  isLoading = false;
  crashed = false;
  url = '';
  reloads = 0;
  #openHandler: WindowOpenHandler | null = null;

  /** A message is cloned on its way, so what can't be cloned throws here, too. */
  send(...message: unknown[]): void {
    this.sent.push(structuredClone(message));
  }
  isDestroyed(): boolean {
    return this.isGone;
  }
  isLoadingMainFrame(): boolean {
    return this.isLoading;
  }
  isCrashed(): boolean {
    return this.crashed;
  }
  getURL(): string {
    return this.url;
  }
  reload(): void {
    this.reloads += 1;
  }
  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#openHandler = handler;
  }
  /** The page calls window.open. */
  openWindow(url: string): string | undefined {
    const details: HandlerDetails = {
      url,
      frameName: '',
      features: '',
      disposition: 'new-window',
      referrer: { url: '', policy: 'default' },
    };
    return this.#openHandler?.(details).action;
  }
}

export class WindowDouble extends EventEmitter implements WindowParts {
  readonly options: BrowserWindowConstructorOptions;
  readonly webContents = new ContentsDouble();
  readonly loaded: string[] = [];
  readonly calls: string[] = [];
  bounds: Rectangle = { x: 10, y: 20, width: 1000, height: 700 };
  visible = false;
  focused = false;
  maximized = false;
  minimized = false;
  fullScreen = false;
  destroyed = false;

  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.options = options;
  }
  focus(): void {
    this.focused = true;
  }
  getNormalBounds(): Rectangle {
    return this.bounds;
  }
  hide(): void {
    this.visible = false;
    this.focused = false;
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  isFocused(): boolean {
    return this.focused;
  }
  isFullScreen(): boolean {
    return this.fullScreen;
  }
  isMaximized(): boolean {
    return this.maximized;
  }
  isMinimized(): boolean {
    return this.minimized;
  }
  async loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    this.webContents.url = url;
  }
  maximize(): void {
    this.maximized = true;
  }
  restore(): void {
    this.minimized = false;
  }
  /** Leaving takes an animation's time: the test says when it is over. */
  setFullScreen(isFullScreen: boolean): void {
    this.calls.push(`setFullScreen(${isFullScreen})`);
  }
  show(): void {
    this.visible = true;
  }
  /** The person closes it. */
  close(): void {
    const closing = new Occurrence();
    this.emit('close', closing);
    if (!closing.isPrevented) this.destroy();
  }
  destroy(): void {
    this.destroyed = true;
    this.emit('closed');
  }
}

/** A class of windows that remembers which were made. */
export function windowClass(): {
  readonly BrowserWindow: new (options: BrowserWindowConstructorOptions) => WindowDouble;
  readonly opened: WindowDouble[];
} {
  const opened: WindowDouble[] = [];
  class BrowserWindow extends WindowDouble {
    constructor(options: BrowserWindowConstructorOptions) {
      super(options);
      opened.push(this);
    }
  }
  return { BrowserWindow, opened };
}

export class AppDouble extends EventEmitter {
  isPackaged = true;
  isFirstInstance = true;
  wasOpenedAtLogin = false;
  readonly loginItems: Settings[] = [];
  readonly asked: (LoginItemSettingsOptions | undefined)[] = [];
  readonly exits: (number | undefined)[] = [];
  readonly paths: string[][] = [];
  quits = 0;
  locale = 'en-GB';
  systemLocale = 'en-GB';
  /** macOS leaves a login item off until the person allows it in the system's settings. */
  needsApproval = false;
  userModelId: string | null = null;

  requestSingleInstanceLock(): boolean {
    return this.isFirstInstance;
  }
  async whenReady(): Promise<void> {}
  getLocale(): string {
    return this.locale;
  }
  setAppUserModelId(id: string): void {
    this.userModelId = id;
  }
  getSystemLocale(): string {
    return this.systemLocale;
  }
  getPath(name: string): string {
    return `/home/person/${name}`;
  }
  setPath(name: string, path: string): void {
    this.paths.push([name, path]);
  }
  getLoginItemSettings(options?: LoginItemSettingsOptions) {
    this.asked.push(options);
    return {
      openAtLogin: !this.needsApproval && this.loginItems.at(-1)?.openAtLogin === true,
      wasOpenedAtLogin: this.wasOpenedAtLogin,
    };
  }
  setLoginItemSettings(settings: Settings): void {
    this.loginItems.push(settings);
  }
  quit(): void {
    this.quits += 1;
  }
  exit(code?: number): void {
    this.exits.push(code);
  }
}

export class ShellDouble {
  readonly openedLinks: string[] = [];
  readonly shownFiles: string[] = [];

  async openExternal(url: string): Promise<void> {
    this.openedLinks.push(url);
  }
  showItemInFolder(path: string): void {
    this.shownFiles.push(path);
  }
}

/** Seals by turning the text around, so that a test sees what was sealed and what was not. */
export class SafeStorageDouble {
  isAvailable = true;
  isLocked = false;
  backend: 'basic_text' | 'gnome_libsecret' = 'gnome_libsecret';

  isEncryptionAvailable(): boolean {
    return this.isAvailable;
  }
  getSelectedStorageBackend(): 'basic_text' | 'gnome_libsecret' {
    return this.backend;
  }
  encryptString(plainText: string): Buffer {
    return Buffer.from(Buffer.from(plainText, 'utf8').toReversed());
  }
  decryptString(encrypted: Buffer): string {
    if (this.isLocked) throw new Error('Error while decrypting the ciphertext provided.');
    return Buffer.from(encrypted.toReversed()).toString('utf8');
  }
}
