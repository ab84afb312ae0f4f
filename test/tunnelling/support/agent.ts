import { readFileSync } from 'node:fs';
import ngrok from '@ngrok/ngrok';
import { onTestFinished } from 'vitest';
import {
  type NgrokEdge,
  type NgrokEdgeOptions,
  startNgrokEdge,
} from '../../support/ngrok-edge/start-ngrok-edge.ts';

export interface AgentOptions {
  /** null: none. */
  readonly token?: string | null;
  readonly domain?: string;
  readonly policy?: object;
  readonly forwardTo?: string;
  readonly ca?: string;
  readonly heartbeatSeconds?: number;
  /** Left to the SDK, which begins after 50 ms; off unless a test is about it. */
  readonly reconnects?: boolean;
}

export interface Agent {
  readonly url: string;
  /** The latency of each heartbeat; null: it was missed. */
  readonly beats: readonly (number | null)[];
  /** How often the SDK was told that its connection is gone. */
  readonly losses: () => number;
  readonly session: ngrok.Session;
  readonly listener: ngrok.Listener;
}

/** The service, until the test is over. */
export async function edgeForTest(options?: NgrokEdgeOptions): Promise<NgrokEdge> {
  const edge = await startNgrokEdge(options);
  onTestFinished(() => edge.stop());
  return edge;
}

/** The real SDK, connected to the service and bound. */
export async function connect(edge: NgrokEdge, options: AgentOptions = {}): Promise<Agent> {
  const { token = edge.token, heartbeatSeconds = 10, reconnects = false } = options;
  const beats: (number | null)[] = [];
  let losses = 0;
  const builder = new ngrok.SessionBuilder()
    .serverAddr(edge.server)
    .caCert(readFileSync(options.ca ?? edge.caFile))
    .heartbeatInterval(heartbeatSeconds)
    .heartbeatTolerance(heartbeatSeconds)
    .handleHeartbeat((latency: number | null) => void beats.push(latency))
    .handleDisconnection(() => {
      losses += 1;
      return reconnects;
    });
  if (token !== null) builder.authtoken(token);
  const session = await builder.connect();
  const endpoint = session.httpEndpoint();
  if (options.domain !== undefined) endpoint.domain(options.domain);
  if (options.policy !== undefined) endpoint.trafficPolicy(JSON.stringify(options.policy));
  const listener = await endpoint.listenAndForward(options.forwardTo ?? 'http://127.0.0.1:9');
  listener.join().catch(() => {});
  return { url: listener.url() ?? '', beats, losses: () => losses, session, listener };
}

/** The code and the words with which the service refused an agent. */
export async function refusalOf(
  connecting: Promise<unknown>,
): Promise<{ readonly code: string | null; readonly message: string }> {
  try {
    await connecting;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // `listenAndForward` of SDK 1.7.0 leaves the code in the words only.
    const [, code = null] = /error_code: (ERR_NGROK_\d+)/.exec(error.message) ?? [];
    return { code, message: error.message };
  }
  throw new Error('The service let the agent in.');
}
