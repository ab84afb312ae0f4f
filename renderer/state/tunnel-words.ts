import type { Snapshot } from '../../shared/api/contract.ts';
import type { TunnelTrouble } from '../../shared/api/tunnel-model.ts';
import { RollcallError } from '../../shared/errors.ts';
import { errorSentence, type Language } from '../../shared/messages/messages.ts';
import type { Mark } from '../components/StateMark.tsx';

const MARKS: Readonly<Record<Snapshot['tunnel']['state'], Mark>> = {
  off: 'offline',
  connecting: 'syncing',
  online: 'ready',
  reconnecting: 'attention',
  failed: 'failure',
  paused: 'paused',
};

/** The shape that stands for the tunnel; online with a doubt is not plainly ready. */
export function tunnelMark({ state, doubt }: Snapshot['tunnel']): Mark {
  return state === 'online' && doubt !== null ? 'attention' : MARKS[state];
}

/** Whether the latest try did not come through. An outdated policy is a doubt, too, though what came did come through. */
export function isUnproven({ doubt }: Snapshot['tunnel']): boolean {
  return doubt !== null && doubt.code !== 'TUNNEL_CLOUD_OUTDATED';
}

export function troubleSentence({ code, details }: TunnelTrouble, language: Language): string {
  return errorSentence(new RollcallError(code, details), language);
}

/** The host of an address; null: there is none. */
export function hostOf(url: string | null): string | null {
  return url === null ? null : new URL(url).host;
}
