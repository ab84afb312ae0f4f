import type { MessageBoxOptions, MessageBoxReturnValue } from 'electron';
import type { Snapshot } from '../../shared/api/contract.ts';
import { type Language, messages } from '../../shared/messages/messages.ts';

// The buttons by their place.
const WAIT = 0;
const NOW = 1;
const STAY = 2;

export interface QuitGuardParts {
  readonly dialog: { showMessageBox(options: MessageBoxOptions): Promise<MessageBoxReturnValue> };
  readonly language: () => Language;
  readonly isSyncing: () => boolean;
  readonly quit: () => void;
  /** The person thought better of it. */
  readonly onStay: () => void;
  readonly onError: (error: unknown) => void;
}

export interface QuitGuard {
  /** Whether to quit right now; if not, the person is asked, and `quit` may come later. */
  mayQuit(): boolean;
  /** Something has changed: whoever waits for the sync may go. */
  update(): void;
  /** The computer shuts down: nobody is there to answer. */
  giveWay(): void;
}

/** Asks before a sync that is arriving is cut off. */
export function createQuitGuard(parts: QuitGuardParts): QuitGuard {
  const { dialog, language, isSyncing, quit, onStay, onError } = parts;
  let state: 'open' | 'asking' | 'waiting' | 'agreed' = 'open';

  const leave = (): void => {
    state = 'agreed';
    quit();
  };

  const ask = async (): Promise<void> => {
    state = 'asking';
    const { quitting } = messages(language()).desktop;
    const { response } = await dialog.showMessageBox({
      type: 'question',
      message: quitting.message,
      detail: quitting.detail,
      buttons: [quitting.wait, quitting.now, quitting.stay],
      defaultId: WAIT,
      cancelId: STAY,
      noLink: true,
    });
    if (response === NOW || (response === WAIT && !isSyncing())) {
      leave();
      return;
    }
    state = response === WAIT ? 'waiting' : 'open';
    if (response !== WAIT) onStay();
  };

  return {
    mayQuit() {
      if (state === 'agreed' || !isSyncing()) return true;
      if (state !== 'asking') {
        ask().catch((error: unknown) => {
          state = 'open';
          onError(error);
        });
      }
      return false;
    },
    update() {
      if (state === 'waiting' && !isSyncing()) leave();
    },
    giveWay() {
      state = 'agreed';
    },
  };
}

/** Whether Mixpanel is in the middle of something that quitting would cut off. The sample is none of it. */
export function isSyncing({ cohorts, waiting, sampleRunning }: Snapshot): boolean {
  const isArriving = cohorts.some(({ arriving, isSample }) => arriving !== null && !isSample);
  return isArriving || (waiting > 0 && !sampleRunning);
}
