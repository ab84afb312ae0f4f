import { isPublic } from '../rhythm/guard-addresses.ts';
import { NGROK_ENDPOINTS, TUNNEL_PROVIDERS } from '../settings/tunnel.ts';
import { readDomain, readPublicUrl } from '../tunnel/addresses.ts';
import type { TunnelChange } from '../tunnel/change.ts';
import type { NgrokPlace } from '../tunnel/make-provider.ts';
import type { Place } from '../tunnel/public-door.ts';
import { readChoice, usage } from './options.ts';

interface Given {
  readonly tunnel?: string;
  readonly 'ngrok-domain'?: string;
  readonly 'ngrok-endpoint'?: string;
  readonly 'public-url'?: string;
}

/** What this start says of the tunnel; null: nothing, so that it stays as it was. Throws a RollcallError for what can't be. */
export function tunnelChoice(given: Given): TunnelChange | null {
  const provider = readChoice('serve', 'tunnel', given.tunnel, TUNNEL_PROVIDERS);
  const domain = given['ngrok-domain'];
  const endpoint = readChoice('serve', 'ngrok-endpoint', given['ngrok-endpoint'], NGROK_ENDPOINTS);
  const publicUrl = given['public-url'];
  // Here, so that a slip of the pen makes no data folder.
  if (domain !== undefined) readDomain(domain);
  if (publicUrl !== undefined) readPublicUrl(publicUrl, { receiverOrigin: null, isPublic });
  const choice = { provider, domain, endpoint, publicUrl };
  return Object.values(choice).every((value) => value === undefined) ? null : choice;
}

/** Where ngrok's service is, as the environment says. Throws USAGE. */
export function ngrokPlace(environment: Readonly<Record<string, string | undefined>>): NgrokPlace {
  return {
    server: readPlace('ROLLCALL_NGROK_SERVER', environment.ROLLCALL_NGROK_SERVER),
    caPath: environment.ROLLCALL_NGROK_CA || null,
    probe: readPlace('ROLLCALL_NGROK_PROBE', environment.ROLLCALL_NGROK_PROBE),
  };
}

function readPlace(name: string, text: string | undefined): Place | null {
  if (!text) return null;
  const [, host, digits] = /^([^\s:/]+):(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  if (host === undefined || port < 1 || port > 65_535) {
    throw usage('serve', `${name} takes host:port, not "${text}".`);
  }
  return { host, port };
}
