/**
 * The only listener the tunnel reaches: anyone on the internet may send anything to it. Who does not know the secret path
 * learns nothing, not even that this is Rollcall. And as a 4xx makes Mixpanel pause a sync, none of Node's own answers
 * (400, 408, 417, 431) may ever reach the wire.
 */
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import { RollcallError } from '../../shared/errors.ts';
import type { Logger } from '../log.ts';
import { Connections } from './connections.ts';
import { createAnswerRequest } from './exchange.ts';
import type { ReceiverLimits } from './limits.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import type { DeliveryPorts } from './receive-delivery.ts';
import { refuse, refuseMalformed } from './refuse-malformed.ts';

const LOOPBACK = '127.0.0.1';

export interface ReceiverOptions extends Omit<DeliveryPorts, 'limits' | 'now'> {
  /** Left out: the system's clock. */
  readonly now?: () => number;
  /** A look at the hook URL carried this mark. */
  readonly onProbe?: (mark: string) => void;
  /** Somebody posted to a hook URL that is not this one's. */
  readonly onOtherHook?: (atMs: number) => void;
  readonly limits?: Partial<ReceiverLimits>;
  readonly log: Logger;
}

export interface Receiver {
  /** Starts listening on 127.0.0.1; 0 takes any free port. Throws PORT_IN_USE; another port may be tried then. */
  listen(port: number): Promise<{ readonly port: number }>;
  /** Takes no more, answers what is in flight (for some seconds at most), and closes every connection. */
  close(): Promise<void>;
}

/** The HTTP side of Rollcall: takes Mixpanel's deliveries and puts them into the inbox. */
export function createReceiver(options: ReceiverOptions): Receiver {
  const limits: ReceiverLimits = { ...DEFAULT_LIMITS, ...options.limits };
  const { log } = options;
  log.hide(options.hookToken);

  const connections = new Connections();
  const answer = createAnswerRequest(
    { onProbe: () => {}, onOtherHook: () => {}, now: Date.now, ...options, limits },
    connections,
  );

  const server = createServer({
    maxHeaderSize: limits.maxReadHeaderBytes,
    headersTimeout: limits.headersMs,
    connectionsCheckingInterval: Math.min(limits.headersMs, 5_000),
    keepAliveTimeout: limits.keepAliveMs,
    // The body's time is kept by read-body.ts, which answers 503 where Node would answer 408.
    requestTimeout: 0,
    requireHostHeader: false,
  });
  // A sender may close its side once it has sent all: without this Node would drop the answer. Not in Node's types.
  Object.assign(server, { httpAllowHalfOpen: true });
  // By default Node leaves out what comes after the first 2,000, and nobody would count it.
  server.maxHeadersCount = 0;
  server.maxConnections = limits.maxConnections;
  server.on('connection', (socket) => connections.add(socket));
  server.on('request', (request, response) => answer(request, response, () => {}));
  server.on('checkContinue', (request, response) =>
    answer(request, response, () => response.writeContinue()),
  );
  // Node would answer 417 to any other expectation; RFC 9110, 10.1.1 allows to ignore it.
  server.on('checkExpectation', (request, response) => answer(request, response, () => {}));
  server.on('connect', (_request, socket) => refuse(socket, limits));
  server.on('clientError', (error, socket) => refuseMalformed(error, socket, connections, limits));

  return {
    async listen(port) {
      const taken = await listenOnLoopback(server, port);
      server.on('error', (error) => log.error('receiver.failed', error));
      log.info('receiver.listening', { port: taken });
      return { port: taken };
    },
    async close() {
      if (!server.listening) return;
      await closeWithin(server, connections, limits.closeMs);
      log.info('receiver.closed');
    },
  };
}

function listenOnLoopback(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      server.off('listening', onListening);
      // Windows says EACCES for a port that another service has reserved.
      const isTaken = error.code === 'EADDRINUSE' || error.code === 'EACCES';
      reject(isTaken ? new RollcallError('PORT_IN_USE', { port }, { cause: error }) : error);
    };
    const onListening = (): void => {
      server.off('error', onError);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    };
    server.once('error', onError).once('listening', onListening);
    server.listen({ port, host: LOOPBACK });
  });
}

function closeWithin(server: Server, connections: Connections, closeMs: number): Promise<void> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => server.closeAllConnections(), closeMs);
    server.close(() => {
      clearTimeout(deadline);
      resolve();
    });
    connections.finishAll();
  });
}
