import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { Workspace } from './workspace.ts';

const CONCURRENCY = 4;

/** What the sender is to do. */
export const sendingOrderSchema = z.object({
  url: z.string(),
  path: z.string(),
  /** In sending order. */
  spans: z.array(z.object({ offset: z.number(), length: z.number() })).readonly(),
  concurrency: z.number(),
  /** After this time no further page is sent. */
  limitMs: z.number(),
});

const reportSchema = z.object({
  /** ms UTC of the first page. */
  startedAtMs: z.number(),
  /** From the first page sent to the last answer. */
  seconds: z.number(),
  /** From sending a page to the end of its answer, in order of the answers. */
  latenciesMs: z.array(z.number()).readonly(),
  /** Answers that asked to try again. */
  retried: z.number(),
});
export type SendingReport = z.infer<typeof reportSchema>;

/** Posts bodies from another process, four at a time. Throws when a page isn't taken. */
export async function send(
  workspace: Workspace,
  order: Omit<z.infer<typeof sendingOrderSchema>, 'concurrency'>,
): Promise<SendingReport> {
  const dir = workspace.folder('order');
  const orderPath = join(dir, 'order.json');
  writeFileSync(orderPath, JSON.stringify({ ...order, concurrency: CONCURRENCY }));
  const entry = fileURLToPath(new URL('./sender-process.ts', import.meta.url));
  const child = workspace.watch(
    spawn(process.execPath, [entry, orderPath], { stdio: ['ignore', 'pipe', 'pipe'] }),
  );
  const [said, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  workspace.remove(dir);
  if (code !== 0) throw new Error(`The sender stopped: ${/^\w*Error: .*$/m.exec(errors)?.[0]}`);
  return reportSchema.parse(JSON.parse(said));
}
