/** The one account of the stand-in: who may connect, and under which names. */
import { randomBytes } from 'node:crypto';
import { NotInStandIn, type Refusal, refusals } from './refusals.ts';

export interface AccountOptions {
  /** The free plan has its dev domain and nothing else. */
  readonly plan?: 'free' | 'paid';
  /** Domains that the account has reserved besides. */
  readonly reserved?: readonly string[];
  /** Domains that belong to other accounts. */
  readonly reservedByOthers?: readonly string[];
  /** Source: ngrok.com/docs/pricing-limits/free-plan-limits. */
  readonly maxSessions?: number;
}

const NAME = 'Rollcall tests';
const NGROK_SUFFIX = /\.ngrok(-free)?\.(app|dev|io)$/;

export class Account {
  readonly name = NAME;
  readonly plan: 'free' | 'paid';
  readonly token = randomToken();
  readonly domain = `calm-heron-${randomBytes(3).toString('hex')}.ngrok-free.app`;
  readonly #reserved: ReadonlySet<string>;
  readonly #reservedByOthers: ReadonlySet<string>;
  readonly #maxSessions: number;
  #isRevoked = false;
  #refusal: Refusal | null = null;

  constructor(options: AccountOptions = {}) {
    this.plan = options.plan ?? 'free';
    this.#reserved = new Set([this.domain, ...(options.reserved ?? [])]);
    this.#reservedByOthers = new Set(options.reservedByOthers ?? []);
    this.#maxSessions = options.maxSessions ?? 3;
  }

  /** The token is good no longer. */
  revoke(): void {
    this.#isRevoked = true;
  }

  /** Gives this answer from now on, at the step to which ngrok gives it. */
  refuseWith(refusal: Refusal): void {
    this.#refusal = refusal;
  }

  accept(): void {
    this.#isRevoked = false;
    this.#refusal = null;
  }

  /** Throws the refusal of an agent that may not connect. */
  admit(token: string, liveSessions: number): void {
    if (this.#refusal !== null && !isAboutEndpoints(this.#refusal)) throw this.#refusal;
    if (token === '') throw refusals.tokenMissing();
    if (!/^\w{20,}_\w{15,}$/.test(token)) throw refusals.tokenMalformed(token);
    if (token !== this.token || this.#isRevoked) throw refusals.tokenInvalid(token);
    if (liveSessions >= this.#maxSessions) throw refusals.tooManySessions(this.#maxSessions);
  }

  /** Throws the refusal of a cloud endpoint. Source: ngrok.com/docs/errors/err_ngrok_18008. */
  admitCloudEndpoint(): void {
    if (this.plan === 'free') throw refusals.cloudEndpoint();
  }

  /** The domain an agent gets that asks for `wanted`; '' asks for none. */
  grant(wanted: string): string {
    if (this.#refusal !== null && isAboutEndpoints(this.#refusal)) throw this.#refusal;
    const domain = wanted.toLowerCase();
    if (domain.endsWith('.internal')) {
      if (this.plan === 'free') throw new NotInStandIn('internal endpoints on the free plan');
      return domain;
    }
    if (domain === '') return this.plan === 'free' ? this.domain : randomDomain();
    if (this.#reservedByOthers.has(domain)) throw refusals.reservedByOthers(domain, NAME);
    if (this.#reserved.has(domain)) return domain;
    if (!NGROK_SUFFIX.test(domain)) throw refusals.notReserved(domain, NAME);
    if (this.plan === 'free') throw refusals.customSubdomain(domain, NAME);
    return domain;
  }
}

/** ngrok's codes from 300 to 399 and those of policies are about an endpoint, the others about the session. */
function isAboutEndpoints({ code }: Refusal): boolean {
  return /^ERR_NGROK_(3\d\d|2[2-9]\d\d)$/.test(code) && code !== 'ERR_NGROK_348';
}

function randomToken(): string {
  return `2${randomBytes(13).toString('hex')}_${randomBytes(10).toString('hex')}`;
}

function randomDomain(): string {
  return `${randomBytes(6).toString('hex')}.ngrok.app`;
}
