import { RollcallError } from '../../shared/errors.ts';
import { errorSentence } from '../../shared/messages/messages.ts';
import type { Logger } from '../log.ts';
import type { TunnelSettings } from '../settings/tunnel.ts';
import type { Failure } from './failure.ts';
import type { TunnelStatus } from './status.ts';

/** Tells what became of the tunnel, once for each change: on a machine without a screen this is all there is to see. */
export function logStatus(
  log: Logger,
  provider: TunnelSettings['provider'],
  { status, before }: { readonly status: TunnelStatus; readonly before: TunnelStatus },
): void {
  const { state, failure, doubt } = status;
  const isMoved = state !== before.state || failure !== before.failure;
  if (isMoved && failure === null) log.info(`tunnel.${state}`, { provider });
  if (isMoved && failure !== null) log.warn(`tunnel.${state}`, { provider, ...told(failure) });
  if (doubt === before.doubt) return;
  if (doubt !== null) log.warn('tunnel.doubtful', { provider, ...told(doubt) });
  else if (!isMoved) log.info('tunnel.reached', { provider });
}

function told({ code, details, raw }: Failure) {
  const says = errorSentence(new RollcallError(code, details), 'en');
  return { code, raw: raw ?? undefined, says };
}
