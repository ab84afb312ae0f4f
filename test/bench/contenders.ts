import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { MeasuredProcess } from './measured-process.ts';
import { writeNodeRedFlow } from './node-red-flow.ts';
import type { PeerName } from './peers.ts';
import type { Workspace } from './workspace.ts';

/** A server that takes pages, ready to. */
export interface Started {
  readonly process: MeasuredProcess;
  readonly url: string;
}

/** A program to compare Rollcall's receipt with. */
export interface Contender {
  readonly name: string;
  readonly peer: PeerName | null;
  /** It gets slower with every page: a few seconds are enough. */
  readonly degrades: boolean;
  readonly start: (workspace: Workspace, dir: string, peerDir: string) => Promise<Started>;
}

const urlSchema = z.object({ url: z.string() });

export const CONTENDERS: readonly Contender[] = [
  {
    name: 'floor: parse, append, fdatasync',
    peer: null,
    degrades: false,
    start: (workspace, dir) => startOurs(workspace, 'floor', [join(dir, 'pages')]),
  },
  {
    name: 'Express, append to a file',
    peer: 'express',
    degrades: false,
    start: (workspace, dir, peerDir) =>
      startOurs(workspace, 'express-append', [join(dir, 'pages.ndjson'), peerDir]),
  },
  {
    name: 'Node-RED, http in to file',
    peer: 'node-red',
    degrades: false,
    start: startNodeRed,
  },
  {
    name: 'Express, rewrite a JSON file',
    peer: 'express',
    degrades: true,
    start: (workspace, dir, peerDir) =>
      startOurs(workspace, 'express-rewrite', [join(dir, 'members.json'), peerDir]),
  },
  {
    name: 'json-server',
    peer: 'json-server',
    degrades: true,
    start: startJsonServer,
  },
];

async function startOurs(
  workspace: Workspace,
  name: string,
  args: readonly string[],
): Promise<Started> {
  const entry = fileURLToPath(new URL(`./servers/${name}.mjs`, import.meta.url));
  const process = new MeasuredProcess(workspace, [entry, ...args]);
  return { process, url: urlSchema.parse(JSON.parse(await process.line())).url };
}

async function startNodeRed(workspace: Workspace, dir: string, peerDir: string): Promise<Started> {
  const port = await freePort();
  const settingsPath = writeNodeRedFlow(dir, port, join(dir, 'pages.ndjson'));
  const entry = join(peerDir, 'node_modules', 'node-red', 'red.js');
  const process = new MeasuredProcess(workspace, [entry, '--settings', settingsPath]);
  const url = `http://127.0.0.1:${port}/hook`;
  await process.answers(url);
  return { process, url };
}

async function startJsonServer(
  workspace: Workspace,
  dir: string,
  peerDir: string,
): Promise<Started> {
  const port = await freePort();
  const path = join(dir, 'db.json');
  writeFileSync(path, '{"pages":[]}');
  const entry = join(peerDir, 'node_modules', 'json-server', 'lib', 'cli', 'bin.js');
  const where = ['--host', '127.0.0.1', '--port', String(port)];
  const process = new MeasuredProcess(workspace, [entry, path, '--quiet', ...where]);
  const url = `http://127.0.0.1:${port}/pages`;
  await process.answers(url);
  return { process, url };
}

/** For programs that don't tell which port they took. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No port is free.');
  return address.port;
}
