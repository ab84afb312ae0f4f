/** The loopback ngrok service as a process of its own, driven by a person. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';

const scriptPath = fileURLToPath(new URL('../support/ngrok-edge/run.ts', import.meta.url));

const readyLine = z.object({
  probe: z.string(),
  domain: z.string(),
  publicUrl: z.string(),
  environment: z.record(z.string(), z.string()),
});

it('prints one line with all that Rollcall must be told, obeys, and ends when told to', async () => {
  const child = spawn(process.execPath, [scriptPath], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill());
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => JSON.parse((await lines.next()).value ?? '');
  const obey = (line: string): Promise<unknown> => {
    child.stdin.write(`${line}\n`);
    return next();
  };

  const ready = readyLine.parse(await next());
  expect(ready.publicUrl).toBe(`https://${ready.domain}`);
  expect(ready.environment).toEqual({
    ROLLCALL_NGROK_SERVER: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
    ROLLCALL_NGROK_CA: expect.stringMatching(/ca\.pem$/),
    ROLLCALL_NGROK_PROBE: ready.probe,
    NGROK_AUTHTOKEN: expect.stringMatching(/^\w{40,}$/),
  });
  expect((await fetch(`http://${ready.probe}/`)).status).toBe(404);
  expect(await obey('requests')).toMatchObject([{ url: '/', code: 'ERR_NGROK_3200' }]);
  expect(await obey('sessions')).toEqual([]);
  expect(await obey('goAway')).toEqual({ done: 'goAway' });
  expect(await obey('dance')).toEqual({ failed: 'Error: no such command: dance' });
  child.stdin.write('stop\n');
  expect(await ended).toEqual([0, null]);
});
