/**
 * A cloud endpoint is always there: it passes calls on to Rollcall, and answers in its place while this computer is off.
 * Source: ngrok.com/docs/gateway/cloud-endpoints, internal-endpoints and traffic-policy/actions/forward-internal.
 */

import type { Language } from '../../shared/messages/messages.ts';
import { messages } from '../../shared/messages/messages.ts';
import { broken, type Failure } from './failure.ts';
import type { Provider } from './provider.ts';
import { onlyTheHookPath, type PolicyRule } from './traffic-policy.ts';
import type { Look } from './watch-session.ts';
import { yamlOf } from './yaml.ts';

/** A cloud endpoint and its policy may take a while to be known everywhere, if hardly half a minute. */
const MOST_DISPROVED = 5;
const RETRY_AFTER_S = 300;

/** The name in the ngrok account under which Rollcall waits for what the cloud endpoint of this domain passes on. */
export function internalDomain(domain: string): string {
  return `${domain}.rollcall.internal`;
}

export interface CloudPolicyParts {
  readonly domain: string;
  readonly hookToken: string;
  readonly language: Language;
}

/** The traffic policy for the cloud endpoint of this domain, in YAML, ready to paste. It names the hook path. */
export function cloudPolicy({ domain, hookToken, language }: CloudPolicyParts): string {
  const rules: readonly PolicyRule[] = [
    onlyTheHookPath(hookToken),
    {
      name: 'Rollcall, and 503 while it is away',
      actions: [
        {
          type: 'forward-internal',
          config: { url: `https://${internalDomain(domain)}`, on_error: 'continue' },
        },
        {
          type: 'custom-response',
          config: {
            status_code: 503,
            headers: {
              'content-type': 'text/plain; charset=utf-8',
              'retry-after': String(RETRY_AFTER_S),
            },
            body: 'Rollcall is away. Try again later.',
          },
        },
      ],
    },
  ];
  const notes = messages(language).cloudPolicyNotes(`https://${domain}`);
  return `${notes.replace(/^/gm, '# ')}\n${yamlOf({ on_http_request: rules })}`;
}

/** A provider whose sessions are reached under the address of the cloud endpoint, not under their own. */
export function behindCloudEndpoint(provider: Provider, domain: string): Provider {
  return {
    get silenceMs() {
      return provider.silenceMs;
    },
    lookEveryMs: provider.lookEveryMs,
    reachEveryMs: provider.reachEveryMs,
    mostDisproved: MOST_DISPROVED,
    reach: () => provider.reach(),
    open: (tell) =>
      provider.open((event) => {
        tell(event.kind === 'online' ? { ...event, origin: `https://${domain}` } : event);
      }),
  };
}

/**
 * Looks through a cloud endpoint, in a way that only the present policy lets pass: one that was pasted from an earlier
 * Rollcall is told from one that leads elsewhere.
 */
export async function lookAtCloudEndpoint(
  hookUrl: string,
  look: (url: string) => Promise<Look>,
): Promise<Look> {
  const url = new URL(hookUrl);
  const domain = url.hostname;
  const found = await look(`${url.origin}/${url.pathname}`);
  if (found.kind !== 'elsewhere') return found;
  // Where ngrok says that nobody is there, no policy has judged.
  if (found.failure.code === 'TUNNEL_ENDPOINT_OFFLINE') return atCloudEndpoint(found, domain);
  const plain = await look(hookUrl);
  if (plain.kind === 'through') {
    return { kind: 'through', flaw: broken('TUNNEL_CLOUD_OUTDATED', { domain }) };
  }
  return atCloudEndpoint(plain, domain);
}

/** What a look found, where only the person can make the cloud endpoint lead here. */
function atCloudEndpoint(found: Look, domain: string): Look {
  if (found.kind !== 'elsewhere') return found;
  const { code, details, raw } = found.failure;
  const isMissing = code === 'TUNNEL_ENDPOINT_OFFLINE';
  const failure: Failure = {
    code: isMissing ? 'TUNNEL_CLOUD_MISSING' : 'TUNNEL_CLOUD_ELSEWHERE',
    details: { ...details, domain },
    raw,
    kind: 'refused',
  };
  return { kind: 'elsewhere', failure };
}
