import type { MuxStream } from './mux-stream.ts';

const KIND_BYTES = 4;

/** Hands on what a stream is for; what came behind stays on the stream. */
export function readKind(stream: MuxStream, hand: (kind: number) => void): void {
  let head = Buffer.alloc(0);
  const take = (chunk: Buffer): void => {
    head = Buffer.concat([head, chunk]);
    if (head.byteLength < KIND_BYTES) return;
    stream.off('data', take).pause();
    const rest = head.subarray(KIND_BYTES);
    if (rest.byteLength > 0) stream.unshift(rest);
    hand(head.readUInt32BE());
  };
  stream.on('data', take);
}

/** Answers the one question on a stream: it comes as JSON without an end, so it is whole as soon as it can be read. */
export function answer(stream: MuxStream, give: (question: unknown) => object): void {
  let text = Buffer.alloc(0);
  const take = (chunk: Buffer): void => {
    text = Buffer.concat([text, chunk]);
    const question = parsed(text.toString());
    if (question === undefined) return;
    stream.off('data', take).resume();
    stream.end(JSON.stringify(give(question)));
  };
  stream.on('data', take).resume();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
