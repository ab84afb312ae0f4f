/** What a sandboxed preload can require, in a world of its own. */
import { fromText, toText } from './clone.ts';
import { linkWorlds } from './world-link.ts';

declare const linkSecret: string;

/** What Chromium lets this world call; only this world. */
declare const standInSend: (text: string) => void;

type Listener = (event: object, ...args: unknown[]) => void;

// The first thing the own world provides is the exposing.
const EXPOSE = 0;

const link = linkWorlds(linkSecret, 'preload', 'own');
link.provide((url, frameName) => {
  standInSend(JSON.stringify({ kind: 'open', id: 0, channel: '', args: toText([url, frameName]) }));
});
const listeners = new Map<string, Set<Listener>>();
const waiting = new Map<number, PromiseWithResolvers<unknown>>();
let lastId = 0;

function post(kind: 'send' | 'invoke', id: number, channel: string, args: unknown[]): void {
  // Cloned first: what can't be throws here, in the preload, as in Electron.
  standInSend(JSON.stringify({ kind, id, channel, args: toText(args) }));
}

function add(channel: string, listener: Listener): void {
  const known = listeners.get(channel) ?? new Set();
  listeners.set(channel, known.add(listener));
}

const ipcRenderer = byName('ipcRenderer', {
  send: (channel: string, ...args: unknown[]) => post('send', 0, channel, args),
  async invoke(channel: string, ...args: unknown[]): Promise<unknown> {
    lastId += 1;
    const answer = Promise.withResolvers<unknown>();
    post('invoke', lastId, channel, args);
    waiting.set(lastId, answer);
    return await answer.promise;
  },
  on(channel: string, listener: Listener) {
    add(channel, listener);
    return ipcRenderer;
  },
  removeListener(channel: string, listener: Listener) {
    listeners.get(channel)?.delete(listener);
    return ipcRenderer;
  },
});

const contextBridge = byName('contextBridge', {
  exposeInMainWorld: (key: string, api: unknown) => {
    // "`ipcRenderer` can no longer be sent over the `contextBridge`": it arrives empty.
    link.call(EXPOSE, key, api === ipcRenderer ? {} : api);
  },
});

/** Called by main: an answer to an invoke, or a message. */
Object.defineProperty(globalThis, 'standInReceive', {
  value(kind: 'answer' | 'error' | 'message', to: number | string, text: string): void {
    if (kind === 'message') {
      const args = fromText(text) as unknown[];
      for (const listener of listeners.get(String(to)) ?? []) listener({}, ...args);
      return;
    }
    const answer = waiting.get(Number(to));
    waiting.delete(Number(to));
    if (kind === 'answer') answer?.resolve(fromText(text));
    else answer?.reject(new Error(String(fromText(text))));
  },
});

/** "A subset of Node.js": https://electronjs.org/docs/tutorial/sandbox#preload-scripts */
export function requireInSandbox(name: string): unknown {
  if (name === 'electron') return byName('electron', { contextBridge, ipcRenderer });
  throw new Error(`module not found: ${name}`);
}

function byName<T extends object>(name: string, part: T): T {
  return new Proxy(part, {
    get(self, key) {
      if (typeof key === 'symbol' || key in self || key === 'then') return Reflect.get(self, key);
      throw new Error(`The stand-in for Electron does not imitate ${name}.${key}`);
    },
  });
}
