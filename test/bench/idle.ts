import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import * as z from 'zod';
import { simulate } from '../../main/simulator/simulate.ts';
import { ROLLCALL_PATH } from './rollcall-run.ts';
import type { Workspace } from './workspace.ts';

/** What Rollcall costs while nothing happens, and how soon it is there. */
export interface IdleFigures {
  readonly minutes: number;
  /** What people download, before it is compressed. */
  readonly bundleBytes: Readonly<Record<(typeof BUNDLES)[number], number>>;
  /** From the start of the process to the line that says it is ready. */
  readonly readyMs: number;
  /** From there to the first screen in a browser that is already open. */
  readonly firstScreenMs: number;
  /** Of the process with all its threads; null where the system doesn't tell. */
  readonly processor: {
    readonly seconds: number;
    readonly memoryBytes: number;
    /** How often a thread began to run again. */
    readonly wakeUps: number;
  } | null;
}

const BUNDLES = ['main', 'electron', 'renderer'] as const;
const DIST_DIR = fileURLToPath(new URL('../../dist', import.meta.url));
/** What was done last, such as tidying, is over by then. */
const SETTLE_MS = 20_000;
/** Of the processor's time in /proc, everywhere. */
const TICKS_PER_SECOND = 100;
const COHORT = { cohortId: '2', name: 'A small one', members: 8_000, syncs: 2, props: 4, seed: 6 };

const readySchema = z.object({ hookUrl: z.string(), uiUrl: z.string() });

/** Starts it with a cohort, looks at it once, and leaves it alone. Without the probe, whose timer would wake it. */
export async function measureIdle(workspace: Workspace, minutes: number): Promise<IdleFigures> {
  const dataDir = workspace.folder('idle');
  const startedAtMs = performance.now();
  const child = workspace.watch(
    spawn(process.execPath, [ROLLCALL_PATH, 'serve', '--data-dir', dataDir, '--tunnel', 'none'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
  try {
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    const readyMs = performance.now() - startedAtMs;
    const { hookUrl, uiUrl } = readySchema.parse(JSON.parse(String(line)));
    const { signal } = new AbortController();
    await simulate({ ...COHORT, url: hookUrl }, () => {}, signal);
    const firstScreenMs = await timeToFirstScreen(uiUrl);
    await sleep(SETTLE_MS);
    const before = usageOf(child.pid ?? 0);
    await sleep(minutes * 60_000);
    const after = usageOf(child.pid ?? 0);
    return {
      minutes,
      bundleBytes: {
        main: sizeOf(join(DIST_DIR, 'main')),
        electron: sizeOf(join(DIST_DIR, 'electron')),
        renderer: sizeOf(join(DIST_DIR, 'renderer')),
      },
      readyMs,
      firstScreenMs,
      processor:
        before === null || after === null
          ? null
          : {
              seconds: after.seconds - before.seconds,
              memoryBytes: after.memoryBytes,
              wakeUps: after.wakeUps - before.wakeUps,
            },
    };
  } finally {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
    workspace.remove(dataDir);
  }
}

async function timeToFirstScreen(uiUrl: string): Promise<number> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  try {
    const page = await browser.newPage({ locale: 'en-GB', viewport: { width: 1280, height: 800 } });
    const startedAtMs = performance.now();
    await page.goto(uiUrl);
    await page.getByRole('navigation').getByText(COHORT.name).waitFor();
    return performance.now() - startedAtMs;
  } finally {
    await browser.close();
  }
}

/** What a process used since its start, by /proc. */
function usageOf(pid: number): NonNullable<IdleFigures['processor']> | null {
  if (process.platform !== 'linux') return null;
  const read = (name: string): string => readFileSync(`/proc/${pid}/${name}`, 'utf8');
  // The program's name, in brackets, may hold anything.
  const fields = read('stat')
    .replace(/^.*\) /s, '')
    .split(' ');
  const switches = readdirSync(`/proc/${pid}/task`).map((task) =>
    Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(read(`task/${task}/status`))?.[1]),
  );
  return {
    seconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND,
    memoryBytes: Number(/^VmRSS:\s+(\d+)/m.exec(read('status'))?.[1]) * 1024,
    wakeUps: switches.reduce((sum, count) => sum + count, 0),
  };
}

function sizeOf(dir: string): number {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((path) => statSync(join(dir, path)))
    .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);
}
