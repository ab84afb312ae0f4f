import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readSync } from 'node:fs';
import { request } from 'node:http';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { startNgrokEdge } from '../support/ngrok-edge/start-ngrok-edge.ts';
import { writeFirstSync } from './pages.ts';
import { ROLLCALL_PATH } from './rollcall-run.ts';
import { percentile } from './statistics.ts';
import type { Workspace } from './workspace.ts';

interface Latency {
  readonly p50: number;
  readonly p99: number;
}

/** Answers to pages of 1,000 members, one after the other: straight, and through ngrok's real SDK in turn. */
export interface TunnelFigures {
  readonly directMs: Latency;
  /** With what the stand-in for ngrok's service takes, and without the way there. */
  readonly throughMs: Latency;
}

const PAGES = 300;
const WARM_UP = 20;
const readySchema = z.object({ hookUrl: z.string(), publicHookUrl: z.string() });

export async function measureTunnel(workspace: Workspace): Promise<TunnelFigures> {
  const edge = await startNgrokEdge();
  const bodiesDir = workspace.folder('bodies');
  const dataDir = workspace.folder('tunnel');
  const { path, spans } = writeFirstSync(bodiesDir, PAGES);
  const bodies = openSync(path, 'r');
  const rollcall = startRollcall(workspace, dataDir, edge);
  try {
    const [line] = await once(createInterface({ input: rollcall.stdout }), 'line');
    const { hookUrl, publicHookUrl } = readySchema.parse(JSON.parse(String(line)));
    const front = `http://${edge.probe}${new URL(publicHookUrl).pathname}`;
    const direct: number[] = [];
    const through: number[] = [];
    for (const [i, { offset, length }] of spans.entries()) {
      const body = Buffer.alloc(length);
      readSync(bodies, body, 0, length, offset);
      const isThrough = i % 2 === 1;
      const ms = await timePost(isThrough ? front : hookUrl, isThrough ? edge.domain : null, body);
      if (i >= WARM_UP) (isThrough ? through : direct).push(ms);
    }
    return { directMs: latency(direct), throughMs: latency(through) };
  } finally {
    closeSync(bodies);
    rollcall.kill('SIGTERM');
    if (rollcall.exitCode === null) await once(rollcall, 'exit');
    await edge.stop();
    workspace.remove(bodiesDir);
    workspace.remove(dataDir);
  }
}

function startRollcall(
  workspace: Workspace,
  dataDir: string,
  edge: Awaited<ReturnType<typeof startNgrokEdge>>,
) {
  const args = ['serve', '--data-dir', dataDir, '--tunnel', 'ngrok'];
  const env = {
    ...process.env,
    NGROK_AUTHTOKEN: edge.token,
    ROLLCALL_NGROK_SERVER: edge.server,
    ROLLCALL_NGROK_CA: edge.caFile,
    ROLLCALL_NGROK_PROBE: edge.probe,
  };
  const child = spawn(process.execPath, [ROLLCALL_PATH, ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env,
  });
  workspace.watch<ChildProcess>(child);
  return child;
}

/** From sending a page to the end of its answer. */
async function timePost(url: string, host: string | null, body: Buffer): Promise<number> {
  const startedMs = performance.now();
  const sending = request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(host !== null && { host }) },
  });
  sending.end(body);
  const [answer] = await once(sending, 'response');
  for await (const _ of answer);
  if (answer.statusCode !== 200) throw new Error(`A page was answered with ${answer.statusCode}.`);
  return performance.now() - startedMs;
}

function latency(times: readonly number[]): Latency {
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}
