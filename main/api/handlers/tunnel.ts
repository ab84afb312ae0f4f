import type { AppContract, Snapshot } from '../../../shared/api/contract.ts';
import type { Handlers } from '../../../shared/api/define.ts';
import type { TunnelTrouble } from '../../../shared/api/tunnel-model.ts';
import type { Document } from '../../settings/document.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Store } from '../../store/store.ts';
import type { Failure } from '../../tunnel/failure.ts';
import type { Tunnel, TunnelView } from '../../tunnel/tunnel.ts';

type TunnelHandlers = Pick<
  Handlers<AppContract>,
  'tunnel.configure' | 'tunnel.tryNow' | 'tunnel.selfTest'
>;

export function tunnelHandlers(tunnel: Tunnel): TunnelHandlers {
  return {
    'tunnel.configure': async (change) => {
      const { isTokenKept } = await tunnel.configure(change);
      return { tokenKept: isTokenKept };
    },
    'tunnel.tryNow': () => {
      tunnel.tryNow();
      return {};
    },
    'tunnel.selfTest': async () => {
      const hops = await tunnel.selfTest();
      return {
        hops: hops.map(({ failure, ...hop }) => ({ ...hop, trouble: troubleOf(failure) })),
      };
    },
  };
}

/** The tunnel as screens see it. */
export function shownTunnel(view: TunnelView): Snapshot['tunnel'] {
  const { failure, doubt, isPaused, ...rest } = view;
  return { ...rest, paused: isPaused, trouble: troubleOf(failure), doubt: troubleOf(doubt) };
}

function troubleOf(failure: Failure | null): TunnelTrouble | null {
  if (failure === null) return null;
  const { code, details, raw } = failure;
  return { code, details: { ...details }, raw };
}

/** Sets or ends the person's own pause: senders are told to come back, so that none of them gives up. */
export function createSetPaused(
  store: Store,
  settings: Document<Settings>,
  tunnel: Tunnel,
): (paused: boolean) => Promise<void> {
  return async (paused) => {
    await settings.update({ paused });
    await store.setPaused(paused);
    tunnel.notePause();
  };
}
