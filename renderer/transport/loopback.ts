import {
  API_PATH,
  type ApiResult,
  apiResultSchema,
  CLOSED_FOR_KEY,
  EVENTS_PATH,
  eventFrameSchema,
  type Transport,
} from '../../shared/api/transport.ts';
import type { Connection } from '../state/store.ts';

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 5_000;
const UNREACHABLE: ApiResult = { ok: false, error: { code: 'UNREACHABLE', details: {} } };

export interface LoopbackOptions {
  /** Proves that the page was opened by whoever started Rollcall. */
  readonly key: string;
  readonly onConnection: (connection: Connection) => void;
}

/** Talks to the Rollcall that served this page: questions by POST, news by one WebSocket that comes back by itself. */
export function createLoopbackTransport({ key, onConnection }: LoopbackOptions): Transport {
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  let retryMs = FIRST_RETRY_MS;
  connect();

  function connect(): void {
    const socket = new WebSocket(`ws://${window.location.host}${EVENTS_PATH}`);
    socket.addEventListener('open', () => socket.send(JSON.stringify({ key })));
    socket.addEventListener('message', ({ data }) => {
      retryMs = FIRST_RETRY_MS;
      onConnection('online');
      receive(String(data));
    });
    socket.addEventListener('close', ({ code }) => {
      if (code === CLOSED_FOR_KEY) return onConnection('locked');
      onConnection('reconnecting');
      setTimeout(connect, retryMs);
      retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
    });
  }

  function receive(text: string): void {
    const frame = eventFrameSchema.parse(JSON.parse(text));
    for (const listener of listeners.get(frame.event) ?? []) listener(frame.payload);
  }

  return {
    request: async (name, params) => {
      try {
        const response = await fetch(`${API_PATH}${name}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
          body: JSON.stringify(params),
        });
        return apiResultSchema.parse(await response.json());
      } catch {
        return UNREACHABLE;
      }
    },
    subscribe: (name, listener) => {
      const ofName = listeners.get(name) ?? new Set();
      listeners.set(name, ofName.add(listener));
      return () => void ofName.delete(listener);
    },
  };
}
