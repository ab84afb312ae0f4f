import * as z from 'zod';
import { UPLOAD_PIECE_BYTES } from '../../shared/api/backup-model.ts';
import {
  API_PATH,
  type ApiResult,
  apiResultSchema,
  CLOSED_FOR_KEY,
  EVENTS_PATH,
  eventFrameSchema,
  type Transport,
} from '../../shared/api/transport.ts';
import { RollcallError } from '../../shared/errors.ts';
import type { Upload } from '../state/api.ts';
import type { Connection } from '../state/store.ts';
import type { PageKey } from './page-key.ts';

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 5_000;
const renewedSchema = z.object({ uiUrl: z.string() });
const UNREACHABLE: ApiResult = { ok: false, error: { code: 'UNREACHABLE', details: {} } };

export interface LoopbackOptions {
  /** Proves that the page was opened by whoever started Rollcall. */
  readonly key: PageKey;
  readonly onConnection: (connection: Connection) => void;
}

/** Talks to the Rollcall that served this page: questions by POST, news by one WebSocket that comes back by itself. */
export function createLoopbackTransport({
  key,
  onConnection,
}: LoopbackOptions): Transport & { readonly upload: Upload } {
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  let retryMs = FIRST_RETRY_MS;
  let renewal: Promise<unknown> | null = null;
  key.onReplaced(connect);
  connect();

  function connect(): void {
    const socket = new WebSocket(`ws://${window.location.host}${EVENTS_PATH}`);
    const shown = key.value();
    socket.addEventListener('open', () => socket.send(JSON.stringify({ key: shown })));
    socket.addEventListener('message', ({ data }) => {
      retryMs = FIRST_RETRY_MS;
      onConnection('online');
      receive(String(data));
    });
    socket.addEventListener('close', ({ code }) => {
      // Whoever asks for a new key is let go like everybody, and comes back with it.
      if (code === CLOSED_FOR_KEY) {
        if (renewal === null && shown === key.value()) onConnection('locked');
        return;
      }
      onConnection('reconnecting');
      setTimeout(connect, retryMs);
      retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
    });
  }

  function receive(text: string): void {
    const frame = eventFrameSchema.parse(JSON.parse(text));
    for (const listener of listeners.get(frame.event) ?? []) listener(frame.payload);
  }

  function ask(name: string, params: unknown): Promise<ApiResult> {
    return answered(() =>
      fetch(`${API_PATH}${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key.value()}` },
        body: JSON.stringify(params),
      }),
    );
  }

  async function renewKey(name: string, params: unknown): Promise<ApiResult> {
    const asked = ask(name, params);
    renewal = asked;
    const answer = await asked;
    renewal = null;
    const renewed = answer.ok ? renewedSchema.safeParse(answer.value) : null;
    if (renewed?.success) key.replace(new URL(renewed.data.uiUrl).hash.slice(1));
    return answer;
  }

  async function upload(path: string, file: Blob, onSent: (bytes: number) => void) {
    for (let at = 0; at < file.size; at += UPLOAD_PIECE_BYTES) {
      const answer = await answered(() =>
        fetch(`${path}?at=${at}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${key.value()}` },
          body: file.slice(at, at + UPLOAD_PIECE_BYTES),
        }),
      );
      if (!answer.ok) throw new RollcallError(answer.error.code, answer.error.details);
      onSent(Math.min(file.size, at + UPLOAD_PIECE_BYTES));
    }
  }

  return {
    upload,
    request: (name, params) =>
      name === 'settings.renewKey' ? renewKey(name, params) : ask(name, params),
    subscribe: (name, listener) => {
      const ofName = listeners.get(name) ?? new Set();
      listeners.set(name, ofName.add(listener));
      return () => void ofName.delete(listener);
    },
  };
}

/** What main answers; that nothing came is an answer, too. */
async function answered(send: () => Promise<Response>): Promise<ApiResult> {
  try {
    const response = await send();
    return apiResultSchema.parse(await response.json());
  } catch {
    return UNREACHABLE;
  }
}
