import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Protocol } from 'electron';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PAGE_SCHEME_PRIVILEGES, serveRenderer } from '../../main/electron/app-protocol.ts';
import { makeDataFolder, removeDataFolders } from '../support/data-folders.ts';
import { sayWhatItRunsOn } from './support/stand-in.ts';

sayWhatItRunsOn();
afterAll(removeDataFolders);

type Handler = Parameters<Protocol['handle']>[1];
let ask: (url: string, method?: string) => Promise<Response>;

beforeAll(async () => {
  const rendererDir = join(await makeDataFolder(), 'renderer');
  write(join(rendererDir, 'index.html'), '<!doctype html>');
  write(join(rendererDir, 'assets', 'index-1.js'), 'export {};');
  write(join(rendererDir, 'assets', 'notes.txt'), 'no business of the page');
  write(join(rendererDir, '..', 'secret.html'), 'a secret');
  let handler: Handler | null = null;
  const protocol: Pick<Protocol, 'handle'> = {
    handle: (_scheme, given) => {
      handler = given;
    },
  };
  serveRenderer(protocol, rendererDir);
  ask = async (url, method = 'GET') => {
    if (handler === null) throw new Error('Nothing is served');
    // A Request of Node refuses schemes of one's own, so the two members that are read stand alone.
    return await Reflect.apply(handler, undefined, [{ url, method }]);
  };
});

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

describe('the page', () => {
  it('is served under a strict policy', async () => {
    const response = await ask('app://rollcall/index.html?at=settings');
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('<!doctype html>');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
  });

  it('has its scripts', async () => {
    const response = await ask('app://rollcall/assets/index-1.js');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });

  it('has an origin: the scheme is a standard and secure one, under the policy', () => {
    expect(PAGE_SCHEME_PRIVILEGES).toMatchObject({
      scheme: 'app',
      privileges: { standard: true, secure: true },
    });
    expect(PAGE_SCHEME_PRIVILEGES.privileges?.bypassCSP).toBeUndefined();
  });

  it.each([
    'app://rollcall/../secret.html',
    'app://rollcall/%2e%2e/secret.html',
    'app://rollcall/..%2fsecret.html',
    'app://rollcall/assets/..%2f..%2fsecret.html',
    'app://elsewhere/index.html',
    'app://rollcall/',
    'app://rollcall/assets',
    'app://rollcall/assets/notes.txt',
    'app://rollcall/missing.js',
    'app://rollcall/index.html%00.js',
    'app://rollcall/%',
  ])('is all there is: nothing at %s', async (url) => {
    const response = await ask(url);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('');
  });

  it('is only read', async () => {
    expect((await ask('app://rollcall/index.html', 'POST')).status).toBe(404);
  });
});
