import { RollcallError } from '../../shared/errors.ts';
import type { Logger } from '../log.ts';
import type { Receiver } from './http-server.ts';

/**
 * Listens on the wanted port; 0 means the kept one, else any free one. Only a port the person named must be
 * free: when another program took the kept one, receiving elsewhere is better than not receiving.
 */
export async function listenOnKeptPort(
  receiver: Receiver,
  wanted: number,
  kept: number | null,
  log: Logger,
): Promise<{ readonly port: number }> {
  if (wanted !== 0 || kept === null) return await receiver.listen(wanted);
  try {
    return await receiver.listen(kept);
  } catch (error) {
    if (!(error instanceof RollcallError) || error.code !== 'PORT_IN_USE') throw error;
    log.warn('receiver.kept-port-in-use', { port: kept });
    return await receiver.listen(0);
  }
}
