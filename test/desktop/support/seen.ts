import type * as Electron from 'electron';

/** What `watch-electron.cjs` remembers in the app's main process, and the answers it gives. */
export interface Seen {
  readonly trays: { readonly tray: Electron.Tray; menu: Electron.Menu }[];
  readonly toolTips: string[];
  /** The tray's pictures, by the names of their files. */
  readonly images: string[];
  readonly notifications: Electron.Notification[];
  readonly boxes: Electron.MessageBoxOptions[];
  readonly errors: { readonly title: string; readonly content: string }[];
  readonly saves: Electron.SaveDialogOptions[];
  readonly links: string[];
  readonly folders: string[];
  readonly answers: { readonly files: string[]; readonly buttons: string[] };
}

declare global {
  /** Only in functions that run in main. */
  var seen: Seen;
}
