import type { TunnelSettings } from '../settings/tunnel.ts';
import { type AddressRules, readDomain, readPublicUrl } from './addresses.ts';

/** What a person can change; left out: stays. */
export interface TunnelChange {
  readonly provider?: TunnelSettings['provider'] | undefined;
  /** null: forgets it. */
  readonly token?: string | null | undefined;
  /** null: the account's own. */
  readonly domain?: string | null | undefined;
  /** Whether a cloud endpoint of the person's stands in front. */
  readonly endpoint?: TunnelSettings['endpoint'] | undefined;
  readonly publicUrl?: string | null | undefined;
}

/** The settings that a change asks for. Throws a RollcallError for an address that can't be. */
export function readChange(
  { provider, domain, endpoint, publicUrl }: TunnelChange,
  rules: AddressRules,
): Partial<TunnelSettings> {
  return {
    ...(provider === undefined ? {} : { provider }),
    ...(domain === undefined ? {} : { domain: domain === null ? null : readDomain(domain) }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(publicUrl === undefined
      ? {}
      : { publicUrl: publicUrl === null ? null : readPublicUrl(publicUrl, rules) }),
  };
}

/**
 * Whether a change leads to another address, or to another account. A cloud endpoint keeps the address: the person makes it,
 * and nothing answers there before Rollcall has moved behind it.
 */
export function leadsElsewhere(
  now: TunnelSettings,
  wanted: TunnelSettings,
  { token }: TunnelChange,
): boolean {
  if (wanted.provider === 'none') return false;
  if (wanted.provider !== now.provider) return true;
  if (wanted.provider === 'manual') return wanted.publicUrl !== now.publicUrl;
  if (wanted.endpoint !== now.endpoint) return false;
  return wanted.domain !== now.domain || typeof token === 'string';
}
