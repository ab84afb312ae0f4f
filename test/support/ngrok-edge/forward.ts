/** One request of the public, handed to the agent on a stream of its own. */
import http from 'node:http';
import { pipeline } from 'node:stream';
import type { Endpoint } from './agent-session.ts';

export interface Outcome {
  readonly onAnswer: (status: number) => void;
  /** The stream ended before there was an answer; the visitor still waits for one. */
  readonly onNoAnswer: () => void;
}

/** Between two neighbours only, or answered here already. */
const NOT_PASSED_ON: ReadonlySet<string> = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'upgrade',
]);

export function forward(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  endpoint: Endpoint,
  { onAnswer, onNoAnswer }: Outcome,
): void {
  const { remoteAddress = '127.0.0.1', remotePort = 0 } = request.socket;
  const upstream = http.request({
    method: request.method,
    path: request.url,
    headers: headersFor(request, remoteAddress),
    createConnection: () => endpoint.session.openProxy(endpoint, `${remoteAddress}:${remotePort}`),
  });
  upstream.on('response', (answer) => {
    const status = answer.statusCode ?? 0;
    onAnswer(status);
    response.writeHead(status, answer.statusMessage, passedOn(answer.rawHeaders));
    pipeline(answer, response, () => {});
  });
  upstream.on('error', () => {
    if (response.headersSent) response.destroy();
    else if (!response.destroyed) onNoAnswer();
  });
  response.on('close', () => {
    if (!response.writableFinished) upstream.destroy();
  });
  request.pipe(upstream);
}

/** Source: ngrok.com/docs/endpoints/cloud-endpoints/http, upstream headers. */
function headersFor(request: http.IncomingMessage, clientIp: string): string[] {
  const forwarded = new Map([
    ['x-forwarded-for', appended(request.headers['x-forwarded-for'], clientIp)],
    ['x-forwarded-proto', appended(request.headers['x-forwarded-proto'], 'https')],
    ['x-forwarded-host', one(request.headers['x-forwarded-host']) ?? request.headers.host ?? ''],
  ]);
  const own = passedOn(request.rawHeaders, (name) => !forwarded.has(name));
  // One stream carries one request.
  return [...own, ...[...forwarded].flat(), 'connection', 'close'];
}

function passedOn(raw: readonly string[], keeps: (name: string) => boolean = () => true): string[] {
  const kept: string[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const [name = '', value = ''] = raw.slice(at, at + 2);
    const lower = name.toLowerCase();
    if (!NOT_PASSED_ON.has(lower) && keeps(lower)) kept.push(name, value);
  }
  return kept;
}

function appended(before: string | string[] | undefined, value: string): string {
  const first = one(before);
  return first === undefined ? value : `${first}, ${value}`;
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value;
}
