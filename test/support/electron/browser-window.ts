/** https://electronjs.org/docs/api/browser-window: each window is a page in Chromium, its frame is played. */
import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';
import { chromium } from './app-chromium.ts';
import type { Chromium } from './chromium.ts';
import { Imitation, Occurrence } from './imitation.ts';
import { nativeTheme } from './native-theme.ts';
import { WebContents } from './web-contents.ts';

const PLACE: Rectangle = { x: 80, y: 60, width: 800, height: 600 };

export class BrowserWindow extends Imitation {
  static readonly #all: BrowserWindow[] = [];
  static #focused: BrowserWindow | null = null;

  readonly webContents: WebContents;
  readonly #target: Promise<{ chromium: Chromium; targetId: string }>;
  #bounds: Rectangle;
  #isVisible: boolean;
  #look: 'normal' | 'minimized' | 'maximized' | 'full-screen' = 'normal';
  #isDestroyed = false;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super('BrowserWindow');
    const { x = PLACE.x, y = PLACE.y, width = PLACE.width, height = PLACE.height } = options;
    this.#bounds = { x, y, width, height };
    this.#isVisible = options.show !== false;
    this.#target = this.#open();
    this.webContents = new WebContents(
      this.#target.then((target) => target.chromium),
      this.#target.then(({ targetId }) => targetId),
      options.webPreferences?.preload ?? null,
    );
    // "Emitted when the web page has been rendered (while not being shown)".
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show', new Occurrence()));
    nativeTheme.on('stand-in:scheme', this.#followTheme);
    BrowserWindow.#all.push(this);
    void this.#fit().catch(() => {});
    this.#followTheme();
  }

  static getAllWindows(): BrowserWindow[] {
    return [...BrowserWindow.#all];
  }
  static getFocusedWindow(): BrowserWindow | null {
    return BrowserWindow.#focused;
  }

  async #open() {
    const running = await chromium();
    const { width, height } = this.#bounds;
    const { targetId } = await running.browser.send('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      width,
      height,
    });
    return { chromium: running, targetId };
  }

  async #fit(): Promise<void> {
    const { width, height } = this.#bounds;
    const metrics = { width, height, deviceScaleFactor: 0, mobile: false };
    await this.webContents.talk((cdp) => cdp.send('Emulation.setDeviceMetricsOverride', metrics));
  }

  readonly #followTheme = (): void => void this.#showTheme().catch(() => {});

  /** "prefers-color-scheme" follows nativeTheme: https://electronjs.org/docs/api/native-theme */
  async #showTheme(): Promise<void> {
    const value = nativeTheme.shouldUseDarkColors ? 'dark' : 'light';
    const features = [{ name: 'prefers-color-scheme', value }];
    await this.webContents.talk((cdp) => cdp.send('Emulation.setEmulatedMedia', { features }));
  }

  async loadURL(url: string): Promise<void> {
    const { chromium: running } = await this.#target;
    await this.webContents.session.applyPermissions(running, this.webContents);
    await this.webContents.loadURL(url);
  }

  /** "This has the same effect as a user manually clicking the close button": the page is not asked here. */
  close(): void {
    if (this.#isDestroyed) return;
    const closing = new Occurrence();
    this.emit('close', closing);
    if (!closing.defaultPrevented) this.destroy();
  }
  /** "Force closing the window"; "closed" is emitted, "close" is not. */
  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.#blur();
    BrowserWindow.#all.splice(BrowserWindow.#all.indexOf(this), 1);
    nativeTheme.off('stand-in:scheme', this.#followTheme);
    this.webContents.end();
    void this.#target
      .then(({ chromium: running, targetId }) =>
        running.browser.send('Target.closeTarget', { targetId }),
      )
      .catch(() => {});
    this.emit('closed', new Occurrence());
    BrowserWindow.whenOneIsClosed(BrowserWindow.#all.length);
  }
  /** Of the stand-in: tells the app how many are left. */
  static whenOneIsClosed: (left: number) => void = () => {};

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
  /** "Shows and gives focus to the window." */
  show(): void {
    this.#isVisible = true;
    this.focus();
    this.emit('show', new Occurrence());
  }
  hide(): void {
    this.#isVisible = false;
    this.#blur();
    this.emit('hide', new Occurrence());
  }
  isVisible(): boolean {
    return this.#isVisible;
  }
  focus(): void {
    if (!this.#isVisible) return;
    BrowserWindow.#focused = this;
    this.emit('focus', new Occurrence());
  }
  #blur(): void {
    if (BrowserWindow.#focused === this) BrowserWindow.#focused = null;
  }
  isFocused(): boolean {
    return BrowserWindow.#focused === this;
  }
  minimize(): void {
    this.#look = 'minimized';
    this.#blur();
    this.emit('minimize', new Occurrence());
  }
  isMinimized(): boolean {
    return this.#look === 'minimized';
  }
  restore(): void {
    this.#look = 'normal';
    this.emit('restore', new Occurrence());
  }
  maximize(): void {
    this.#look = 'maximized';
    this.emit('maximize', new Occurrence());
    this.emit('resize', new Occurrence());
  }
  isMaximized(): boolean {
    return this.#look === 'maximized';
  }
  setFullScreen(isFullScreen: boolean): void {
    this.#look = isFullScreen ? 'full-screen' : 'normal';
    this.emit(isFullScreen ? 'enter-full-screen' : 'leave-full-screen', new Occurrence());
  }
  isFullScreen(): boolean {
    return this.#look === 'full-screen';
  }
  setBounds(bounds: Partial<Rectangle>, _animate?: boolean): void {
    const before = this.#bounds;
    this.#bounds = { ...before, ...bounds };
    if (bounds.x !== undefined || bounds.y !== undefined) this.emit('move', new Occurrence());
    if (bounds.width === undefined && bounds.height === undefined) return;
    this.emit('resize', new Occurrence());
    void this.#fit().catch(() => {});
  }
  getBounds(): Rectangle {
    return { ...this.#bounds };
  }
  /** "Contains the window bounds of the normal state", whatever the current one. */
  getNormalBounds(): Rectangle {
    return { ...this.#bounds };
  }
}
