import { JSONB, payloadEnd, payloadStart } from '../reading/jsonb.ts';

/** Whether a name stands twice within an object, anywhere in a JSONB value. */
export function repeatsNamesWithin(bytes: Uint8Array, at: number): boolean {
  const kind = kindAt(bytes, at);
  if (kind !== JSONB.object && kind !== JSONB.array) return false;
  const names = new Set<string>();
  const end = payloadEnd(bytes, at);
  let isName = kind === JSONB.object;
  for (let next = payloadStart(bytes, at); next < end; next = payloadEnd(bytes, next)) {
    if (isName) {
      const name = nameAt(bytes, next);
      if (names.has(name)) return true;
      names.add(name);
    } else if (repeatsNamesWithin(bytes, next)) return true;
    if (kind === JSONB.object) isName = !isName;
  }
  return false;
}

function nameAt(bytes: Uint8Array, at: number): string {
  const start = payloadStart(bytes, at);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + start, payloadEnd(bytes, at) - start);
  const isEscaped = kindAt(bytes, at) === JSONB.textEscaped;
  return isEscaped ? String(JSON.parse(`"${text}"`)) : text.toString();
}

function kindAt(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) & 0x0f;
}
