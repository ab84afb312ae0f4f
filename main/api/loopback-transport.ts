/**
 * The screens in a browser: the built page, its requests and its events, on a port of 127.0.0.1 that no tunnel
 * reaches. The page itself is public on this computer and holds no data; everything else takes the key.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { failure } from '../../shared/api/dispatch.ts';
import { API_PATH, type ApiResult, EVENTS_PATH } from '../../shared/api/transport.ts';
import { RollcallError } from '../../shared/errors.ts';
import type { Logger } from '../log.ts';
import type { Api } from './create-api.ts';
import { EventSockets } from './event-sockets.ts';
import { attachment } from './file-name.ts';
import { UPLOAD_PATH } from './handlers/backups.ts';
import { DOWNLOAD_PATH } from './handlers/exports.ts';
import { hasKey, isForUs, isFromOurPage } from './loopback-guard.ts';
import { PageFiles, pageHeaders } from './page-files.ts';
import { readRequest } from './read-request.ts';
import { Tickets } from './tickets.ts';

export interface LoopbackOptions {
  readonly api: Pick<Api, 'request' | 'subscribe' | 'takeDownload' | 'receiveUpload'>;
  /** The built page. */
  readonly rendererDir: string;
  /** The key in force. */
  readonly key: () => string;
  readonly log: Logger;
}

export interface LoopbackTransport {
  /** Starts listening on 127.0.0.1; 0 takes any free port. Throws PORT_IN_USE; another port may be tried then. */
  listen(port: number): Promise<{ readonly port: number }>;
  /**
   * A path that leads a browser to the page with its key, once and for a minute: what opens a browser shows the address
   * it opens to every user of the computer.
   */
  openingPath(): string;
  /** Lets go of every page: the key was renewed. */
  closePages(): void;
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';
const OPENING_PATH = '/open/';
const OPENING_MS = 60_000;
const LIMITS = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  maxConnections: 256,
};
const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  REQUEST_INVALID: 400,
  KEY_WRONG: 401,
  REQUEST_UNKNOWN: 404,
  REQUEST_TOO_LARGE: 413,
};

export function createLoopbackTransport(options: LoopbackOptions): LoopbackTransport {
  const { api, key, log } = options;
  const files = new PageFiles(options.rendererDir);
  const sockets = new EventSockets(api, key);
  const openings = new Tickets<true>();
  const server = createServer(LIMITS);
  server.maxConnections = LIMITS.maxConnections;
  let port = 0;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(pageHeaders(port))) response.setHeader(name, value);
    const [path = ''] = (request.url ?? '').split('?', 1);
    if (!isForUs(request, port)) return refuse(response, 403);
    if (request.method === 'POST' && path.startsWith(API_PATH)) {
      if (!isFromOurPage(request, port)) return refuse(response, 403);
      return sendResult(response, await answerRequest(request, path.slice(API_PATH.length)));
    }
    if (request.method === 'POST' && path.startsWith(UPLOAD_PATH)) {
      if (!isFromOurPage(request, port)) return refuse(response, 403);
      return await takePiece(request, response, path.slice(UPLOAD_PATH.length));
    }
    const isHead = request.method === 'HEAD';
    if (request.method !== 'GET' && !isHead) return refuse(response, 405);
    if (path.startsWith(DOWNLOAD_PATH) && !isHead) {
      return await sendDownload(response, path.slice(DOWNLOAD_PATH.length));
    }
    if (path.startsWith(OPENING_PATH) && !isHead) {
      if (openings.take(path.slice(OPENING_PATH.length)) === null) return refuse(response, 404);
      response.writeHead(302, { location: `/#${key()}`, 'cache-control': 'no-store' }).end();
      return;
    }
    if (!(await files.send(path, response, isHead))) refuse(response, 404);
  }

  async function answerRequest(request: IncomingMessage, name: string): Promise<ApiResult> {
    if (!hasKey(request, key())) return failure('KEY_WRONG');
    try {
      return await api.request(name, await readRequest(request));
    } catch (error) {
      if (error instanceof RollcallError) return failure(error.code, error.details);
      throw error;
    }
  }

  /** Without the key, since a browser navigates there: the ticket is as secret as it and works once. */
  async function sendDownload(response: ServerResponse, ticket: string): Promise<void> {
    const download = api.takeDownload(ticket);
    if (download === null) return refuse(response, 404);
    response.writeHead(200, {
      'content-type': download.contentType,
      ...(download.sizeBytes === null ? {} : { 'content-length': download.sizeBytes }),
      'content-disposition': attachment(download.fileName),
      'cache-control': 'no-store',
    });
    try {
      await download.writeTo(response);
      response.end();
    } catch (error) {
      // Cut off, so that the browser does not take a part for the whole.
      response.destroy();
      if (!(error instanceof RollcallError)) throw error;
    }
  }

  /** The next piece of a backup. The key is asked for as well: unlike a download, the page itself sends it. */
  async function takePiece(
    request: IncomingMessage,
    response: ServerResponse,
    ticket: string,
  ): Promise<void> {
    if (!hasKey(request, key())) return sendResult(response, failure('KEY_WRONG'));
    const at = Number(new URL(request.url ?? '', 'http://localhost').searchParams.get('at'));
    try {
      const isTaken = await api.receiveUpload(ticket, at, request);
      if (isTaken === null) return refuse(response, 404);
      sendResult(response, { ok: true, value: {} });
    } catch (error) {
      if (!(error instanceof RollcallError)) throw error;
      sendResult(response, failure(error.code, error.details));
    }
  }

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    if (request.url === EVENTS_PATH && isFromOurPage(request, port)) {
      sockets.accept(request, socket, head);
    } else socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  }

  server.on('request', (request, response) => {
    answer(request, response).catch((error: unknown) => {
      log.error('screens.answer-failed', error);
      response.destroy();
    });
  });
  server.on('upgrade', upgrade);

  return {
    async listen(wanted) {
      port = await listenOnLoopback(wanted);
      server.on('error', (error) => log.error('screens.failed', error));
      log.info('screens.listening', { port });
      return { port };
    },
    openingPath: () => OPENING_PATH + openings.issue(true, OPENING_MS),
    closePages: () => sockets.closeAll(),
    async close() {
      openings.close();
      sockets.close();
      if (!server.listening) return;
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };

  function listenOnLoopback(wanted: number): Promise<number> {
    return new Promise((resolve, reject) => {
      const onError = (error: NodeJS.ErrnoException): void => {
        server.off('listening', onListening);
        const isTaken = error.code === 'EADDRINUSE' || error.code === 'EACCES';
        reject(
          isTaken ? new RollcallError('PORT_IN_USE', { port: wanted }, { cause: error }) : error,
        );
      };
      const onListening = (): void => {
        server.off('error', onError);
        const address = server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : wanted);
      };
      server.once('error', onError).once('listening', onListening);
      server.listen({ port: wanted, host: LOOPBACK });
    });
  }
}

/** Refused requests are not read to their end. */
function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, {
    'content-length': 0,
    'cache-control': 'no-store',
    connection: 'close',
  });
  response.end();
}

function sendResult(response: ServerResponse, result: ApiResult): void {
  const status = result.ok ? 200 : (STATUS_BY_CODE[result.error.code] ?? 200);
  const body = JSON.stringify(result);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    // What was too large is not read to its end.
    ...(status === 413 || status === 401 ? { connection: 'close' } : {}),
  });
  response.end(body);
}
