/**
 * The pieces of Electron that more than one file of the shell uses, no wider than they are used. Methods have
 * Electron's own types; `on` is spelt out, since a double can't return Electron's `this`. index.ts hands in
 * the real ones, which proves that they fit.
 */
import type { BrowserWindow, RenderProcessGoneDetails, Session, WebContents } from 'electron';

export interface Preventable {
  preventDefault(): void;
}

export interface SessionParts extends Pick<Session, 'setDisplayMediaRequestHandler'> {
  setPermissionRequestHandler(
    handler: (
      contents: unknown,
      permission: string,
      callback: (isGranted: boolean) => void,
    ) => void,
  ): void;
  setPermissionCheckHandler(handler: (contents: unknown, permission: string) => boolean): void;
  setDevicePermissionHandler(handler: () => boolean): void;
}

export interface ContentsParts
  extends Pick<
    WebContents,
    | 'getURL'
    | 'isCrashed'
    | 'isDestroyed'
    | 'isLoadingMainFrame'
    | 'reload'
    | 'send'
    | 'setWindowOpenHandler'
  > {
  readonly session: SessionParts;
  on(
    event: 'will-frame-navigate' | 'will-redirect',
    listener: (details: Preventable & { readonly url: string }) => void,
  ): unknown;
  on(event: 'will-attach-webview', listener: (event: Preventable) => void): unknown;
  on(
    event: 'render-process-gone',
    listener: (event: unknown, details: Pick<RenderProcessGoneDetails, 'reason'>) => void,
  ): unknown;
}

export interface WindowParts
  extends Pick<
    BrowserWindow,
    | 'destroy'
    | 'focus'
    | 'getNormalBounds'
    | 'hide'
    | 'isDestroyed'
    | 'isFocused'
    | 'isFullScreen'
    | 'isMaximized'
    | 'isMinimized'
    | 'loadURL'
    | 'maximize'
    | 'restore'
    | 'setFullScreen'
    | 'show'
  > {
  readonly webContents: ContentsParts;
  on(event: 'close', listener: (event: Preventable) => void): unknown;
  on(
    event: 'maximize' | 'move' | 'resize' | 'session-end' | 'unmaximize',
    listener: () => void,
  ): unknown;
  once(event: 'ready-to-show' | 'leave-full-screen' | 'closed', listener: () => void): unknown;
}
