/** Serves the built page, and nothing else, under a strict Content Security Policy. */
import { readFile } from 'node:fs/promises';
import { extname, isAbsolute, join, relative } from 'node:path';
import type { CustomScheme, Protocol } from 'electron';
import { isOwnUrl, PAGE_SCHEME } from './page-url.ts';

/** To be registered before Electron is ready: without it the page has no origin. */
export const PAGE_SCHEME_PRIVILEGES: CustomScheme = {
  scheme: PAGE_SCHEME,
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
};

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
};

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Answers the page's requests from the folder of the built page. */
export function serveRenderer(protocol: Pick<Protocol, 'handle'>, rendererDir: string): void {
  protocol.handle(PAGE_SCHEME, async ({ method, url }) => {
    const path = method === 'GET' ? filePathOf(url, rendererDir) : null;
    const contentType = CONTENT_TYPES[extname(path ?? '')];
    if (path === null || contentType === undefined) return notFound();
    try {
      const bytes = await readFile(path);
      return new Response(bytes, { headers: { ...HEADERS, 'content-type': contentType } });
    } catch {
      return notFound(); // whatever the reason, the page has no such file
    }
  });
}

function filePathOf(url: string, rendererDir: string): string | null {
  if (!isOwnUrl(url)) return null;
  try {
    const path = join(rendererDir, decodeURIComponent(new URL(url).pathname));
    const inside = relative(rendererDir, path);
    return inside === '' || /^\.\.([\\/]|$)/.test(inside) || isAbsolute(inside) ? null : path;
  } catch {
    return null; // a malformed percent sign
  }
}

function notFound(): Response {
  return new Response(null, { status: 404, headers: HEADERS });
}
