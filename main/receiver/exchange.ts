import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ErrorCode } from '../../shared/errors.ts';
import { RollcallError } from '../../shared/errors.ts';
import type { FailureStatus, MixpanelReply } from '../mixpanel/reply.ts';
import { failureReply, greetingReply } from '../mixpanel/reply.ts';
import { createAllowance } from './allowance.ts';
import type { Connections } from './connections.ts';
import { type TargetKind, targetKind } from './hook-path.ts';
import { PROBE_HEADER } from './probe-header.ts';
import { SenderGone } from './read-body.ts';
import type { DeliveryPorts, Incoming } from './receive-delivery.ts';
import { receiveDelivery } from './receive-delivery.ts';
import { sendBare404, sendReply } from './send-reply.ts';

export interface ExchangePorts extends DeliveryPorts {
  /** A look at the hook URL carried this mark: Rollcall may have sent it round to itself. */
  readonly onProbe: (mark: string) => void;
  /** Somebody posted to a hook URL that is not this one's: perhaps an address of earlier. */
  readonly onOtherHook: (atMs: number) => void;
}

/** Answers one request. `invite` tells a sender that asked first to send its body. */
export type AnswerRequest = (
  request: IncomingMessage,
  response: ServerResponse,
  invite: () => void,
) => void;

// Every other failure is ours to mend: 503, and Mixpanel sends the page again.
const STATUS_BY_CODE: Partial<Record<ErrorCode, FailureStatus>> = {
  WRONG_PASSWORD: 401,
  HEADERS_TOO_LARGE: 431,
  BODY_UNREADABLE: 400,
  ENCODING_UNKNOWN: 400,
};

/** The one place where failures of a request end: as an answer, or, when nobody is there to read it, as a line in the log. */
export function createAnswerRequest(ports: ExchangePorts, connections: Connections): AnswerRequest {
  const openShare = createAllowance(ports.limits.maxHeldBytes);

  const answerHook = async (
    request: IncomingMessage,
    response: ServerResponse,
    invite: () => void,
    broken: AbortSignal,
  ): Promise<void> => {
    const memory = openShare();
    try {
      const reply = await replyTo({ request, broken, memory, invite }, ports);
      sendReply(request, response, reply, ports.limits);
    } catch (error) {
      if (error instanceof SenderGone) ports.log.info('receiver.sender-gone');
      else ports.log.error('receiver.failed', error);
      response.destroy();
    } finally {
      memory.release();
    }
  };

  return (request, response, invite) => {
    const { broken } = connections.begin(request, response);
    const target = targetKind(request.url ?? '', ports.hookToken);
    if (isForHook(request, target)) {
      void answerHook(request, response, invite, broken.signal);
      return;
    }
    if (target === 'other-hook' && request.method === 'POST') ports.onOtherHook(ports.now());
    sendBare404(request, response, ports.limits);
  };
}

function isForHook(request: IncomingMessage, target: TargetKind): boolean {
  const isMethod = request.method === 'POST' || isLook(request);
  // A POST may offer to upgrade (Java's client offers h2c) and is taken as it is: RFC 9110, 7.8.
  const isUpgrade = request.headers.upgrade !== undefined && isLook(request);
  return target === 'hook' && isMethod && !isUpgrade;
}

function isLook(request: IncomingMessage): boolean {
  return request.method === 'GET' || request.method === 'HEAD';
}

/** Node itself reads much more of them, so that whoever knows the path gets a sentence. */
function checkHeaders({ rawHeaders }: IncomingMessage, maxBytes: number): void {
  const bytes = rawHeaders.reduce((sum, text) => sum + text.length, 0);
  if (bytes > maxBytes) throw new RollcallError('HEADERS_TOO_LARGE');
}

async function replyTo(incoming: Incoming, ports: ExchangePorts): Promise<MixpanelReply> {
  if (isLook(incoming.request)) {
    const mark = incoming.request.headers[PROBE_HEADER];
    if (typeof mark === 'string') ports.onProbe(mark);
    return greetingReply(ports.language());
  }
  try {
    checkHeaders(incoming.request, ports.limits.maxHeaderBytes);
    return await receiveDelivery(incoming, ports);
  } catch (error) {
    if (error instanceof SenderGone) throw error;
    return failureOf(error, ports);
  }
}

function failureOf(error: unknown, { inbox, language, log, now }: ExchangePorts): MixpanelReply {
  if (!(error instanceof RollcallError)) {
    log.error('receiver.failed', error);
    return failureReply(503, new RollcallError('STORE_FAILED'), null, language());
  }
  const status = STATUS_BY_CODE[error.code] ?? 503;
  log.warn('receiver.turned-away', { status, code: error.code });
  if (error.code === 'BODY_TOO_LARGE') {
    const headers = { 'content-length': String(error.details.sizeBytes) };
    inbox.turnedAway({ receivedAtMs: now(), headers, body: new Uint8Array(), code: error.code });
  }
  return failureReply(status, error, null, language());
}
