import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Browser, chromium, type Page } from 'playwright-core';
import * as z from 'zod';
import { until } from '../../support/until.ts';
import type { Launch, RunningApp } from './driver.ts';

const toldSchema = z.object({
  id: z.number().optional(),
  value: z.unknown().optional(),
  error: z.string().optional(),
  endpoint: z.string().optional(),
});

/** Runs the built app on Node; a test gets in by the stand-in's door. */
export async function startOnStandIn(
  nodeArgs: readonly string[],
  entry: string,
  { args, environment }: Launch,
): Promise<RunningApp> {
  const child = spawn(process.execPath, [...nodeArgs, entry, ...args], {
    env: environment,
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  process.on('exit', () => child.kill('SIGKILL'));
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const asked = new Map<number, PromiseWithResolvers<unknown>>();
  const endpoint = Promise.withResolvers<string>();
  endpoint.promise.catch(() => {});
  child.on('message', (message) => {
    const { id, value, error, endpoint: told } = toldSchema.parse(message);
    if (told !== undefined) endpoint.resolve(told);
    const waiting = asked.get(id ?? 0);
    if (error === undefined) waiting?.resolve(value);
    else waiting?.reject(new Error(error));
  });
  const exited = once(child, 'close').then(([code]) => {
    const gone = new Error(`The app ended with ${code}: ${said}`);
    endpoint.reject(gone);
    for (const { reject } of asked.values()) reject(gone);
    return typeof code === 'number' ? code : null;
  });
  let lastId = 0;
  let browser: Browser | null = null;
  let page: Page | null = null;

  const find = async (): Promise<Page | null> => {
    // A page that crashed is lost to a client, and the browser tells a new one of what it is now.
    browser ??= await chromium.connectOverCDP(await endpoint.promise);
    const pages = browser.contexts().flatMap((context) => context.pages());
    return pages.find((candidate) => candidate.url() !== 'about:blank') ?? null;
  };

  await endpoint.promise;
  return {
    pid: child.pid ?? 0,
    exited,
    log: () => said,
    async evaluate(run, arg) {
      lastId += 1;
      const answer = Promise.withResolvers<unknown>();
      asked.set(lastId, answer);
      child.send({ id: lastId, source: String(run), arg }, (error) => {
        if (error !== null) answer.reject(new Error(`The app is gone: ${said}`));
      });
      // What a function returns is what its type says; it came here as a clone.
      return (await answer.promise) as Awaited<ReturnType<typeof run>>;
    },
    async page() {
      if (page !== null && !page.isClosed()) return page;
      const found = await until('there is a page', find);
      page = found;
      found.once('crash', () => {
        page = null;
        void browser?.close();
        browser = null;
      });
      return found;
    },
  };
}
