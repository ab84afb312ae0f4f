import { JSONB, JsonbElement } from '../store/reading/jsonb.ts';
import { unescapeText } from '../store/reading/unescape.ts';
import type { ByteBuffer } from './byte-buffer.ts';

const LITERALS: Readonly<Record<number, string>> = {
  [JSONB.null]: 'null',
  [JSONB.true]: 'true',
  [JSONB.false]: 'false',
};

/** Appends the text that escaped text stands for. */
export function appendUnescaped(
  out: ByteBuffer,
  bytes: Uint8Array,
  start: number,
  end: number,
): void {
  const target = out.room(end - start).subarray(out.length);
  out.length += unescapeText(bytes, start, end, target);
}

/** Appends a list or an object as JSON without spaces, its numbers and escapes as they were sent. */
export function appendJson(
  out: ByteBuffer,
  bytes: Uint8Array,
  kind: number,
  start: number,
  end: number,
): void {
  switch (kind) {
    case JSONB.array:
      appendElements(out, bytes, start, end, '[', ']');
      break;
    case JSONB.object:
      appendElements(out, bytes, start, end, '{', '}');
      break;
    case JSONB.text:
    case JSONB.textEscaped:
    case JSONB.textEscaped5:
      out.byte(QUOTE);
      out.copy(bytes, start, end);
      out.byte(QUOTE);
      break;
    case JSONB.textRaw:
      out.text(JSON.stringify(textAt(bytes, start, end)));
      break;
    default: {
      const literal = LITERALS[kind];
      if (literal === undefined) out.copy(bytes, start, end);
      else out.text(literal);
    }
  }
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;

function appendElements(
  out: ByteBuffer,
  bytes: Uint8Array,
  start: number,
  end: number,
  open: '[' | '{',
  close: ']' | '}',
): void {
  const element = new JsonbElement();
  out.text(open);
  let isKey = open === '{';
  for (let at = start; at < end; ) {
    element.read(bytes, at, end);
    const { kind, start: from, end: to } = element;
    if (at > start) out.byte(open === '{' && !isKey ? COLON : COMMA);
    appendJson(out, bytes, kind, from, to);
    isKey = open === '{' && !isKey;
    at = to;
  }
  out.text(close);
}

function textAt(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString();
}
