/** The sockets on which pages are told what changed. They are listened to for one message only, the key. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { contract } from '../../shared/api/contract.ts';
import {
  CLOSED_FOR_KEY,
  type EventFrame,
  keyFrameSchema,
  type Transport,
} from '../../shared/api/transport.ts';
import { isSameSecret } from '../receiver/same-secret.ts';

const MAX_MESSAGE_BYTES = 1024;
const KEY_WITHIN_MS = 5_000;
const PING_EVERY_MS = 30_000;
/** A page that does not keep up is let go: it comes back and asks for everything anew. */
const MAX_BUFFERED_BYTES = 1024 * 1024;
const MAX_SOCKETS = 64;
const POLICY_VIOLATION = 1008;

const EVENT_NAMES = Object.entries(contract).flatMap(([name, { kind }]) =>
  kind === 'event' ? [name] : [],
);

export class EventSockets {
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
  });
  readonly #api: Transport;
  readonly #key: () => string;

  constructor(api: Transport, key: () => string) {
    this.#api = api;
    this.#key = key;
  }

  /** Takes over a connection whose Host and Origin are known to be right. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (this.#server.clients.size >= MAX_SOCKETS) {
      socket.destroy();
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (page) => this.#greet(page));
  }

  /** Everybody has to come again, with the new key. */
  closeAll(): void {
    for (const page of this.#server.clients) page.close(CLOSED_FOR_KEY);
  }

  close(): void {
    for (const page of this.#server.clients) page.terminate();
    this.#server.close();
  }

  #greet(page: WebSocket): void {
    const patience = setTimeout(() => page.close(POLICY_VIOLATION), KEY_WITHIN_MS);
    page.on('close', () => clearTimeout(patience));
    // ws closes the socket by itself; without a listener the process would end.
    page.on('error', () => page.terminate());
    page.once('message', (data, isBinary) => {
      clearTimeout(patience);
      const key = isBinary ? null : readKey(data);
      if (key === null) page.close(POLICY_VIOLATION);
      else if (!isSameSecret(key, this.#key())) page.close(CLOSED_FOR_KEY);
      else this.#tell(page);
    });
  }

  #tell(page: WebSocket): void {
    // A page has nothing more to say here.
    page.on('message', () => page.close(POLICY_VIOLATION));
    const ends = EVENT_NAMES.map((event) =>
      this.#api.subscribe(event, (payload) => send(page, { event, payload })),
    );
    const stopPinging = keepAlive(page);
    page.on('close', () => {
      stopPinging();
      for (const end of ends) end();
    });
    // Subscribed first: nothing that happens while the state is put together is missed.
    void this.#api.request('app.state', {}).then((answer) => {
      if (answer.ok) send(page, { event: 'app.changed', payload: answer.value });
      else page.close();
    });
  }
}

function send(page: WebSocket, frame: EventFrame): void {
  if (page.readyState !== page.OPEN) return;
  if (page.bufferedAmount > MAX_BUFFERED_BYTES) page.terminate();
  else page.send(JSON.stringify(frame));
}

/** Who does not answer a ping is gone. */
function keepAlive(page: WebSocket): () => void {
  let isAlive = true;
  page.on('pong', () => {
    isAlive = true;
  });
  const timer = setInterval(() => {
    if (!isAlive) page.terminate();
    isAlive = false;
    page.ping();
  }, PING_EVERY_MS);
  return () => clearInterval(timer);
}

function readKey(data: RawData): string | null {
  try {
    const value: unknown = JSON.parse(String(data));
    const frame = keyFrameSchema.safeParse(value);
    return frame.success ? frame.data.key : null;
  } catch {
    // No JSON, no key.
    return null;
  }
}
