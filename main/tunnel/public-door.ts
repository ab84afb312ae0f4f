import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';
import { PROBE_HEADER } from '../receiver/probe-header.ts';
import { broken, type Failure } from './failure.ts';
import { networkFailure } from './network-failure.ts';
import { ngrokFailure } from './ngrok-failures.ts';
import type { Probes } from './probes.ts';
import type { Look } from './watch-session.ts';

const DOOR_MS = 5_000;
const KNOCK_MS = 5_000;

/** host:port, as in `127.0.0.1:8080`. */
export interface Place {
  readonly host: string;
  readonly port: number;
}

export interface PublicDoor {
  readonly probes: Probes;
  /** Where the door is when the public name does not lead there: spoken to in plain HTTP, with the name as Host. */
  readonly via: Place | null;
}

/** Sends a marked request to a hook URL, and tells whether it came back in here. */
export async function lookThrough(hookUrl: string, { probes, via }: PublicDoor): Promise<Look> {
  const url = new URL(hookUrl);
  const mark = probes.begin();
  try {
    const answer = await knock(url, via, mark);
    if (probes.end(mark)) return { kind: 'through' };
    const raw = answer.ngrokCode;
    if (raw !== null) return judged(ngrokFailure(raw, url.hostname));
    const failure = broken('TUNNEL_LEADS_ELSEWHERE', { status: answer.status, host: url.hostname });
    return { kind: 'elsewhere', failure };
  } catch (error) {
    // It came, only the answer was lost: the way in is open.
    if (probes.end(mark)) return { kind: 'through' };
    return { kind: 'unsure', failure: networkFailure(error, url.hostname) };
  }
}

/** Only that nobody is connected contradicts a session; a used up allowance or a busy edge does not. */
function judged(failure: Failure): Look {
  const isGone = failure.code === 'TUNNEL_ENDPOINT_OFFLINE';
  return { kind: isGone ? 'elsewhere' : 'unsure', failure };
}

interface Answer {
  readonly status: number;
  readonly ngrokCode: string | null;
}

function knock(url: URL, via: Place | null, mark: string): Promise<Answer> {
  const isPlain = via !== null || url.protocol === 'http:';
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const request = (isPlain ? http : https).request({
    host: via?.host ?? bare(url.hostname),
    port: via?.port ?? (url.port || undefined),
    path: url.pathname,
    method: 'GET',
    // A connection of its own: one that was kept open would not prove the way.
    agent: false,
    signal: AbortSignal.timeout(KNOCK_MS),
    headers: {
      host: url.host,
      [PROBE_HEADER]: mark,
      'user-agent': 'Rollcall',
      'ngrok-skip-browser-warning': '1',
    },
  });
  request.on('error', (error) => reject(timedOut(error)));
  request.on('response', (response) => {
    const code = response.headers['ngrok-error-code'];
    response.resume();
    response.on('error', reject);
    response.on('end', () =>
      resolve({
        status: response.statusCode ?? 0,
        ngrokCode: typeof code === 'string' ? code : null,
      }),
    );
  });
  request.end();
  return promise;
}

/** Opens the way to a public address and closes it again: name, connection, encryption. */
export async function tryDoor(origin: string, via: Place | null): Promise<Failure | null> {
  const { port, protocol, hostname: named } = new URL(origin);
  const hostname = bare(named);
  const isPlain = via !== null || protocol === 'http:';
  const host = via?.host ?? hostname;
  const at = { host, port: via?.port ?? Number(port || (isPlain ? 80 : 443)) };
  const servername = net.isIP(hostname) === 0 ? hostname : undefined;
  return await trySocket(
    () =>
      isPlain
        ? net.connect(at)
        : tls.connect({ ...at, ...(servername === undefined ? {} : { servername }) }),
    isPlain ? 'connect' : 'secureConnect',
    { host, limitMs: DOOR_MS },
  );
}

/** Whether a connection comes about; it is closed at once. */
export async function trySocket(
  open: () => net.Socket,
  readyEvent: 'connect' | 'secureConnect',
  { host, limitMs }: { readonly host: string; readonly limitMs: number },
): Promise<Failure | null> {
  const socket = open();
  const { promise, resolve } = Promise.withResolvers<Failure | null>();
  const deadline = setTimeout(() => resolve(broken('TUNNEL_TOO_SLOW', { host })), limitMs);
  socket.on(readyEvent, () => resolve(null));
  socket.on('error', (error) => resolve(networkFailure(error, host)));
  socket.on('close', () => resolve(broken('TUNNEL_BLOCKED', { host })));
  try {
    return await promise;
  } finally {
    clearTimeout(deadline);
    socket.destroy();
  }
}

/** An address of IPv6 stands in brackets in a URL, and nowhere else. */
function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

function timedOut(error: Error): Error {
  return error.name === 'AbortError' || error.name === 'TimeoutError'
    ? Object.assign(new Error('no answer in time', { cause: error }), { code: 'ETIMEDOUT' })
    : error;
}
