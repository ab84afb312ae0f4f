import type { AppContract, Snapshot } from '../../../shared/api/contract.ts';
import type { Handlers } from '../../../shared/api/define.ts';
import type { TunnelTrouble } from '../../../shared/api/tunnel-model.ts';
import { RollcallError } from '../../../shared/errors.ts';
import type { Language } from '../../../shared/messages/messages.ts';
import { ReplacementFile } from '../../export/replacement-file.ts';
import type { Document } from '../../settings/document.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Store } from '../../store/store.ts';
import type { Failure } from '../../tunnel/failure.ts';
import type { Tunnel, TunnelView } from '../../tunnel/tunnel.ts';
import type { Desk } from '../desk.ts';

const POLICY_FILE_NAME = 'rollcall-ngrok-policy.yml';

type TunnelHandlers = Pick<
  Handlers<AppContract>,
  | 'tunnel.configure'
  | 'tunnel.tryNow'
  | 'tunnel.selfTest'
  | 'tunnel.cloudPolicy'
  | 'tunnel.saveCloudPolicy'
>;

export interface TunnelPorts {
  readonly tunnel: Tunnel;
  readonly language: () => Language;
  /** null in a browser, which saves by itself. */
  readonly desk: Desk | null;
}

export function tunnelHandlers({ tunnel, language, desk }: TunnelPorts): TunnelHandlers {
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
    'tunnel.cloudPolicy': () => ({
      fileName: POLICY_FILE_NAME,
      text: tunnel.cloudPolicy(language()),
    }),
    'tunnel.saveCloudPolicy': async () => {
      if (desk === null) throw new RollcallError('NOT_IN_BROWSER');
      const text = tunnel.cloudPolicy(language());
      const path = await desk.chooseFile(POLICY_FILE_NAME, 'policy');
      if (path === null) return { isSaved: false };
      // It names the hook path: for its owner alone.
      const file = new ReplacementFile(path);
      try {
        file.write(Buffer.from(text));
        file.commit();
      } finally {
        file.discard();
      }
      return { isSaved: true };
    },
  };
}

/** The tunnel as screens see it. */
export function shownTunnel(view: TunnelView): Snapshot['tunnel'] {
  const { failure, doubt, isPaused, ...rest } = view;
  return { ...rest, trouble: troubleOf(failure), doubt: troubleOf(doubt) };
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
