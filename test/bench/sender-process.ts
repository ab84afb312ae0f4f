// The sender, in a process of its own and at a lower priority, so that it doesn't take the receiver's processor.
import { readFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { constants, setPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { type SendingReport, sendingOrderSchema } from './send.ts';

const RETRY_MS = 100;
const ANSWER_MS = 60_000;

setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
const order = sendingOrderSchema.parse(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')));
const agent = new Agent({ keepAlive: true, maxSockets: order.concurrency });
const latenciesMs: number[] = [];
let retried = 0;
let next = 0;

const file = await open(order.path);
const startedMs = performance.now();
await Promise.all(Array.from({ length: order.concurrency }, () => sendUntilDone(file)));
const endedMs = performance.now();
await file.close();
agent.destroy();
const report: SendingReport = {
  startedAtMs: performance.timeOrigin + startedMs,
  seconds: (endedMs - startedMs) / 1000,
  latenciesMs,
  retried,
};
process.stdout.write(JSON.stringify(report));

async function sendUntilDone(bodies: FileHandle): Promise<void> {
  const buffer = Buffer.allocUnsafe(Math.max(...order.spans.map(({ length }) => length)));
  for (;;) {
    const span = order.spans[next++];
    if (span === undefined || performance.now() - startedMs > order.limitMs) return;
    await bodies.read(buffer, 0, span.length, span.offset);
    await sendOne(buffer.subarray(0, span.length));
  }
}

async function sendOne(body: Buffer): Promise<void> {
  for (;;) {
    const sentMs = performance.now();
    const { status, text } = await post(body);
    if ((status === 429 || status === 503) && performance.now() - startedMs < order.limitMs) {
      retried++;
      await sleep(RETRY_MS);
      continue;
    }
    if (status < 200 || status > 299) throw new Error(`HTTP ${status}: ${text.slice(0, 200)}`);
    latenciesMs.push(performance.now() - sentMs);
    return;
  }
}

function post(body: Buffer): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(order.url, {
      method: 'POST',
      agent,
      timeout: ANSWER_MS,
      headers: { 'content-type': 'application/json', 'content-length': body.length },
    });
    sent.on('timeout', () => sent.destroy(new Error(`no answer in ${ANSWER_MS / 1000} s`)));
    sent.on('error', reject);
    sent.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      // Some answer with the whole page: it is read, not kept.
      response.on('data', (chunk: string) => {
        if (text.length < 1000) text += chunk;
      });
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sent.end(body);
  });
}
