import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Workspace } from './workspace.ts';

/** Programs to compare with. They are no dependencies of ours: the bench installs them for itself. */
const PEERS = {
  express: '5.3.0',
  'json-server': '0.17.4',
  'node-red': '5.0.7',
  'csv-stringify': '6.9.0',
  papaparse: '5.7.1',
  'fast-csv': '5.0.8',
} as const;
export type PeerName = keyof typeof PEERS;

export interface Peer {
  readonly name: PeerName;
  /** Where it is installed. */
  readonly dir: string;
  /** Why it isn't; null if it is. */
  readonly missing: string | null;
}

const CACHE_DIR = fileURLToPath(
  new URL('../../node_modules/.cache/rollcall-bench/', import.meta.url),
);
const INSTALL_MS = 240_000;

/** Installs what isn't there yet; one that npm can't install is left out with its reason. */
export async function installPeers(
  workspace: Workspace,
  names: readonly PeerName[],
  say: (line: string) => void,
): Promise<Peer[]> {
  const peers: Peer[] = [];
  for (const name of names) {
    const dir = join(CACHE_DIR, `${name}-${PEERS[name]}`);
    const isThere = installedVersion(name, dir) === PEERS[name];
    if (!isThere) say(`Installing ${name} ${PEERS[name]} for the bench…`);
    const problem = isThere ? null : await install(workspace, name, dir);
    if (problem !== null) {
      say(`Without ${name}: ${problem}`);
      rmSync(dir, { recursive: true, force: true });
    }
    peers.push({ name, dir, missing: problem });
  }
  return peers;
}

export function peerNamed(peers: readonly Peer[], name: PeerName): Peer {
  const found = peers.find((peer) => peer.name === name);
  return found ?? { name, dir: '', missing: 'left out as asked' };
}

async function install(workspace: Workspace, name: PeerName, dir: string): Promise<string | null> {
  mkdirSync(dir, { recursive: true });
  const args = ['install', '--prefix', dir, '--no-audit', '--no-fund', '--ignore-scripts'];
  const child = workspace.watch(startNpm([...args, `${name}@${PEERS[name]}`], dir));
  let errors = '';
  child.stderr?.on('data', (chunk) => {
    errors += chunk;
  });
  const ended = once(child, 'close').then(([code]) => (code === 0 ? null : firstLine(errors)));
  const failed = once(child, 'error').then(([error]) => `npm can't be started: ${error}`);
  const late = sleep(INSTALL_MS, `npm took more than ${INSTALL_MS / 1000} s`, { ref: false });
  const problem = await Promise.race([ended, failed, late]);
  child.kill();
  if (problem !== null) return problem;
  return installedVersion(name, dir) === null ? 'npm installed nothing' : null;
}

/** The npm that runs this script, else the one on the path. */
function startNpm(args: readonly string[], cwd: string): ChildProcess {
  const npm = process.env.npm_execpath;
  const options: SpawnOptions = { cwd, stdio: ['ignore', 'ignore', 'pipe'] };
  if (npm !== undefined && /\.c?js$/.test(npm)) {
    return spawn(process.execPath, [npm, ...args], options);
  }
  return spawn('npm', [...args], { ...options, shell: process.platform === 'win32' });
}

function installedVersion(name: PeerName, dir: string): string | null {
  const path = join(dir, 'node_modules', name, 'package.json');
  return existsSync(path) ? String(JSON.parse(readFileSync(path, 'utf8')).version) : null;
}

function firstLine(errors: string): string {
  const line = errors.split('\n').find((text) => text.startsWith('npm error')) ?? errors;
  return line.trim().slice(0, 200) || 'npm failed';
}
