import type { TunnelSettings } from '../settings/tunnel.ts';
import { atCloudEndpoint } from './cloud-endpoint.ts';
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
    const found = await lookThrough(hookUrl, doorOf(set));
    const { provider, endpoint } = set;
    if (provider !== 'ngrok') return found;
    return endpoint === 'cloud'
      ? atCloudEndpoint(found, new URL(hookUrl).hostname)
      : atNgrok(found);
  };
  return { doorOf, lookAt };
}
