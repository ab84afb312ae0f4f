const DIGIT = 1;
const LETTER = 2;
/** Cannot stand in anything Excel takes for a number, a date or a time; and begins nothing it evaluates. */
const WORDY = 4;
const OTHER = 8;

const CLASS = new Uint8Array(256).fill(OTHER);
for (let byte = 0x30; byte <= 0x39; byte += 1) CLASS[byte] = DIGIT;
for (let byte = 0x41; byte <= 0x5a; byte += 1) CLASS[byte] = LETTER;
for (let byte = 0x61; byte <= 0x7a; byte += 1) CLASS[byte] = LETTER;
for (const sign of '_&?<>[]{}|~^*!"') CLASS[sign.charCodeAt(0)] = WORDY;
CLASS[0x40] = WORDY;

/** Longer than any truth value. */
const LONG = 16;

/**
 * Whether ASCII text is for certain neither evaluated nor retyped, which most text is: a first look that spares
 * the thorough one, and never says yes where that says no.
 */
export function isSurelyText(bytes: Uint8Array, start: number, end: number): boolean {
  const first = CLASS[bytes[start] ?? 0] ?? OTHER;
  if (first !== LETTER && first !== DIGIT) return start === end;
  let seen = 0;
  for (let i = start; i < end; i += 1) {
    const byte = bytes[i] ?? 0;
    if (byte > 0x7f) return false;
    seen |= CLASS[byte] ?? OTHER;
  }
  if ((seen & DIGIT) === 0) return end - start >= LONG || (seen & WORDY) !== 0;
  return (seen & WORDY) !== 0;
}
