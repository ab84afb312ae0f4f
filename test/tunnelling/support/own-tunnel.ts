import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A tunnel of the person's own, on this computer: passes everything on to a port, as long as it is told to. */
export interface OwnTunnel {
  readonly url: string;
  /** Where it leads; null: to nowhere (502). */
  target: number | null;
  /** The name under which it asks there; null: the one it was asked for. */
  host: string | null;
  /** Answers in place of what it leads to. */
  answer: { readonly status: number; readonly headers?: Record<string, string> } | null;
  readonly requests: () => number;
  close(): Promise<void>;
}

export async function startOwnTunnel(port = 0): Promise<OwnTunnel> {
  let requests = 0;
  const server = createServer((incoming, response) => {
    requests += 1;
    const { answer, target, host } = tunnel;
    if (answer !== null || target === null) {
      response.writeHead(answer?.status ?? 502, answer?.headers).end('in front');
      return;
    }
    const { method, url: path } = incoming;
    const headers = host === null ? incoming.headers : { ...incoming.headers, host };
    const passed = request({
      host: '127.0.0.1',
      port: target,
      method,
      path,
      headers,
      agent: false,
    });
    passed.on('error', () => response.destroy());
    passed.on('response', (answered) => {
      if (answered.headers['ngrok-error-code'] === 'ERR_NGROK_3200') {
        // As a cloud endpoint in front does, by the policy that Rollcall's guide gives: come again, and nobody pauses.
        answered.resume();
        response.writeHead(503).end();
        return;
      }
      response.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(response);
    });
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const tunnel: OwnTunnel = {
    url: `http://127.0.0.1:${portOf(server)}`,
    target: null,
    host: null,
    answer: null,
    requests: () => requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return tunnel;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
