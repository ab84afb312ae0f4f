import type { Duplex } from 'node:stream';
import type { Connections } from './connections.ts';
import type { ReceiverLimits } from './limits.ts';
import { BARE_404 } from './send-reply.ts';

// Headers that stopped arriving may be Mixpanel's behind a slow line: a 4xx would make it pause.
const SILENT: ReadonlySet<string> = new Set(['ERR_HTTP_REQUEST_TIMEOUT', 'HPE_INVALID_EOF_STATE']);

/** Replaces Node's own answers to what is no readable HTTP: silence for a sender that stalled or left, else a bare 404. */
export function refuseMalformed(
  error: NodeJS.ErrnoException,
  socket: Duplex,
  connections: Connections,
  limits: ReceiverLimits,
): void {
  const { code = '' } = error;
  const isConnectionLost = !code.startsWith('HPE_') && !SILENT.has(code);
  if (isConnectionLost) socket.destroy();
  else if (connections.finishBroken(socket)) return;
  else if (SILENT.has(code)) socket.destroy();
  else refuse(socket, limits);
}

/** Answers a bare 404 on a socket that Node has no response for (malformed HTTP, CONNECT), and closes it. */
export function refuse(socket: Duplex, { lingerIdleMs }: ReceiverLimits): void {
  // Node reports every further piece of a malformed request again.
  if (socket.writableEnded || !socket.writable) return;
  // Reading on for a moment, as closing with bytes unread would reset the connection and lose the answer.
  const deadline = setTimeout(() => socket.destroy(), lingerIdleMs);
  socket.on('close', () => clearTimeout(deadline));
  socket.on('error', () => socket.destroy());
  socket.end(BARE_404);
  socket.resume();
}
