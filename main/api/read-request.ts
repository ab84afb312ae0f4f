import type { IncomingMessage } from 'node:http';
import { RollcallError } from '../../shared/errors.ts';

const MAX_BYTES = 1024 * 1024;

/** The JSON a page sent. Throws REQUEST_TOO_LARGE, REQUEST_INVALID. */
export async function readRequest(request: IncomingMessage): Promise<unknown> {
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json(;|$)/i.test(type)) throw new RollcallError('REQUEST_INVALID');
  if (Number(request.headers['content-length'] ?? 0) > MAX_BYTES) {
    throw new RollcallError('REQUEST_TOO_LARGE');
  }
  const text = await readText(request);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RollcallError('REQUEST_INVALID', {}, { cause });
  }
}

function readText(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let bytes = 0;
    request.on('data', (piece: Buffer) => {
      bytes += piece.byteLength;
      if (bytes <= MAX_BYTES) pieces.push(piece);
      else reject(new RollcallError('REQUEST_TOO_LARGE'));
    });
    request.on('end', () => resolve(Buffer.concat(pieces).toString()));
    request.on('close', () => reject(new RollcallError('REQUEST_INVALID')));
    request.on('error', reject);
  });
}
