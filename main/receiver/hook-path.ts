import { isSameSecret } from './same-secret.ts';

const PREFIX = '/hook/';

/** The secret path: `/hook/<token>`, with or without one trailing slash and a query. Nothing is percent-decoded. */
export function isHookPath(requestTarget: string, hookToken: string): boolean {
  const [path = ''] = requestTarget.split('?', 1);
  if (!path.startsWith(PREFIX)) return false;
  const given = path.slice(PREFIX.length).replace(/\/$/, '');
  return isSameSecret(given, hookToken);
}
