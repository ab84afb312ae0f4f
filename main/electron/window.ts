import type { BrowserWindowConstructorOptions, Display, NativeTheme, Shell } from 'electron';
import type { Document } from '../settings/document.ts';
import type { DesktopSettings } from './desktop-settings.ts';
import { guardContents } from './guard-contents.ts';
import { tellPage } from './ipc-transport.ts';
import { isPageUrl, type Place, placeQuery, placeUrl } from './page-url.ts';
import type { WindowParts } from './parts.ts';
import { MIN_SIZE, windowPlace } from './window-place.ts';

// A window that is dragged moves many times a second.
const PLACE_SETTLES_MS = 400;
const PAPER = { light: '#FBFAF7', dark: '#15171A' };

export interface WindowKeeperParts<W extends WindowParts> {
  readonly BrowserWindow: new (options: BrowserWindowConstructorOptions) => W;
  readonly screen: { getAllDisplays(): readonly Pick<Display, 'workArea'>[] };
  readonly shell: Pick<Shell, 'openExternal'>;
  readonly nativeTheme: Pick<NativeTheme, 'shouldUseDarkColors'>;
  readonly preloadPath: string;
  readonly title: string;
  readonly remembered: Document<DesktopSettings>;
  /** Where nothing would show that Rollcall goes on, closing the window closes it. */
  readonly hasTray: boolean;
  /** Keeps the page of a new window alive. */
  readonly recover: (window: W) => void;
  readonly onError: (error: unknown) => void;
  /** The window was closed by the person and Rollcall goes on. */
  readonly onHidden: () => void;
  /** Windows shuts down or logs the person off, which it tells windows alone. */
  readonly onSessionEnd: () => void;
}

export interface WindowKeeper<W extends WindowParts> {
  /** The window, if there is one. */
  current(): W | null;
  /** Shows the window at a place, making it if need be. */
  show(place: Place): void;
  /** From now on closing the window closes it. */
  allowClosing(): void;
}

/** Keeps the one window: makes it, hides and shows it, remembers where it was. */
export function createWindowKeeper<W extends WindowParts>(
  parts: WindowKeeperParts<W>,
): WindowKeeper<W> {
  const { BrowserWindow, screen, shell, nativeTheme, remembered, onError } = parts;
  let window: W | null = null;
  let mayClose = false;
  let settling: NodeJS.Timeout | undefined;

  const remember = (opened: W): void => {
    clearTimeout(settling);
    if (opened.isDestroyed()) return;
    const { x, y, width, height } = opened.getNormalBounds();
    const bounds = { x, y, width, height };
    remembered.update({ bounds, isMaximized: opened.isMaximized() }).catch(onError);
  };
  const rememberSoon = (opened: W): void => {
    clearTimeout(settling);
    settling = setTimeout(() => remember(opened), PLACE_SETTLES_MS);
  };

  const open = (place: Place): W => {
    const { bounds, isMaximized } = remembered.value;
    const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
    const opened = new BrowserWindow({
      ...windowPlace(bounds, areas),
      minWidth: MIN_SIZE.width,
      minHeight: MIN_SIZE.height,
      show: false,
      title: parts.title,
      backgroundColor: nativeTheme.shouldUseDarkColors ? PAPER.dark : PAPER.light,
      webPreferences: {
        preload: parts.preloadPath,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
        navigateOnDragDrop: false,
        spellcheck: false,
      },
    });
    guardContents(opened.webContents, shell);
    parts.recover(opened);
    opened.once('ready-to-show', () => {
      if (isMaximized) opened.maximize();
      opened.show();
    });
    for (const event of ['maximize', 'move', 'resize', 'unmaximize'] as const) {
      opened.on(event, () => rememberSoon(opened));
    }
    opened.on('close', (event) => {
      remember(opened);
      if (mayClose || !parts.hasTray || !remembered.value.keepRunning) return;
      event.preventDefault();
      hide(opened);
      parts.onHidden();
    });
    opened.on('session-end', parts.onSessionEnd);
    opened.once('closed', () => {
      window = null;
    });
    opened.loadURL(placeUrl(place)).catch(onError);
    return opened;
  };

  /** A page that listens goes there by itself and keeps what it shows besides; any other is loaded anew. */
  const go = (opened: W, place: Place): void => {
    const { webContents } = opened;
    const isListening =
      !webContents.isLoadingMainFrame() &&
      !webContents.isCrashed() &&
      isPageUrl(webContents.getURL());
    if (isListening) tellPage(webContents, 'app.go', { query: placeQuery(place) });
    else opened.loadURL(placeUrl(place)).catch(onError);
  };

  return {
    current: () => window,
    show(place) {
      if (window === null) {
        window = open(place);
        return;
      }
      if (place.screen !== 'last') go(window, place);
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    allowClosing() {
      mayClose = true;
    },
  };
}

/** On macOS a full-screen window that is hidden leaves its black space behind. */
function hide(window: WindowParts): void {
  if (!window.isFullScreen()) {
    window.hide();
    return;
  }
  window.once('leave-full-screen', () => window.hide());
  window.setFullScreen(false);
}
