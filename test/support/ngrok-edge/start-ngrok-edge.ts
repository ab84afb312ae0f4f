/**
 * ngrok's service, on this computer: speaks its wire protocol over TLS, so that what the tests run is the real SDK. What
 * it does was read in ngrok's documentation and in the source of its SDK, and tried with the SDK; what it does not know
 * it refuses by name.
 */
import { Account, type AccountOptions } from './account.ts';
import { AgentDoor, caFile } from './agent-door.ts';
import { AgentSession, type Endpoint } from './agent-session.ts';
import { CloudEndpoints } from './cloud-endpoints.ts';
import { FrontDoor, type SeenRequest } from './front-door.ts';
import { refusalByCode } from './refusals.ts';

export type { SeenRequest } from './front-door.ts';
export type NgrokEdgeOptions = AccountOptions;

export interface LiveSession {
  readonly ageMs: number;
  /** null: connected, nothing bound. */
  readonly domain: string | null;
}

export interface NgrokEdge {
  /** Where agents connect, as `127.0.0.1:port`. */
  readonly server: string;
  readonly caFile: string;
  /** The public front door in plain HTTP, as `127.0.0.1:port`; the Host tells whose. */
  readonly probe: string;
  readonly publicUrl: (domain: string) => string;
  /** The account's own domain, which it is given when it asks for none. */
  readonly domain: string;
  readonly token: string;
  /** Cuts every agent's connection. */
  readonly cut: () => void;
  /** Takes the agents' door off the network; the front door says that the endpoints are offline. */
  readonly goAway: () => Promise<void>;
  readonly comeBack: () => Promise<void>;
  /** Keeps and takes connections, but neither reads nor says anything, as across a network that drops everything. */
  readonly goSilent: () => void;
  readonly speak: () => void;
  /** The token is revoked: its sessions end, the next authentication is refused. */
  readonly revoke: () => void;
  /** From now on refuses the next authentication or endpoint, whichever the code is about. */
  readonly refuseWith: (code: string, message?: string) => void;
  /** Takes back `revoke` and `refuseWith`. */
  readonly accept: () => void;
  /** Makes a cloud endpoint as the person does in the dashboard, or gives it another policy. Throws ngrok's refusal. */
  readonly saveCloudEndpoint: (domain: string, policy: string) => void;
  readonly removeCloudEndpoint: (domain: string) => void;
  readonly sessions: () => readonly LiveSession[];
  /** Open connections of agents, with a session or without. */
  readonly connections: () => number;
  /** What came through the front door. */
  readonly requests: readonly SeenRequest[];
  readonly stop: () => Promise<void>;
}

export async function startNgrokEdge(options: NgrokEdgeOptions = {}): Promise<NgrokEdge> {
  const account = new Account(options);
  const sessions = new Set<AgentSession>();
  const live = (): AgentSession[] => [...sessions].filter(({ clientId }) => clientId !== null);
  const endpointOf = (domain: string): Endpoint | undefined =>
    live()
      .flatMap(({ endpoints }) => [...endpoints.values()])
      .find((endpoint) => endpoint.domain === domain);

  const clouds = new CloudEndpoints(account, (domain) => endpointOf(domain) !== undefined);

  const agents = new AgentDoor((socket) => {
    const session = new AgentSession(socket, account, {
      count: () => live().length,
      endpointOf,
      isCloud: (domain) => clouds.policyOf(domain) !== undefined,
      replace: (clientId, cookie) => {
        const former = live().find((other) => other.clientId === clientId);
        if (former === undefined || former.cookie !== cookie) return;
        sessions.delete(former);
        former.cut();
      },
    });
    sessions.add(session);
    socket.on('close', () => sessions.delete(session));
  });
  const front = new FrontDoor({ endpointOf, clouds, warnsBrowsers: account.plan === 'free' });
  await agents.open();
  const frontPort = await front.open();

  return {
    server: `127.0.0.1:${agents.port}`,
    caFile,
    probe: `127.0.0.1:${frontPort}`,
    publicUrl: (domain) => `https://${domain}`,
    domain: account.domain,
    token: account.token,
    cut: () => agents.cut(),
    goAway: () => agents.close(),
    comeBack: () => agents.open(),
    goSilent: () => agents.goSilent(),
    speak: () => agents.speak(),
    revoke: () => {
      account.revoke();
      for (const session of live()) session.goAway('The authtoken credential has been revoked.');
    },
    refuseWith: (code, message) => account.refuseWith(refusalByCode(code, message)),
    accept: () => account.accept(),
    saveCloudEndpoint: (domain, policy) => clouds.save(domain, policy),
    removeCloudEndpoint: (domain) => clouds.remove(domain),
    sessions: () =>
      live().map(({ startedAtMs, endpoints }) => ({
        ageMs: performance.now() - startedAtMs,
        domain: [...endpoints.values()][0]?.domain ?? null,
      })),
    connections: () => agents.connections,
    requests: front.requests,
    stop: async () => {
      await agents.close();
      await front.close();
    },
  };
}
