import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import http from 'node:http';
import net from 'node:net';
import { HOOK_PATH } from './start-receiver.ts';

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Sending {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Uint8Array;
  /** Sent chunked instead of with a Content-Length. */
  readonly chunks?: Iterable<string | Uint8Array>;
  readonly agent?: http.Agent;
}

/** One request as an ordinary client sends it; a POST to the hook path unless told otherwise. */
export function send(port: number, sending: Sending = {}): Promise<Reply> {
  const { method = 'POST', path = HOOK_PATH, headers = {}, body, chunks, agent } = sending;
  const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const request = http.request(
      { host: '127.0.0.1', port, method, path, agent, headers: { ...length, ...headers } },
      (response) => {
        const received: Buffer[] = [];
        response.on('data', (chunk: Buffer) => received.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(received).toString('utf8'),
          }),
        );
      },
    );
    request.on('error', reject);
    for (const chunk of chunks ?? []) request.write(chunk);
    request.end(body);
  });
}

export function jsonOf(reply: Reply): unknown {
  return JSON.parse(reply.text);
}

/** A bare TCP connection, for what no HTTP client would send. */
export interface RawConnection {
  readonly socket: net.Socket;
  /** Everything received so far, a character per byte. */
  received(): string;
  /** Resolves once the text received satisfies the condition; rejects when the connection closes before. */
  until(condition: (received: string) => boolean): Promise<string>;
  /** Resolves with everything received once the connection is closed, properly or by a reset. */
  closed(): Promise<string>;
}

export function connect(port: number): Promise<RawConnection> {
  const socket = net.connect({ host: '127.0.0.1', port });
  let text = '';
  let isClosed = false;
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of [...listeners]) listener();
  };
  socket.setEncoding('latin1');
  socket.on('data', (piece: string) => {
    text += piece;
    tell();
  });
  // A reset is a way of closing here; who cares looks at what was received.
  socket.on('error', () => {});
  socket.on('close', () => {
    isClosed = true;
    tell();
  });

  const when = (condition: () => boolean): Promise<string> =>
    new Promise((resolve, reject) => {
      const check = (): void => {
        if (condition()) resolve(text);
        else if (isClosed) reject(new Error(`Closed after: ${JSON.stringify(text)}`));
        else return;
        listeners.delete(check);
      };
      listeners.add(check);
      check();
    });

  return new Promise((resolve) => {
    const opened = (): void =>
      resolve({
        socket,
        received: () => text,
        until: (condition) => when(() => condition(text)),
        closed: () => when(() => isClosed),
      });
    socket.once('connect', opened);
    socket.once('error', opened);
  });
}

/** Sends bytes on a connection of its own and returns all that comes back until it closes. */
export async function sendRaw(port: number, bytes: string | Uint8Array): Promise<string> {
  const connection = await connect(port);
  connection.socket.write(bytes);
  const received = await connection.closed();
  connection.socket.destroy();
  return received;
}
