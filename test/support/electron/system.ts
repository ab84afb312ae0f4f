/** What the system gives: clipboard, files and links, the keychain, screens, power, dialogs, notifications. */
import type {
  Display,
  MessageBoxOptions,
  MessageBoxReturnValue,
  NotificationConstructorOptions,
  SaveDialogOptions,
  SaveDialogReturnValue,
} from 'electron';
import type { BrowserWindow } from './browser-window.ts';
import { Imitation, notImitated, Occurrence } from './imitation.ts';

class StandInClipboard extends Imitation {
  #text = '';

  constructor() {
    super('clipboard');
  }
  async writeText(text: string): Promise<void> {
    this.#text = text;
  }
  async readText(): Promise<string> {
    return this.#text;
  }
}

class StandInShell extends Imitation {
  constructor() {
    super('shell');
  }
  /** Nothing is opened on the machine of a test: it says in our place what it would have opened. */
  async openExternal(_url: string): Promise<void> {}
  showItemInFolder(_fullPath: string): void {}
}

/** Nobody sits here: "To stub a dialog, replace its method", as tests of Electron do through `evaluate`. */
class StandInDialog extends Imitation {
  constructor() {
    super('dialog');
  }
  showErrorBox(_title: string, _content: string): void {}
  showMessageBox(window: BrowserWindow, options: MessageBoxOptions): Promise<MessageBoxReturnValue>;
  showMessageBox(options: MessageBoxOptions): Promise<MessageBoxReturnValue>;
  async showMessageBox(): Promise<MessageBoxReturnValue> {
    throw notImitated('whoever answers dialog.showMessageBox');
  }
  showSaveDialog(window: BrowserWindow, options: SaveDialogOptions): Promise<SaveDialogReturnValue>;
  showSaveDialog(options: SaveDialogOptions): Promise<SaveDialogReturnValue>;
  async showSaveDialog(): Promise<SaveDialogReturnValue> {
    throw notImitated('whoever answers dialog.showSaveDialog');
  }
}

/** https://electronjs.org/docs/api/safe-storage with a keyring: sealed text is not readable, its key is the session's. */
class StandInSafeStorage extends Imitation {
  constructor() {
    super('safeStorage');
  }
  isEncryptionAvailable(): boolean {
    return true;
  }
  getSelectedStorageBackend(): 'gnome_libsecret' {
    return 'gnome_libsecret';
  }
  encryptString(plainText: string): Buffer {
    return Buffer.from(plainText, 'utf8').map((byte) => byte ^ 0x5a) as Buffer;
  }
  decryptString(encrypted: Buffer): string {
    return Buffer.from(encrypted.map((byte) => byte ^ 0x5a)).toString('utf8');
  }
}

const WORK_AREA = { x: 0, y: 0, width: 1920, height: 1080 };

class StandInScreen extends Imitation {
  constructor() {
    super('screen');
  }
  getAllDisplays(): Pick<Display, 'bounds' | 'id' | 'scaleFactor' | 'workArea'>[] {
    return [{ id: 1, bounds: WORK_AREA, workArea: WORK_AREA, scaleFactor: 1 }];
  }
}

/** https://electronjs.org/docs/api/power-monitor: "suspend" and "resume" come when a test emits them. */
class StandInPowerMonitor extends Imitation {
  constructor() {
    super('powerMonitor');
  }
}

/** https://electronjs.org/docs/api/power-save-blocker */
class StandInPowerSaveBlocker extends Imitation {
  readonly #started = new Set<number>();
  #lastId = 0;

  constructor() {
    super('powerSaveBlocker');
  }
  start(_type: 'prevent-app-suspension' | 'prevent-display-sleep'): number {
    this.#lastId += 1;
    this.#started.add(this.#lastId);
    return this.#lastId;
  }
  /** "Whether the specified powerSaveBlocker has been stopped." */
  stop(id: number): boolean {
    return this.#started.delete(id);
  }
  isStarted(id: number): boolean {
    return this.#started.has(id);
  }
}

/** https://electronjs.org/docs/api/notification */
export class Notification extends Imitation {
  readonly title: string;
  readonly body: string;

  constructor(options: NotificationConstructorOptions = {}) {
    super('Notification');
    this.title = options.title ?? '';
    this.body = options.body ?? '';
  }
  static isSupported(): boolean {
    return true;
  }
  show(): void {
    this.emit('show', new Occurrence());
  }
  /** "Dismisses the notification." */
  close(): void {
    this.emit('close', new Occurrence());
  }
}

export const clipboard = new StandInClipboard();
export const shell = new StandInShell();
export const dialog = new StandInDialog();
export const safeStorage = new StandInSafeStorage();
export const screen = new StandInScreen();
export const powerMonitor = new StandInPowerMonitor();
export const powerSaveBlocker = new StandInPowerSaveBlocker();
