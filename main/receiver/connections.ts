import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** One request that is being answered. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Aborted when the rest of the request can't come any more. */
  readonly broken: AbortController;
}

/** Who is connected, and what is in flight on each connection (several when a sender pipelines). */
export class Connections {
  readonly #open = new Map<Duplex, Set<Exchange>>();

  add(socket: Duplex): void {
    this.#open.set(socket, new Set());
    socket.once('close', () => this.#open.delete(socket));
  }

  begin(request: IncomingMessage, response: ServerResponse): Exchange {
    const exchange = { request, response, broken: new AbortController() };
    const exchanges = this.#open.get(request.socket);
    exchanges?.add(exchange);
    response.once('close', () => exchanges?.delete(exchange));
    return exchange;
  }

  /** Nothing more can be read from this socket: what is in flight is still answered, then it closes. False if nothing is. */
  finishBroken(socket: Duplex): boolean {
    const exchanges = [...(this.#open.get(socket) ?? [])];
    const last = exchanges.at(-1);
    if (last === undefined) return false;
    endAfter(last);
    if (last.response.headersSent) last.response.end();
    else if (!last.request.complete) last.broken.abort();
    return true;
  }

  /** Cuts who is idle; the others are cut once everything in flight is answered. */
  finishAll(): void {
    for (const [socket, exchanges] of this.#open) {
      const last = [...exchanges].at(-1);
      if (last === undefined) socket.destroy();
      else endAfter(last);
    }
  }
}

function endAfter({ response }: Exchange): void {
  if (!response.headersSent) response.shouldKeepAlive = false;
}
