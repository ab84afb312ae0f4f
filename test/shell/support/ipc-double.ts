import type { Sender } from '../../../main/electron/ipc-transport.ts';
import type { ApiResult } from '../../../shared/api/transport.ts';

export class IpcMainDouble {
  readonly handlers = new Map<
    string,
    (event: Sender, name: unknown, params: unknown) => Promise<ApiResult>
  >();

  handle(
    channel: string,
    listener: (event: Sender, name: unknown, params: unknown) => Promise<ApiResult>,
  ): void {
    // Electron throws for a second handler.
    if (this.handlers.has(channel)) throw new Error(`A second handler for ${channel}`);
    this.handlers.set(channel, listener);
  }
  removeHandler(channel: string): void {
    this.handlers.delete(channel);
  }
  /** A page invokes; question and answer are cloned. */
  async invoke(event: Sender, channel: string, ...args: unknown[]): Promise<unknown> {
    const handler = this.handlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    const [name, params] = structuredClone(args);
    return structuredClone(await handler(event, name, params));
  }
}
