import type { MessageBoxOptions, MessageBoxReturnValue } from 'electron';
import type { Snapshot } from '../../shared/api/contract.ts';
import { type Language, messages } from '../../shared/messages/messages.ts';
import { beforeLeaving } from '../rhythm/before-leaving.ts';

// The buttons by their place.
const WAIT = 0;
const NOW = 1;
const STAY = 2;

/** What quitting now would cut off or miss. */
export type QuitReason =
  | { readonly kind: 'arriving' }
  | { readonly kind: 'expected'; readonly inMinutes: number };

export interface QuitGuardParts {
  readonly dialog: { showMessageBox(options: MessageBoxOptions): Promise<MessageBoxReturnValue> };
  readonly language: () => Language;
  /** null: nothing speaks against it. */
  readonly reason: () => QuitReason | null;
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

  const leave = (): void => {
    state = 'agreed';
    quit();
  };

  const ask = async (reason: QuitReason): Promise<void> => {
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
    if (response === NOW || (response === WAIT && parts.reason() === null)) {
      leave();
      return;
    }
    state = response === WAIT ? 'waiting' : 'open';
    if (response !== WAIT) onStay();
    onWaiting();
  };

  return {
    mayQuit() {
      const reason = parts.reason();
      if (state === 'agreed' || reason === null) return true;
      if (state !== 'asking') {
        ask(reason).catch((error: unknown) => {
          state = 'open';
          onError(error);
        });
      }
      return false;
    },
    update() {
      if (state === 'waiting' && parts.reason() === null) leave();
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

/** Whether something speaks against quitting now. The sample is no reason. */
export function reasonToStay(snapshot: Snapshot, nowMs: number): QuitReason | null {
  const { cohorts, waiting, sampleRunning, tunnel, settings } = snapshot;
  const real = cohorts.filter(({ isSample }) => !isSample);
  if (waiting > 0 && !sampleRunning) return { kind: 'arriving' };
  const leaving = beforeLeaving(
    {
      cohorts: real.map(({ id, arriving, nextExpected }) => ({
        id,
        isArriving: arriving !== null,
        nextExpected,
      })),
      isPaused: settings.paused,
    },
    nowMs,
  );
  if (leaving.meets === 'arriving') return { kind: 'arriving' };
  // Where nothing can come through, nobody waits.
  if (leaving.meets === 'nothing' || tunnel.state !== 'online') return null;
  if (nowMs > leaving.untilMs) return null;
  const inMinutes = Math.max(1, Math.round((leaving.atMs - nowMs) / 60_000));
  return { kind: 'expected', inMinutes };
}
