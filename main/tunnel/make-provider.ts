import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { RollcallError } from '../../shared/errors.ts';
import type { Logger } from '../log.ts';
import type { SecretBox } from '../settings/secret-box.ts';
import type { TunnelSettings } from '../settings/tunnel.ts';
import { behindCloudEndpoint, internalDomain } from './cloud-endpoint.ts';
import type { StartHelper } from './helper.ts';
import { createManualProvider } from './manual-provider.ts';
import { createNgrokProvider } from './ngrok-provider.ts';
import type { Provider } from './provider.ts';
import type { Place } from './public-door.ts';
import { trafficPolicy } from './traffic-policy.ts';
import type { Look } from './watch-session.ts';

/** Where ngrok is, when it isn't where it usually is: a company's own ingress, or a stand-in. */
export interface NgrokPlace {
  readonly server: Place | null;
  /** Path of the server's certificate, in PEM. */
  readonly caPath: string | null;
  /** Where the public side is asked; see PublicDoor. */
  readonly probe: Place | null;
}

export interface ProviderPorts {
  readonly settings: { readonly value: TunnelSettings };
  readonly secrets: Pick<SecretBox, 'ngrokAuthtoken'>;
  readonly place: NgrokPlace;
  readonly startHelper: StartHelper;
  readonly hookToken: string;
  /** Where calls go on this computer, e.g. `http://127.0.0.1:8080`. */
  readonly receiverOrigin: string;
  readonly look: (origin: string) => Promise<Look>;
  readonly isPublic: (host: string) => boolean;
  readonly log: Logger;
}

/** The kind of tunnel that is set up; null: none. Throws a RollcallError where something is missing for it. */
export function makeProvider(ports: ProviderPorts): Provider | null {
  const { provider, publicUrl } = ports.settings.value;
  if (provider === 'none') return null;
  if (provider === 'ngrok') return makeNgrok(ports);
  if (publicUrl === null) throw new RollcallError('TUNNEL_URL_MISSING');
  const { host } = new URL(publicUrl);
  // An earlier Rollcall took any.
  if (!ports.isPublic(host)) throw new RollcallError('TUNNEL_URL_PRIVATE', { host });
  return createManualProvider(publicUrl, ports.look);
}

function makeNgrok(ports: ProviderPorts): Provider {
  const { settings, secrets, place, hookToken, receiverOrigin, startHelper, log } = ports;
  const authtoken = secrets.ngrokAuthtoken();
  if (authtoken === null) throw new RollcallError('TUNNEL_TOKEN_MISSING');
  log.hide(authtoken);
  const on = (domain: () => string | null): Provider =>
    createNgrokProvider({
      authtoken,
      domain,
      forwardTo: receiverOrigin,
      server: place.server,
      ca: place.caPath === null ? null : readCertificate(place.caPath),
      trafficPolicy: trafficPolicy(hookToken),
      startHelper,
    });
  const { endpoint, domain } = settings.value;
  if (endpoint === 'agent') return on(() => settings.value.domain);
  if (domain === null) throw new RollcallError('TUNNEL_DOMAIN_MISSING');
  return behindCloudEndpoint(
    on(() => internalDomain(domain)),
    domain,
  );
}

function readCertificate(path: string): string {
  try {
    const pem = readFileSync(path, 'utf8');
    // Else the SDK would say of every server that it can't be trusted.
    new X509Certificate(pem);
    return pem;
  } catch (error) {
    throw new RollcallError('TUNNEL_FILE_UNREADABLE', { path }, { cause: error });
  }
}
