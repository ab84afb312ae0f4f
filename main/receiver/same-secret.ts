import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares in constant time whatever the lengths: digests of both, never the strings themselves. */
export function isSameSecret(given: string | Uint8Array, expected: string | Uint8Array): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(value: string | Uint8Array): Buffer {
  return createHash('sha256').update(value).digest();
}
