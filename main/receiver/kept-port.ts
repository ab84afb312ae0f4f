import { RollcallError } from '../../shared/errors.ts';
import type { Logger } from '../log.ts';

/** Something that listens on 127.0.0.1; 0 takes any free port. Throws PORT_IN_USE; another port may be tried then. */
interface Listener {
  listen(port: number): Promise<{ readonly port: number }>;
}

export interface KeptPort {
  /** What the log calls the listener. */
  readonly name: string;
  /** What the person named; 0: nothing. */
  readonly wanted: number;
  readonly kept: number | null;
  readonly log: Logger;
}

/**
 * Listens on the wanted port; 0 means the kept one, else any free one. Only a port the person named must be
 * free: when another program took the kept one, listening elsewhere is better than not at all.
 */
export async function listenOnKeptPort(
  listener: Listener,
  { name, wanted, kept, log }: KeptPort,
): Promise<{ readonly port: number }> {
  if (wanted !== 0 || kept === null) return await listener.listen(wanted);
  try {
    return await listener.listen(kept);
  } catch (error) {
    if (!(error instanceof RollcallError) || error.code !== 'PORT_IN_USE') throw error;
    log.warn(`${name}.kept-port-in-use`, { port: kept });
    return await listener.listen(0);
  }
}
