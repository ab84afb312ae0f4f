import { createHash } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Visit {
  readonly method: string;
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  /** Of the body, once it is whole. */
  readonly sha256: string;
  readonly bytes: number;
}

export interface Site {
  readonly url: string;
  readonly visits: readonly Visit[];
  readonly connections: () => Promise<number>;
}

type Serve = (request: http.IncomingMessage, response: http.ServerResponse) => void;

/** The program on this computer that is made public; tells every visitor what it got, unless it serves otherwise. */
export async function startSite(serve?: Serve): Promise<Site> {
  const visits: Visit[] = [];
  const server = http.createServer(serve ?? ((request, response) => void tell(request, response)));
  const tell: (...both: Parameters<Serve>) => Promise<void> = async (request, response) => {
    const visit = await read(request).catch(() => null);
    if (visit === null) return;
    visits.push(visit);
    response.setHeader('content-type', 'application/json').end(JSON.stringify(visit));
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    visits,
    connections: () => new Promise((resolve) => server.getConnections((_, n) => resolve(n))),
  };
}

async function read(request: http.IncomingMessage): Promise<Visit> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of request) {
    hash.update(chunk);
    bytes += chunk.byteLength;
  }
  const { method = '', url = '', headers } = request;
  return { method, url, headers, sha256: hash.digest('hex'), bytes };
}
