import { isSameSecret } from './same-secret.ts';

/** `http://host` before the path, as a request to a proxy has it: RFC 9112, 3.2.2. */
const ABSOLUTE = /^https?:\/\/[^/?#]*/i;
/** As much is forgiven as the tunnel's policy forgives: see `main/tunnel/traffic-policy.ts`. */
const HOOK = /^\/+hook\/+([^/]*)$/;
const FORGIVEN_AT_END: ReadonlySet<string | undefined> = new Set(['/', ' ']);

/** What a request target is to the receiver. */
export type TargetKind = 'hook' | 'other-hook' | 'other';

/**
 * The secret path is `/hook/<token>`; doubled slashes, slashes and blanks at its end, escaped characters and a query are
 * taken as well. Any other path below `/hook/` is that of another address.
 */
export function targetKind(requestTarget: string, hookToken: string): TargetKind {
  const given = HOOK.exec(withoutEnd(pathOf(requestTarget)))?.[1] ?? '';
  if (isSameSecret(given, hookToken)) return 'hook';
  return given === '' ? 'other' : 'other-hook';
}

/** In one pass from the end: a pattern would go over a long row of blanks again and again. */
function withoutEnd(path: string): string {
  let end = path.length;
  while (FORGIVEN_AT_END.has(path[end - 1])) end -= 1;
  return path.slice(0, end);
}

/** Without the query, decoded; empty where it can't be. */
function pathOf(requestTarget: string): string {
  const [path = ''] = requestTarget.replace(ABSOLUTE, '').split('?', 1);
  if (!path.startsWith('/')) return '';
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
}
