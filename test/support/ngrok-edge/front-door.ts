/**
 * The public side: plain HTTP on 127.0.0.1 in place of ngrok's HTTPS, told apart by Host. Answers as ngrok does when
 * there is no agent (source: the header and status that clients of offline endpoints report, and ngrok.com/docs/errors).
 */
import { once } from 'node:events';
import http from 'node:http';
import type { Endpoint } from './agent-session.ts';
import type { CloudEndpoints } from './cloud-endpoints.ts';
import { forward } from './forward.ts';
import type { PolicyAction } from './traffic-policy.ts';

/** One request that came through the front door. */
export interface SeenRequest {
  readonly atMs: number;
  readonly domain: string;
  readonly method: string;
  /** Path and query as they came. */
  readonly url: string;
  /** Who answered: the agent, the endpoint's policy, or ngrok by itself; null while nobody has. */
  by: 'agent' | 'policy' | 'ngrok' | null;
  status: number | null;
  code: string | null;
}

/** An answer of ngrok's own. */
interface OwnAnswer {
  readonly status: number;
  readonly code: string;
  readonly text: string;
}

export interface FrontDoorParts {
  readonly endpointOf: (domain: string) => Endpoint | undefined;
  readonly clouds: CloudEndpoints;
  readonly warnsBrowsers: boolean;
}

export class FrontDoor {
  readonly requests: SeenRequest[] = [];
  readonly #server: http.Server;
  readonly #parts: FrontDoorParts;

  constructor(parts: FrontDoorParts) {
    this.#parts = parts;
    this.#server = http.createServer({ requestTimeout: 0 }, (request, response) =>
      this.#serve(request, response),
    );
  }

  async open(): Promise<number> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no TCP address');
    return address.port;
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  #serve(request: http.IncomingMessage, response: http.ServerResponse): void {
    const { method = '', url = '' } = request;
    const domain = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
    const seen: SeenRequest = {
      atMs: Date.now(),
      domain,
      method,
      url,
      by: null,
      status: null,
      code: null,
    };
    this.requests.push(seen);
    const { endpointOf, clouds, warnsBrowsers } = this.#parts;
    // Names inside an account are nobody's on the internet.
    const endpoint = domain.endsWith('.internal') ? undefined : endpointOf(domain);
    const policy = clouds.policyOf(domain) ?? endpoint?.policy;
    if (policy === undefined) {
      answerItself(response, seen, {
        status: 404,
        code: 'ERR_NGROK_3200',
        text: `The endpoint ${domain} is offline.`,
      });
      return;
    }
    const path = pathOf(url);
    if (path === null) {
      response.writeHead(400).end();
      return;
    }
    if (warnsBrowsers && isBrowserPage(request)) {
      answerItself(response, seen, {
        status: 200,
        code: 'ERR_NGROK_6024',
        text: `You are about to visit ${domain}.`,
      });
      return;
    }
    const visit = { request, response, seen, path };
    this.#carryOut(policy({ method, path }), visit, () => {
      if (endpoint !== undefined)
        passOn(visit, endpoint, () => answerItself(response, seen, BROKEN));
      else answerItself(response, seen, UNKNOWN);
    });
  }

  /** Does what a policy says, one action after the other; `otherwise`, when none of them answers. */
  #carryOut(
    [action, ...further]: readonly PolicyAction[],
    visit: Visit,
    otherwise: () => void,
  ): void {
    const { request, response, seen, path } = visit;
    if (action === undefined) {
      otherwise();
      return;
    }
    if (action.kind === 'answer') {
      Object.assign(seen, { by: 'policy', status: action.status });
      response.writeHead(action.status, action.headers).end(action.body);
      return;
    }
    const next = (): void => this.#carryOut(further, visit, otherwise);
    const fails = action.continues ? next : () => answerItself(response, seen, BROKEN);
    const target = this.#parts.endpointOf(action.domain);
    if (target === undefined) {
      fails();
      return;
    }
    // The policy of an internal endpoint is carried out as well.
    const { method = '' } = request;
    this.#carryOut(target.policy({ method, path }), visit, () => passOn(visit, target, fails));
  }
}

interface Visit {
  readonly request: http.IncomingMessage;
  readonly response: http.ServerResponse;
  readonly seen: SeenRequest;
  readonly path: string;
}

const BROKEN: OwnAnswer = {
  status: 502,
  code: 'ERR_NGROK_3004',
  text: 'ngrok gateway error: The server returned an invalid or incomplete HTTP response.',
};
const UNKNOWN: OwnAnswer = {
  status: 501,
  code: 'STAND_IN',
  text: 'The stand-in for ngrok does not know what a cloud endpoint answers whose policy does not.',
};

function passOn({ request, response, seen }: Visit, to: Endpoint, onNoAnswer: () => void): void {
  forward(request, response, to, {
    onAnswer: (status) => Object.assign(seen, { by: 'agent', status }),
    onNoAnswer,
  });
}

function answerItself(
  response: http.ServerResponse,
  seen: SeenRequest,
  { status, code, text }: OwnAnswer,
): void {
  Object.assign(seen, { by: 'ngrok', status, code });
  const body = `${text}\n\n${code}\n`;
  response.writeHead(status, {
    'content-type': status === 200 ? 'text/html' : 'text/plain',
    'content-length': Buffer.byteLength(body),
    'ngrok-error-code': code,
  });
  response.end(body);
}

/** As the policy sees it: without the query, decoded, with nothing left of `..`. */
function pathOf(url: string): string | null {
  try {
    const absolute = url.startsWith('/') ? `http://front.door${url}` : url;
    return decodeURIComponent(new URL(absolute).pathname);
  } catch {
    return null;
  }
}

/** The free plan warns people before it shows them a page. Source: ngrok.com/docs/pricing-limits/free-plan-limits. */
function isBrowserPage({ method, headers }: http.IncomingMessage): boolean {
  const isBrowser = headers['user-agent']?.startsWith('Mozilla/') === true;
  return method === 'GET' && isBrowser && headers['ngrok-skip-browser-warning'] === undefined;
}
