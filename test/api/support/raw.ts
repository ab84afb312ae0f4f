import { request } from 'node:http';
import { connect } from 'node:net';
import { WebSocket } from 'ws';
import { EVENTS_PATH } from '../../../shared/api/transport.ts';

export interface RawRequest {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** Sends just these headers, as no browser would let a page do. */
export function ask(
  url: string,
  { method = 'GET', path, headers, body }: RawRequest,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers, agent: false });
    sent.on('error', reject);
    sent.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
      });
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      );
    });
    sent.end(body);
  });
}

/** Opens the socket for events, says something, and resolves with the code it is closed with. */
export function closeCodeAfter(
  uiUrl: string,
  messages: readonly (string | Buffer)[],
): Promise<number> {
  const { host, origin } = new URL(uiUrl);
  const socket = new WebSocket(`ws://${host}${EVENTS_PATH}`, { origin });
  return new Promise((resolve, reject) => {
    socket.on('open', () => {
      for (const message of messages) socket.send(message);
    });
    socket.on('close', resolve);
    socket.on('error', reject);
  });
}

/** What the server says to an upgrade with these headers: its first line. */
export function upgrade(
  url: string,
  headers: Readonly<Record<string, string>>,
  path = EVENTS_PATH,
): Promise<string> {
  const { hostname, port } = new URL(url);
  const lines = Object.entries({
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  const socket = connect(Number(port), hostname);
  socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', () => resolve(''));
    socket.once('data', (bytes) => {
      socket.destroy();
      resolve(bytes.toString().split('\r\n')[0] ?? '');
    });
  });
}
