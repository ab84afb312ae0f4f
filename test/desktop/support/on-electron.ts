import { once } from 'node:events';
import { _electron } from 'playwright-core';
import { until } from '../../support/until.ts';
import type { Launch, RunningApp } from './driver.ts';

/** Runs the built app on Electron, through Playwright. */
export async function startOnElectron(
  executablePath: string,
  before: readonly string[],
  { args, environment }: Launch,
): Promise<RunningApp> {
  const app = await _electron.launch({
    executablePath,
    args: [...before, ...args],
    env: { ...environment },
  });
  const child = app.process();
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  return {
    pid: child.pid ?? 0,
    exited: once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : null)),
    log: () => said,
    evaluate: async (run, arg) =>
      // Playwright types the argument with its own handles unwrapped; ours are plain values.
      await app.evaluate(run as Parameters<typeof app.evaluate>[0] as never, arg),
    page: () => until('there is a page', () => app.windows().at(-1)),
  };
}
