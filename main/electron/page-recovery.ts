import type { MessageBoxOptions, MessageBoxReturnValue } from 'electron';
import { type Language, messages } from '../../shared/messages/messages.ts';
import type { WindowParts } from './parts.ts';

// What goes down more often than that would go down again.
const MOST_RELOADS = 3;
const WITHIN_MS = 60_000;
const AGAIN = 0;

export interface PageRecoveryParts {
  readonly dialog: { showMessageBox(options: MessageBoxOptions): Promise<MessageBoxReturnValue> };
  readonly language: () => Language;
  readonly now: () => number;
  /** The page's process ended for this reason. */
  readonly onGone: (reason: string) => void;
  readonly onError: (error: unknown) => void;
}

/** Brings the page back when its process is gone. Its place is in its address, everything else is in main. */
export function createPageRecovery(parts: PageRecoveryParts): (window: WindowParts) => void {
  const { dialog, language, now, onGone, onError } = parts;
  let reloads: number[] = [];

  const ask = async (window: WindowParts): Promise<void> => {
    const { pageGone } = messages(language()).desktop;
    const { response } = await dialog.showMessageBox({
      type: 'error',
      message: pageGone.message,
      detail: pageGone.detail,
      buttons: [pageGone.again, pageGone.close],
      defaultId: AGAIN,
      cancelId: 1,
    });
    if (window.isDestroyed()) return;
    reloads = [];
    if (response === AGAIN) window.webContents.reload();
    else window.destroy();
  };

  return (window) => {
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason === 'clean-exit') return;
      onGone(reason);
      reloads = reloads.filter((atMs) => now() - atMs < WITHIN_MS);
      if (reloads.length >= MOST_RELOADS) {
        ask(window).catch(onError);
        return;
      }
      reloads.push(now());
      window.webContents.reload();
    });
  };
}
