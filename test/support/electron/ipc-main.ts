/** https://electronjs.org/docs/api/ipc-main */
import { Imitation, Occurrence } from './imitation.ts';
import type { WebContents, WebFrameMain } from './web-contents.ts';

/** Of a message: who sent it, and from which frame. */
export class MessageEvent extends Occurrence {
  readonly type = 'frame';
  readonly sender: WebContents;
  readonly senderFrame: WebFrameMain | null;

  constructor(sender: WebContents, senderFrame: WebFrameMain | null) {
    super();
    this.sender = sender;
    this.senderFrame = senderFrame;
  }
}

type Listener = (event: MessageEvent, ...args: unknown[]) => unknown;

class StandInIpcMain extends Imitation {
  readonly #handlers = new Map<string, Listener>();

  constructor() {
    super('ipcMain');
  }

  /** "Adds a handler for an invokeable IPC"; a second one for a channel throws. */
  handle(channel: string, listener: Listener): void {
    if (this.#handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    this.#handlers.set(channel, listener);
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  /** A page invokes. "Errors thrown through handle in the main process are not transparent": only the message goes. */
  async invoked(event: MessageEvent, channel: string, args: readonly unknown[]): Promise<unknown> {
    try {
      const handler = this.#handlers.get(channel);
      if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
      return await handler(event, ...args);
    } catch (error) {
      throw new Error(`Error invoking remote method '${channel}': ${String(error)}`);
    }
  }
}

export const ipcMain = new StandInIpcMain();
