import type { TunnelSettings } from '../settings/tunnel.ts';
import { lookAtCloudEndpoint } from './cloud-endpoint.ts';
import type { NgrokPlace } from './make-provider.ts';
import { atNgrok } from './ngrok-failures.ts';
import type { Probes } from './probes.ts';
import { lookThrough, type PublicDoor } from './public-door.ts';
import type { Look } from './watch-session.ts';

/** Settings that may change, read whenever they count. */
export interface SettingsInForce {
  readonly value: TunnelSettings;
}

/** Looks through public addresses, as what is set up asks for. */
export function createLooks(probes: Probes, place: NgrokPlace) {
  const doorOf = ({ provider }: TunnelSettings): PublicDoor => ({
    probes,
    via: provider === 'ngrok' ? place.probe : null,
  });
  const lookAt = async (hookUrl: string, set: TunnelSettings): Promise<Look> => {
    const { provider, endpoint } = set;
    if (provider === 'ngrok' && endpoint === 'cloud') {
      return await lookAtCloudEndpoint(hookUrl, (url) => lookThrough(url, doorOf(set)));
    }
    const found = await lookThrough(hookUrl, doorOf(set));
    return provider === 'ngrok' ? atNgrok(found) : found;
  };
  return { doorOf, lookAt };
}
