/** What the page gets from the preload: the two functions of a transport, for the contract's names alone. */
import type { IpcRenderer } from 'electron';
import { failure } from '../../shared/api/dispatch.ts';
import type { Transport } from '../../shared/api/transport.ts';
import { EVENT_CHANNEL, REQUEST_CHANNEL } from './channels.ts';
import { EVENT_NAMES, REQUEST_NAMES } from './contract-names.ts';

type Listener = (payload: unknown) => void;

export interface BridgeParts extends Pick<IpcRenderer, 'invoke'> {
  on(channel: string, listener: (event: unknown, name: unknown, payload: unknown) => void): unknown;
}

export function createBridge(ipcRenderer: BridgeParts): Transport {
  const listeners = new Map<unknown, Set<Listener>>(EVENT_NAMES.map((name) => [name, new Set()]));
  // Electron's event object stays here: through its sender the page would reach every channel.
  ipcRenderer.on(EVENT_CHANNEL, (_event, name, payload) => {
    for (const listener of listeners.get(name) ?? []) listener(payload);
  });
  return {
    async request(name, params) {
      if (!REQUEST_NAMES.includes(name)) return failure('REQUEST_UNKNOWN');
      try {
        return await ipcRenderer.invoke(REQUEST_CHANNEL, name, params);
      } catch {
        return failure('UNREACHABLE'); // main is closing, or refused us
      }
    },
    subscribe(name, listener) {
      const subscribed = listeners.get(name);
      if (subscribed === undefined) throw new TypeError('There is no such event');
      // One subscription each, even of the same function.
      const own: Listener = (payload) => listener(payload);
      subscribed.add(own);
      return () => void subscribed.delete(own);
    },
  };
}
