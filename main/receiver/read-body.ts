import type { IncomingMessage } from 'node:http';
import { RollcallError } from '../../shared/errors.ts';

/** The sender went away before its body was complete: there is nobody to answer and nothing to keep. */
export class SenderGone extends Error {
  override readonly name = 'SenderGone';
}

export interface BodyLimits {
  readonly maxBodyBytes: number;
  readonly stallMs: number;
  readonly bodyMs: number;
  /** Claims memory for bytes that arrived; false when all senders together hold too much. */
  readonly take: (bytes: number) => boolean;
  /** Aborted when the rest of the body can't come any more. */
  readonly broken: AbortSignal;
}

/**
 * Collects a body into one buffer of its own, exactly as long as the body, so that it can be handed to another thread.
 * Throws BODY_TOO_LARGE, BODY_STALLED, BACKLOG_FULL, or SenderGone; the rest of the body is then unread.
 */
export function readBody(
  request: IncomingMessage,
  limits: BodyLimits,
): Promise<Uint8Array<ArrayBuffer>> {
  const declaredBytes = declaredSize(request);
  return new Promise((resolve, reject) => {
    const pieces = declaredBytes === null ? collectPieces() : fillBuffer(declaredBytes);
    let sizeBytes = 0;

    const settle = (outcome: () => void): void => {
      clearTimeout(stall);
      clearTimeout(deadline);
      limits.broken.removeEventListener('abort', onStalled);
      request.off('data', onData).off('end', onEnd).off('close', onGone).off('error', onGone);
      request.pause();
      outcome();
    };
    const onData = (chunk: Buffer): void => {
      stall.refresh();
      sizeBytes += chunk.byteLength;
      if (sizeBytes > limits.maxBodyBytes) {
        settle(() => reject(tooLarge(sizeBytes, limits.maxBodyBytes)));
      } else if (!limits.take(chunk.byteLength)) {
        settle(() => reject(new RollcallError('BACKLOG_FULL')));
      } else {
        pieces.add(chunk);
      }
    };
    const onEnd = (): void => settle(() => resolve(pieces.joined()));
    const onGone = (): void => settle(() => reject(new SenderGone()));
    const onStalled = (): void => settle(() => reject(new RollcallError('BODY_STALLED')));

    const stall = setTimeout(onStalled, limits.stallMs);
    const deadline = setTimeout(onStalled, limits.bodyMs);
    limits.broken.addEventListener('abort', onStalled);
    request.on('data', onData).on('end', onEnd).on('close', onGone).on('error', onGone);
  });
}

/** Throws BODY_TOO_LARGE when the sender itself says so, before anything is read. */
export function checkDeclaredSize(request: IncomingMessage, maxBodyBytes: number): void {
  const declaredBytes = declaredSize(request) ?? 0;
  if (declaredBytes > maxBodyBytes) throw tooLarge(declaredBytes, maxBodyBytes);
}

/** Whether a body follows the headers. Source: RFC 9112, 6.3. */
export function announcesBody(request: IncomingMessage): boolean {
  return declaredSize(request) !== 0;
}

export function tooLarge(sizeBytes: number, maxBodyBytes: number): RollcallError {
  return new RollcallError('BODY_TOO_LARGE', { sizeBytes, limitMiB: maxBodyBytes / 2 ** 20 });
}

/** Bytes by Content-Length, 0 without a body, null when only its end will tell. */
function declaredSize(request: IncomingMessage): number | null {
  if (request.headers['transfer-encoding'] !== undefined) return null;
  return Number(request.headers['content-length'] ?? 0);
}

interface Pieces {
  add(chunk: Uint8Array): void;
  joined(): Uint8Array<ArrayBuffer>;
}

/** Node's parser delivers exactly as many bytes as Content-Length names, or no end. */
function fillBuffer(sizeBytes: number): Pieces {
  const bytes = new Uint8Array(sizeBytes);
  let offset = 0;
  return {
    add(chunk) {
      bytes.set(chunk, offset);
      offset += chunk.byteLength;
    },
    joined: () => bytes,
  };
}

function collectPieces(): Pieces {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  return {
    add(chunk) {
      chunks.push(chunk);
      sizeBytes += chunk.byteLength;
    },
    joined() {
      const whole = fillBuffer(sizeBytes);
      for (const chunk of chunks) whole.add(chunk);
      return whole.joined();
    },
  };
}
