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
  // Compared as bytes: decoded text would make all malformed UTF-8 equal.
  const given = Buffer.from(encoded, 'base64');
  const colon = given.indexOf(COLON);
  const user = colon < 0 ? given : given.subarray(0, colon);
  const password = colon < 0 ? Buffer.alloc(0) : given.subarray(colon + 1);
  const isUser = isSameSecret(user, expected.user);
  const isPassword = isSameSecret(password, expected.password);
  return colon >= 0 && isUser && isPassword;
}
