import type { MessageBoxOptions, MessageBoxReturnValue } from 'electron';
import { type Language, messages } from '../../shared/messages/messages.ts';
import type { StayReason } from './reason-to-stay.ts';

// The buttons by their place.
const WAIT = 0;
const NOW = 1;
const STAY = 2;

export interface QuitGuardParts {
  readonly dialog: { showMessageBox(options: MessageBoxOptions): Promise<MessageBoxReturnValue> };
  readonly language: () => Language;
  /** What speaks against it for whoever wanted it at that moment; null: nothing. */
  readonly reason: (wantedAtMs: number) => StayReason | null;
  readonly now: () => number;
  readonly quit: () => void;
  /** The person thought better of it. */
  readonly onStay: () => void;
  /** It begins or ends waiting for a sync to be done. */
  readonly onWaiting: () => void;
  readonly onError: (error: unknown) => void;
}

export interface QuitGuard {
  /** Whether to quit right now; if not, the person is asked, and `quit` may come later. */
  mayQuit(): boolean;
  /** Something has changed: whoever waits for the sync may go. */
  update(): void;
  /** Whether it quits once a sync is done. */
  isWaiting(): boolean;
  /** The person thinks better of waiting. */
  stay(): void;
  /** The computer shuts down: nobody is there to answer. */
  giveWay(): void;
}

/** Asks before a sync that is arriving is cut off, or one that is due finds nobody. */
export function createQuitGuard(parts: QuitGuardParts): QuitGuard {
  const { dialog, language, quit, onStay, onWaiting, onError } = parts;
  let state: 'open' | 'asking' | 'waiting' | 'agreed' = 'open';
  /** When the person last wanted to quit: whoever waits, waits for what was near then. */
  let wantedAtMs = 0;

  const leave = (): void => {
    state = 'agreed';
    quit();
  };

  const ask = async (reason: StayReason): Promise<void> => {
    state = 'asking';
    const { quitting } = messages(language()).desktop;
    const isArriving = reason.kind === 'arriving';
    const { response } = await dialog.showMessageBox({
      type: 'question',
      message: isArriving ? quitting.message : quitting.expected(reason.inMinutes),
      detail: isArriving ? quitting.detail : quitting.expectedDetail,
      buttons: [quitting.wait, quitting.now, quitting.stay],
      defaultId: WAIT,
      cancelId: STAY,
      noLink: true,
    });
    if (response === NOW || (response === WAIT && parts.reason(wantedAtMs) === null)) {
      leave();
      return;
    }
    state = response === WAIT ? 'waiting' : 'open';
    if (response !== WAIT) onStay();
    onWaiting();
  };

  return {
    mayQuit() {
      const nowMs = parts.now();
      const reason = parts.reason(nowMs);
      if (state === 'agreed' || reason === null) return true;
      if (state !== 'asking') {
        wantedAtMs = nowMs;
        ask(reason).catch((error: unknown) => {
          state = 'open';
          onError(error);
        });
      }
      return false;
    },
    update() {
      if (state === 'waiting' && parts.reason(wantedAtMs) === null) leave();
    },
    isWaiting: () => state === 'waiting',
    stay() {
      if (state === 'waiting') state = 'open';
      onWaiting();
    },
    giveWay() {
      state = 'agreed';
    },
  };
}
