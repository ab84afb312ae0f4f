import type { Snapshot } from './contract.ts';

/** The address to give to Mixpanel: the public one; without one, that of this computer. */
export function hookAddress({ tunnel, hookUrl }: Snapshot): string {
  return tunnel.publicHookUrl ?? hookUrl;
}
