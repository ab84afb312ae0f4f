/** A registry on the loopback that holds ngrok's SDK as it is installed here, and nothing else. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT_DIR } from './package-app.ts';

const SCOPE = '@ngrok';
const run = promisify(execFile);

interface Held {
  readonly name: string;
  readonly version: string;
  readonly manifest: object;
  readonly tarball: Buffer;
}

export interface Registry {
  readonly url: string;
  /** What was asked for and is not held. */
  readonly missed: string[];
  close(): Promise<void>;
}

/** Starts it; `dir` is for the packages that it hands out. */
export async function startRegistry(dir: string): Promise<Registry> {
  const scopeDir = join(ROOT_DIR, 'node_modules', SCOPE);
  const held: Held[] = [];
  for (const name of readdirSync(scopeDir)) held.push(await pack(join(scopeDir, name), dir));
  const missed: string[] = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '').slice(1);
    const found = held.find(({ name }) => path === name || path === `${name}.tgz`);
    if (found === undefined) missed.push(path);
    if (found === undefined) response.writeHead(404).end('{}');
    else if (path === found.name) response.end(JSON.stringify(document(found, url())));
    else response.end(found.tarball);
  });
  const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: url(),
    missed,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function pack(packageDir: string, dir: string): Promise<Held> {
  const manifest = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8'));
  const args = ['pack', '--silent', '--ignore-scripts', '--pack-destination', dir];
  const { stdout } = await run('npm', args, { cwd: packageDir });
  const tarball = readFileSync(join(dir, stdout.trim()));
  return { name: manifest.name, version: manifest.version, manifest, tarball };
}

function document({ name, version, manifest, tarball }: Held, registryUrl: string): object {
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  const dist = { tarball: `${registryUrl}${name}.tgz`, integrity };
  return { name, 'dist-tags': { latest: version }, versions: { [version]: { ...manifest, dist } } };
}
