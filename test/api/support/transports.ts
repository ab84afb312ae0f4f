import { WebSocket } from 'ws';
import {
  API_PATH,
  type ApiResult,
  apiResultSchema,
  EVENTS_PATH,
  eventFrameSchema,
  type Transport,
} from '../../../shared/api/transport.ts';

/** A transport that is open until it is closed. */
export interface OpenTransport extends Transport {
  close(): void;
}

/** What two processes do that pass structured clones, as Electron's do: nothing is shared, only data travels. */
export function cloning(api: Transport): OpenTransport {
  const ends: (() => void)[] = [];
  return {
    async request(name, params) {
      return structuredClone(await api.request(name, structuredClone(params)));
    },
    subscribe(name, listener) {
      const end = api.subscribe(name, (payload) => listener(structuredClone(payload)));
      ends.push(end);
      return end;
    },
    close() {
      for (const end of ends) end();
    },
  };
}

/** What a page in a browser does; resolves once the first event, the whole state, has come. */
export async function loopback(uiUrl: string): Promise<OpenTransport> {
  const { origin, host, hash } = new URL(uiUrl);
  const key = hash.slice(1);
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  const socket = new WebSocket(`ws://${host}${EVENTS_PATH}`, { origin });
  socket.on('open', () => socket.send(JSON.stringify({ key })));
  await new Promise<void>((resolve, reject) => {
    socket.once('message', () => resolve());
    socket.once('close', (code) => reject(new Error(`The socket was closed with ${code}.`)));
    socket.once('error', reject);
  });
  socket.on('message', (data) => {
    const frame = eventFrameSchema.parse(JSON.parse(String(data)));
    for (const listener of listeners.get(frame.event) ?? []) listener(frame.payload);
  });
  return {
    request: (name, params) =>
      postRequest(uiUrl, name, { key, body: JSON.stringify(params), origin }),
    subscribe(name, listener) {
      const ofName = listeners.get(name) ?? new Set();
      listeners.set(name, ofName.add(listener));
      return () => void ofName.delete(listener);
    },
    close: () => socket.terminate(),
  };
}

async function postRequest(
  uiUrl: string,
  name: string,
  { key, body, origin }: { key: string; body: string; origin: string },
): Promise<ApiResult> {
  const response = await fetch(new URL(API_PATH + name, uiUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, origin },
    body,
  });
  return apiResultSchema.parse(await response.json());
}
