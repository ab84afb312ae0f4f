/** Where a test gets in, as Playwright does with Electron: functions to run in main, and the browser's address. */
import { runInThisContext } from 'node:vm';
import * as z from 'zod';
import { chromium } from './app-chromium.ts';
import * as electron from './electron.ts';

const askedSchema = z.object({ id: z.number(), source: z.string(), arg: z.unknown().optional() });

process.on('message', (message) => void answer(askedSchema.parse(message)));
process.channel?.unref();

async function answer({ id, source, arg }: z.infer<typeof askedSchema>): Promise<void> {
  try {
    // The test's own function, sent as its text.
    const run: unknown = runInThisContext(`(${source})`);
    if (typeof run !== 'function') throw new TypeError('Only a function is run');
    process.send?.({ id, value: await run(electron, arg) });
  } catch (error) {
    process.send?.({ id, error: error instanceof Error ? error.message : String(error) });
  }
}

electron.app.on('ready', () => {
  chromium().then(
    ({ endpoint }) => process.send?.({ endpoint }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
