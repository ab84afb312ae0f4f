const BACKSLASH = 0x5c;
const LETTER_U = 0x75;

/** What stands after a backslash in JSON for a character that is not itself. */
const MEANING: Readonly<Record<number, number>> = {
  98: 0x08,
  102: 0x0c,
  110: 0x0a,
  114: 0x0d,
  116: 0x09,
};

/**
 * Writes the text that JSON's escapes stand for to the beginning of `target`, which must have as much room as the
 * escaped text. Returns its length in bytes. A lone half of a pair becomes U+FFFD.
 */
export function unescapeText(
  bytes: Uint8Array,
  start: number,
  end: number,
  target: Uint8Array,
): number {
  let length = 0;
  for (let i = start; i < end; i += 1) {
    const byte = bytes[i] ?? 0;
    if (byte !== BACKSLASH) {
      target[length++] = byte;
      continue;
    }
    i += 1;
    const letter = bytes[i] ?? 0;
    if (letter !== LETTER_U) {
      target[length++] = MEANING[letter] ?? letter;
      continue;
    }
    let code = hexAt(bytes, i + 1);
    i += 4;
    if (isHalf(code, 0xd800) && bytes[i + 1] === BACKSLASH && bytes[i + 2] === LETTER_U) {
      const low = hexAt(bytes, i + 3);
      if (isHalf(low, 0xdc00)) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        i += 6;
      }
    }
    length = putUtf8(target, length, code >= 0xd800 && code <= 0xdfff ? 0xfffd : code);
  }
  return length;
}

function isHalf(code: number, first: number): boolean {
  return code >= first && code < first + 0x400;
}

function hexAt(bytes: Uint8Array, at: number): number {
  let value = 0;
  for (let i = at; i < at + 4; i += 1) {
    const byte = bytes[i] ?? 0;
    value = value * 16 + (byte <= 0x39 ? byte - 0x30 : (byte | 0x20) - 0x57);
  }
  return value;
}

function putUtf8(target: Uint8Array, at: number, code: number): number {
  if (code < 0x80) {
    target[at] = code;
    return at + 1;
  }
  if (code < 0x800) {
    target[at] = 0xc0 | (code >> 6);
    target[at + 1] = 0x80 | (code & 0x3f);
    return at + 2;
  }
  if (code < 0x10000) {
    target[at] = 0xe0 | (code >> 12);
    target[at + 1] = 0x80 | ((code >> 6) & 0x3f);
    target[at + 2] = 0x80 | (code & 0x3f);
    return at + 3;
  }
  target[at] = 0xf0 | (code >> 18);
  target[at + 1] = 0x80 | ((code >> 12) & 0x3f);
  target[at + 2] = 0x80 | ((code >> 6) & 0x3f);
  target[at + 3] = 0x80 | (code & 0x3f);
  return at + 4;
}
