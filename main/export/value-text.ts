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
  append(out, bytes, kind, start, end, appendText);
}

/** The same with letters as they read: some senders escape all but ASCII. */
export function appendReadableJson(
  out: ByteBuffer,
  bytes: Uint8Array,
  kind: number,
  start: number,
  end: number,
): void {
  append(out, bytes, kind, start, end, appendReadableText);
}

type AppendText = typeof appendText;

function append(
  out: ByteBuffer,
  bytes: Uint8Array,
  kind: number,
  start: number,
  end: number,
  putText: AppendText,
): void {
  switch (kind) {
    case JSONB.array:
      appendElements(out, bytes, start, end, '[', ']', putText);
      break;
    case JSONB.object:
      appendElements(out, bytes, start, end, '{', '}', putText);
      break;
    case JSONB.text:
    case JSONB.textEscaped:
    case JSONB.textEscaped5:
    case JSONB.textRaw:
      putText(out, bytes, kind, start, end);
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
  putText: AppendText,
): void {
  const element = new JsonbElement();
  out.text(open);
  let isKey = open === '{';
  for (let at = start; at < end; ) {
    element.read(bytes, at, end);
    const { kind, start: from, end: to } = element;
    if (at > start) out.byte(open === '{' && !isKey ? COLON : COMMA);
    append(out, bytes, kind, from, to, putText);
    isKey = open === '{' && !isKey;
    at = to;
  }
  out.text(close);
}

function appendText(
  out: ByteBuffer,
  bytes: Uint8Array,
  kind: number,
  start: number,
  end: number,
): void {
  if (kind === JSONB.textRaw) {
    out.text(JSON.stringify(textAt(bytes, start, end)));
    return;
  }
  out.byte(QUOTE);
  out.copy(bytes, start, end);
  out.byte(QUOTE);
}

/** Escapes that stand for nothing that can be read (controls, half a letter) stay. */
function appendReadableText(
  out: ByteBuffer,
  bytes: Uint8Array,
  kind: number,
  start: number,
  end: number,
): void {
  if (kind !== JSONB.textEscaped) appendText(out, bytes, kind, start, end);
  else out.text(JSON.stringify(JSON.parse(`"${textAt(bytes, start, end)}"`)));
}

function textAt(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString();
}
