import { readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
};

/** The built page: public, it holds no data. Only what stood in its folder at the start is ever served. */
export class PageFiles {
  readonly #paths: ReadonlyMap<string, string>;

  constructor(dir: string) {
    this.#paths = new Map(
      filesIn(dir).map((path) => [
        path.slice(dir.length).replaceAll('\\', '/').replace(/^\/*/, '/'),
        path,
      ]),
    );
  }

  /** Answers with a file; false when there is none of this path. */
  async send(path: string, response: ServerResponse, isHead: boolean): Promise<boolean> {
    const name = path === '/' ? '/index.html' : path;
    const file = this.#paths.get(name);
    if (file === undefined) return false;
    const bytes = await readFile(file);
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    // The names of all but the page itself change with their content.
    const cache = name.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-store';
    response.writeHead(200, {
      'content-type': type,
      'content-length': bytes.byteLength,
      'cache-control': cache,
    });
    response.end(isHead ? undefined : bytes);
    return true;
  }
}

/** All files at any depth. By hand: within an asar archive, Electron lists one folder at a time. */
function filesIn(dir: string): string[] {
  return readdirSync(dir).flatMap((name) => {
    const path = join(dir, name);
    return statSync(path).isDirectory() ? filesIn(path) : [path];
  });
}

/** What the page may do, and who may show it: itself, and nobody. */
export function pageHeaders(port: number): Readonly<Record<string, string>> {
  const sockets = `ws://127.0.0.1:${port} ws://localhost:${port}`;
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "font-src 'self'",
      `connect-src 'self' ${sockets}`,
      "manifest-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  };
}
