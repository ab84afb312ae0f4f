import type { IncomingMessage } from 'node:http';
import { assertNever } from '../../shared/assert-never.ts';
import { RollcallError } from '../../shared/errors.ts';
import type { Language } from '../../shared/messages/messages.ts';
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
}

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
  { hookToken, credentials, inbox, language, limits, now }: DeliveryPorts,
): Promise<MixpanelReply> {
  checkPassword(request.headers.authorization, credentials());
  checkDeclaredSize(request, limits.maxBodyBytes);
  invite();
  const wire = await readBody(request, { ...limits, broken, take: memory.take });
  const receivedAtMs = now();
  const body = await decodeBody(wire, request.headers['content-encoding'], limits.maxBodyBytes);
  if (body !== wire && !memory.take(body.byteLength)) throw new RollcallError('BACKLOG_FULL');
  const headers = keptHeaders(request.headers, hookToken);
  return replyTo(await inbox.keep({ receivedAtMs, headers, body }), language());
}

function checkPassword(header: string | undefined, expected: Credentials | null): void {
  if (expected !== null && !isAuthorized(header, expected)) {
    throw new RollcallError('WRONG_PASSWORD');
  }
}

function replyTo(receipt: Receipt, language: Language): MixpanelReply {
  switch (receipt.kind) {
    case 'kept':
      return successReply(receipt.action);
    case 'test':
      return successReply(null);
    case 'refused':
      return failureReply(400, new RollcallError(receipt.code), receipt.action, language);
    case 'cut':
      return failureReply(503, new RollcallError('BODY_CUT'), receipt.action, language);
    case 'unavailable':
      return failureReply(503, new RollcallError(receipt.code), receipt.action, language);
    default:
      return assertNever(receipt);
  }
}
