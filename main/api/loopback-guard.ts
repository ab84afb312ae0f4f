/**
 * Who may talk to the screens' port. Every page the person visits can send requests to 127.0.0.1, and a name of
 * somebody else's may point there: the Host header tells whose page it is meant for, the Origin whose page sent it.
 */
import type { IncomingMessage } from 'node:http';
import { isSameSecret } from '../receiver/same-secret.ts';

/** A request that begins something of ours, a request or a socket, comes from our own page and says so. */
export function isFromOurPage(request: IncomingMessage, port: number): boolean {
  return isForUs(request, port) && request.headers.origin === `http://${request.headers.host}`;
}

/** A request for a file: meant for this address, and not made by somebody else's page. */
export function isForUs({ headers }: IncomingMessage, port: number): boolean {
  const { host, origin } = headers;
  const isHost = host === `127.0.0.1:${port}` || host === `localhost:${port}`;
  return isHost && (origin === undefined || origin === `http://${host}`);
}

export function hasKey({ headers }: IncomingMessage, key: string): boolean {
  const [, given = ''] = /^Bearer ([\w-]{1,200})$/.exec(headers.authorization ?? '') ?? [];
  return isSameSecret(given, key);
}
