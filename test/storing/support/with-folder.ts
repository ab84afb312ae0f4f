import { test as base, vi } from 'vitest';
import { copyDataFolder, makeDataFolder } from '../../support/data-folders.ts';
import {
  type RunningRollcall,
  type RunOptions,
  startRollcall,
} from '../../support/start-rollcall.ts';
import { type Stream, startStream } from './stream.ts';

// Several start processes side by side, which takes its time on a small machine.
vi.setConfig({ testTimeout: 60_000, maxConcurrency: 4 });

/** What a test gets that asks for it. All of it is the test's own, so that several can run at the same time. */
export interface Given {
  readonly dataDir: string;
  /** Starts Rollcall on the folder; it ends with the test. */
  readonly start: (args?: readonly string[], options?: RunOptions) => Promise<RunningRollcall>;
  /** Rollcall, started on the folder. */
  readonly rollcall: RunningRollcall;
  /** People being added to it one by one, five of them already. */
  readonly stream: Stream;
}

/** Tests with a folder that is not there yet. */
export const test = testIn(makeDataFolder);

/** Tests with a copy of a folder that was filled before. */
export function testOnCopyOf(original: () => string) {
  return testIn(() => copyDataFolder(original()));
}

function testIn(makeFolder: () => Promise<string>) {
  return base.extend<Given>({
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern what a fixture needs
    dataDir: async ({}, use) => {
      await use(await makeFolder());
    },
    start: async ({ dataDir }, use) => {
      const started: RunningRollcall[] = [];
      await use(async (args, options) => {
        const rollcall = await startRollcall(dataDir, args, options);
        started.push(rollcall);
        return rollcall;
      });
      for (const rollcall of started) await rollcall.kill();
    },
    rollcall: async ({ start }, use) => {
      await use(await start());
    },
    stream: async ({ rollcall }, use) => {
      const stream = startStream(rollcall.hookUrl);
      await stream.moreAcknowledged(5);
      await use(stream);
    },
  });
}
