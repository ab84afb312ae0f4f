import { isUtf8 } from 'node:buffer';
import { isSameSecret } from './same-secret.ts';

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** Asks for UTF-8, the only charset RFC 7617 lets a server name. */
export const CHALLENGE = 'Basic realm="Rollcall", charset="UTF-8"';

const COLON = 0x3a;

/** Whether an Authorization header carries these credentials. Source: RFC 7617 (the password may hold colons, the user may not). */
export function isAuthorized(header: string | undefined, expected: Credentials): boolean {
  const encoded = /^basic +([\w+/=-]*) *$/i.exec(header ?? '')?.[1] ?? '';
  const given = Buffer.from(encoded, 'base64');
  const colon = given.indexOf(COLON);
  const user = colon < 0 ? given : given.subarray(0, colon);
  const password = colon < 0 ? Buffer.alloc(0) : given.subarray(colon + 1);
  const isUser = isSameText(user, expected.user);
  const isPassword = isSameText(password, expected.password);
  return colon >= 0 && isUser && isPassword;
}

/**
 * Whether bytes say a text, in UTF-8, however its accents are composed, or in ISO-8859-1, which older clients send.
 * Always compares both, so that the time tells nothing.
 */
function isSameText(given: Buffer, expected: string): boolean {
  const wanted = expected.normalize();
  // Bytes that are no UTF-8 are not decoded as such: all of them would become the same text.
  const inUtf8 = isSameSecret(isUtf8(given) ? given.toString().normalize() : given, wanted);
  const inLatin1 = isSameSecret(given.toString('latin1').normalize(), wanted);
  return inUtf8 || inLatin1;
}
