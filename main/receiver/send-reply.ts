import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { MixpanelReply } from '../mixpanel/reply.ts';
import { CHALLENGE } from './basic-auth.ts';
import type { ReceiverLimits } from './limits.ts';
import { announcesBody } from './read-body.ts';

type Linger = Pick<ReceiverLimits, 'lingerBytes' | 'lingerMs' | 'lingerIdleMs'>;

// Mixpanel spreads its five retries over a minute; other senders are told the same pace.
const RETRY_AFTER_SECONDS = '10';

/** The bare 404 for sockets on which Node has no response to offer: the same bytes as `sendBare404`. */
export const BARE_404 = 'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';

/** Says nothing but 404. Always closes, so that a wrong path, secret, method and malformed HTTP look alike. */
export function sendBare404(
  request: IncomingMessage,
  response: ServerResponse,
  linger: Linger,
): void {
  response.sendDate = false;
  response.writeHead(404, { 'Content-Length': 0, Connection: 'close' });
  finish(request, response, '', linger);
}

/** Sends Mixpanel's envelope. When the request's body was not read to its end, the connection closes after it. */
export function sendReply(
  request: IncomingMessage,
  response: ServerResponse,
  reply: MixpanelReply,
  linger: Linger,
): void {
  const headers: OutgoingHttpHeaders = {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(reply.json),
    'Cache-Control': 'no-store',
  };
  if (reply.status === 401) headers['WWW-Authenticate'] = CHALLENGE;
  if (reply.status === 503) headers['Retry-After'] = RETRY_AFTER_SECONDS;
  if (isUnread(request)) headers.Connection = 'close';
  response.writeHead(reply.status, headers);
  finish(request, response, reply.json, linger);
}

function isUnread(request: IncomingMessage): boolean {
  return announcesBody(request) && !request.complete;
}

function finish(
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
  linger: Linger,
): void {
  if (!isUnread(request)) {
    response.end(body);
    return;
  }
  // Closing with bytes unread resets the connection, and the sender might lose the answer:
  // the answer goes out now, the end (at which Node closes) waits while a bounded rest is thrown away.
  response.flushHeaders();
  if (body !== '' && request.method !== 'HEAD') response.write(body);
  discardRest(request, linger, () => response.end());
}

function discardRest(request: IncomingMessage, linger: Linger, done: () => void): void {
  let leftBytes = linger.lingerBytes;
  const stop = (): void => {
    clearTimeout(idle);
    clearTimeout(deadline);
    request.off('data', onData).off('end', stop).off('close', stop).off('error', stop);
    done();
  };
  const onData = (chunk: Buffer): void => {
    idle.refresh();
    leftBytes -= chunk.byteLength;
    if (leftBytes < 0) stop();
  };
  const idle = setTimeout(stop, linger.lingerIdleMs);
  const deadline = setTimeout(stop, linger.lingerMs);
  request.on('data', onData).on('end', stop).on('close', stop).on('error', stop);
  request.resume();
}
