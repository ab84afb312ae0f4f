/** One connected agent: asks, binds, is given requests. */
import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { ZodError } from 'zod';
import type { Account } from './account.ts';
import {
  type AuthRequest,
  authRequest,
  type BindRequest,
  bindRequest,
  proxyHeader,
  StreamKind,
  unbindRequest,
} from './messages.ts';
import { MuxSession } from './mux-session.ts';
import type { MuxStream } from './mux-stream.ts';
import { NotInStandIn, Refusal, refusals } from './refusals.ts';
import { answer, readKind } from './rpc.ts';
import { type Policy, readPolicy } from './traffic-policy.ts';

export interface Endpoint {
  readonly id: string;
  readonly domain: string;
  readonly url: string;
  readonly policy: Policy;
  readonly session: AgentSession;
}

/** The other sessions, which a new one must get along with. */
export interface Neighbours {
  readonly count: () => number;
  readonly endpointOf: (domain: string) => Endpoint | undefined;
  /** Whether a cloud endpoint has the domain. */
  readonly isCloud: (domain: string) => boolean;
  /** Ends the session that an agent takes up again. */
  readonly replace: (clientId: string, cookie: string) => void;
}

export class AgentSession {
  readonly startedAtMs = performance.now();
  readonly cookie = randomUUID();
  readonly endpoints = new Map<string, Endpoint>();
  clientId: string | null = null;
  readonly #mux: MuxSession;
  readonly #socket: Duplex;
  readonly #account: Account;
  readonly #neighbours: Neighbours;

  constructor(socket: Duplex, account: Account, neighbours: Neighbours) {
    this.#socket = socket;
    this.#account = account;
    this.#neighbours = neighbours;
    this.#mux = new MuxSession(socket, (stream) => {
      readKind(stream, (kind) => this.#serve(kind, stream));
    });
  }

  /** A stream to the agent, as for a visitor who has just come. */
  openProxy({ id }: Endpoint, clientAddr: string): MuxStream {
    const stream = this.#mux.open();
    stream.write(proxyHeader(id, clientAddr));
    return stream;
  }

  goAway(text: string): void {
    this.#mux.goAway(text);
  }

  cut(): void {
    this.#socket.destroy();
  }

  #serve(kind: number, stream: MuxStream): void {
    switch (kind) {
      case StreamKind.Heartbeat:
        stream.pipe(stream);
        return;
      case StreamKind.Auth:
        answer(stream, (question) => this.#answered(() => this.#auth(authRequest.parse(question))));
        return;
      case StreamKind.Bind:
        answer(stream, (question) => this.#answered(() => this.#bind(bindRequest.parse(question))));
        return;
      case StreamKind.Unbind:
        answer(stream, (question) => {
          this.endpoints.delete(unbindRequest.parse(question).Id);
          return { Extra: {}, Error: '' };
        });
        return;
      default:
        answer(stream, () =>
          this.#answered(() => {
            throw new NotInStandIn(`streams of kind ${kind}`);
          }),
        );
    }
  }

  #auth({ ClientId, Extra: { AuthToken, Cookie } }: AuthRequest): object {
    if (ClientId !== '') this.#neighbours.replace(ClientId, Cookie);
    this.#account.admit(AuthToken, this.#neighbours.count());
    this.clientId = ClientId === '' ? randomUUID() : ClientId;
    return {
      Version: '3',
      ClientId: this.clientId,
      Extra: {
        Version: 'stand-in',
        Region: 'lo',
        Cookie: this.cookie,
        AccountName: this.#account.name,
        SessionDuration: 0,
        PlanName: this.#account.plan === 'free' ? 'Free' : 'Pay-as-you-go',
        Banner: '',
      },
      Error: '',
    };
  }

  #bind({ Id, Proto, Opts, Extra }: BindRequest): object {
    if (this.clientId === null) throw refusals.tokenMissing();
    if (Proto !== 'https') throw new NotInStandIn(`endpoints of the protocol "${Proto}"`);
    if (Extra.PoolingEnabled) throw new NotInStandIn('pooled endpoints');
    refuseUnknownOptions(Opts);
    checkBinding(Opts.Domain, Extra.Bindings ?? []);
    const domain = this.#account.grant(Opts.Domain || Opts.Hostname || Opts.Subdomain);
    const url = `https://${domain}`;
    const policy = readPolicy(Opts.TrafficPolicy);
    const rival = this.#neighbours.endpointOf(domain);
    const isOwn = rival?.session === this && rival.id === Id;
    const isTaken = (rival !== undefined && !isOwn) || this.#neighbours.isCloud(domain);
    if (isTaken) throw refusals.alreadyOnline(url);
    const id = Id === '' ? randomUUID().replaceAll('-', '') : Id;
    this.endpoints.set(id, { id, domain, url, policy, session: this });
    return {
      Id: id,
      URL: url,
      Proto,
      Opts: { ...Opts, Domain: domain },
      Extra: { Token: randomUUID() },
      Error: '',
    };
  }

  #answered(give: () => object): object {
    try {
      return give();
    } catch (error) {
      if (error instanceof Refusal || error instanceof NotInStandIn) return { Error: error.wire };
      if (error instanceof ZodError) {
        return { Error: new NotInStandIn(`this message: ${error.message}`).wire };
      }
      throw error;
    }
  }
}

/** Source: ngrok.com/docs/gateway/internal-endpoints and docs/errors/err_ngrok_9029. */
function checkBinding(domain: string, bindings: readonly string[]): void {
  const isInternal = domain.endsWith('.internal');
  const wanted = isInternal ? ['internal'] : [];
  if (bindings.join() === wanted.join()) return;
  if (!isInternal && bindings.join() === 'internal')
    throw refusals.notInternal(`https://${domain}`);
  throw new NotInStandIn(`the binding "${bindings.join()}" of ${domain}`);
}

const KNOWN_OPTIONS: ReadonlySet<string> = new Set([
  'Domain',
  'Hostname',
  'Subdomain',
  'TrafficPolicy',
]);

/** An option that would change what passes is not ignored. */
function refuseUnknownOptions(options: BindRequest['Opts']): void {
  for (const [name, value] of Object.entries(options)) {
    if (!KNOWN_OPTIONS.has(name) && says(value)) throw new NotInStandIn(`the option "${name}"`);
  }
}

function says(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return Boolean(value);
  return Object.values(value).some(says);
}
