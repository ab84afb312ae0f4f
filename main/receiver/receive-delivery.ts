import type { IncomingMessage } from 'node:http';
import { assertNever } from '../../shared/assert-never.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { RollcallError } from '../../shared/errors.ts';
import type { Language } from '../../shared/messages/messages.ts';
import type { Logger } from '../log.ts';
import type { MixpanelReply } from '../mixpanel/reply.ts';
import { failureReply, successReply } from '../mixpanel/reply.ts';
import type { Share } from './allowance.ts';
import type { Credentials } from './basic-auth.ts';
import { isAuthorized } from './basic-auth.ts';
import { decodeBody } from './decode-body.ts';
import type { Inbox, Receipt } from './inbox.ts';
import { keptHeaders } from './kept-headers.ts';
import type { ReceiverLimits } from './limits.ts';
import { checkDeclaredSize, readBody } from './read-body.ts';

export interface DeliveryPorts {
  readonly hookToken: string;
  readonly credentials: () => Credentials | null;
  readonly inbox: Inbox;
  readonly language: () => Language;
  readonly limits: ReceiverLimits;
  readonly now: () => number;
  readonly log: Logger;
}

/** What lies in the bytes that came, not in us. */
const OF_BODY: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'BODY_UNREADABLE',
  'BODY_CUT',
  'ENCODING_UNKNOWN',
]);

/** One POST whose path is known to be right. */
export interface Incoming {
  readonly request: IncomingMessage;
  /** Aborted when the rest of the request can't come any more. */
  readonly broken: AbortSignal;
  readonly memory: Share;
  /** Tells a sender that asked first (`Expect: 100-continue`) to send its body. */
  readonly invite: () => void;
}

/** The way of a delivery from the socket to the inbox. Throws a RollcallError, the sentence to answer with, or SenderGone. */
export async function receiveDelivery(
  { request, broken, memory, invite }: Incoming,
  ports: DeliveryPorts,
): Promise<MixpanelReply> {
  const { hookToken, credentials, inbox, limits, now } = ports;
  const headers = keptHeaders(request.headers, hookToken);
  if (!isPasswordRight(request.headers.authorization, credentials())) {
    const code = 'WRONG_PASSWORD';
    inbox.turnedAway({ receivedAtMs: now(), headers, body: new Uint8Array(), code });
    throw new RollcallError(code);
  }
  checkDeclaredSize(request, limits.maxBodyBytes);
  invite();
  const wire = await readBody(request, { ...limits, broken, take: memory.take });
  const receivedAtMs = now();
  const body = await decodeBody(
    wire,
    request.headers['content-encoding'],
    limits.maxBodyBytes,
  ).catch((error: unknown) => {
    const isOfBody = error instanceof RollcallError && OF_BODY.has(error.code);
    if (isOfBody) inbox.turnedAway({ receivedAtMs, headers, body: wire, code: error.code });
    throw error;
  });
  if (body !== wire && !memory.take(body.byteLength)) throw new RollcallError('BACKLOG_FULL');
  return replyTo(await inbox.keep({ receivedAtMs, headers, body }), ports);
}

function isPasswordRight(header: string | undefined, expected: Credentials | null): boolean {
  return expected === null || isAuthorized(header, expected);
}

function replyTo(receipt: Receipt, ports: DeliveryPorts): MixpanelReply {
  const language = ports.language();
  switch (receipt.kind) {
    case 'kept':
      return successReply(receipt.action);
    case 'test':
      return successReply(null);
    case 'refused':
      ports.log.warn('receiver.turned-away', { status: 400, code: receipt.code });
      return failureReply(400, new RollcallError(receipt.code), receipt.action, language);
    case 'cut':
      ports.log.warn('receiver.turned-away', { status: 503, code: 'BODY_CUT' });
      return failureReply(503, new RollcallError('BODY_CUT'), receipt.action, language);
    case 'unavailable':
      return failureReply(503, new RollcallError(receipt.code), receipt.action, language);
    default:
      return assertNever(receipt);
  }
}
