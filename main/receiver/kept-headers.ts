import type { IncomingHttpHeaders } from 'node:http';

const MAX_KEPT_BYTES = 8 * 1024;
const PRIVATE_NAME = /authorization|cookie|token|secret|password|api-?key/;

// Kept first, so that a flood of others can't crowd them out.
const WANTED_FIRST = [
  'content-type',
  'content-encoding',
  'content-length',
  'user-agent',
  'host',
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-forwarded-host',
];

/** The headers a delivery is kept with: no credentials, nothing that names the hook's secret, 8 KB in all. */
export function keptHeaders(
  headers: IncomingHttpHeaders,
  hookToken: string,
): Readonly<Record<string, string>> {
  const first = WANTED_FIRST.map((name) => [name, headers[name]] as const);
  const others = Object.entries(headers).filter(([name]) => !WANTED_FIRST.includes(name));
  let leftBytes = MAX_KEPT_BYTES;
  const kept: [string, string][] = [];
  for (const [name, value] of [...first, ...others]) {
    if (typeof value !== 'string' || PRIVATE_NAME.test(name)) continue;
    if (name.includes(hookToken.toLowerCase()) || value.includes(hookToken)) continue;
    // Node reads header bytes as Latin-1, so a character is a byte.
    const bytes = name.length + value.length;
    if (bytes > leftBytes) continue;
    leftBytes -= bytes;
    kept.push([name, value]);
  }
  return Object.fromEntries(kept);
}

/** Over which host a delivery came, as its sender named it; null when it told none. */
export function hostIn(headers: Readonly<Record<string, string>>): string | null {
  // A tunnel may call us by our own name and pass on the one it was called by.
  const [host = ''] = (headers['x-forwarded-host'] ?? headers.host ?? '').split(',');
  return host.trim().toLowerCase() || null;
}
