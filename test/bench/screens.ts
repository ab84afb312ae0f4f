import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import * as z from 'zod';
import { simulate } from '../../main/simulator/simulate.ts';
import { MeasuredProcess } from './measured-process.ts';
import { ROLLCALL_PATH } from './rollcall-run.ts';
import { percentile } from './statistics.ts';
import type { Workspace } from './workspace.ts';

/** What a person at the screens waits for, by what they do. */
export interface ScreenFigures {
  /** 95th percentiles of the time between two frames. */
  readonly frameP95Ms: Readonly<Record<'wheel' | 'sweep' | 'jumps' | 'during a sync', number>>;
  /** Longest task of the page; 0 when none took 50 ms. */
  readonly longestTaskMs: Readonly<Record<'idle' | 'during a sync', number>>;
  /** Slowest of several. */
  readonly waitMs: Readonly<Record<'jump' | 'sort' | 'search' | 'cohort', number>>;
  readonly waits: readonly { readonly what: string; readonly ms: number }[];
  readonly heapBytes: number;
}

const readySchema = z.object({ hookUrl: z.string(), uiUrl: z.string() });
const takenSchema = z.object({
  framesMs: z.array(z.number()),
  longTasksMs: z.array(z.number()),
});
const timeSchema = z.number({ error: 'The page never came to rest.' });
const heapSchema = z.object({ usedSize: z.number() });

const SMALL = { cohortId: '2', name: 'A small one', members: 8_000, syncs: 1, props: 4, seed: 6 };
const ARRIVING = { cohortId: '3', name: 'Arriving', members: 200_000, syncs: 1, props: 8, seed: 7 };
const PLACES = [0.5, 0.05, 0.93, 0.31, 0.77, 0.12, 0.64, 0.99, 0.42, 0.21, 0.86, 0.58];
const SORTS = ['Email', 'Last name', 'Mixpanel ID', 'Joined', 'Email'];
const SEARCHES = ['佐藤', 'example.com', 'zzz nobody', 'anna'];
const IDLE_MS = 5_000;

/** Looks at a large cohort in a real Chromium, as an analyst does. */
export async function measureScreens(
  workspace: Workspace,
  dataDir: string,
  large = 'Bench',
): Promise<ScreenFigures> {
  const rollcall = new MeasuredProcess(workspace, [ROLLCALL_PATH, 'serve', '--data-dir', dataDir]);
  let browser: Browser | null = null;
  try {
    const { hookUrl, uiUrl } = readySchema.parse(JSON.parse(await rollcall.line()));
    await send(hookUrl, SMALL);
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: ['--no-sandbox'],
    });
    const page = await browser.newPage({ locale: 'en-GB', viewport: { width: 1280, height: 800 } });
    const probe = fileURLToPath(new URL('./page-probe.mjs', import.meta.url));
    await page.addInitScript({ path: probe });
    await page.goto(uiUrl);
    await page.getByRole('navigation').getByText(large).waitFor();
    return await measure(page, hookUrl, large);
  } finally {
    await browser?.close();
    await rollcall.stop();
  }
}

async function measure(page: Page, hookUrl: string, large: string): Promise<ScreenFigures> {
  await waitOf(page, `show('${large}')`);
  const waits: { what: string; ms: number }[] = [];
  const wait = async (what: string, call: string) => {
    const ms = await waitOf(page, call);
    waits.push({ what, ms });
    return ms;
  };
  const cohort = [];
  for (const name of [SMALL.name, large, SMALL.name, large]) {
    cohort.push(await wait(`cohort ${name}`, `show('${name}')`));
  }
  const wheel = await taken(page, 'wheel(3000, 90)');
  const sweep = await taken(page, 'sweep(5000)');
  const jumps = await taken(page, `jumps(${JSON.stringify(PLACES)})`);
  const jumpTimes = z
    .array(timeSchema)
    .parse(await page.evaluate(`pageProbe.jumps(${JSON.stringify(PLACES)})`));
  await waitOf(page, 'toTop()');
  const sort = [];
  for (const header of SORTS) sort.push(await wait(`sort by ${header}`, `sort('${header}')`));
  const search = [];
  for (const text of SEARCHES) {
    search.push(await wait(`search ${text}`, `search('${text}')`));
    await waitOf(page, "search('')");
  }
  const idle = await taken(page, `wheel(0, 0)`, IDLE_MS);
  const heapBytes = await heapOf(page);
  const arriving = await measureArriving(page, hookUrl);
  return {
    frameP95Ms: {
      wheel: percentile(wheel.framesMs, 0.95),
      sweep: percentile(sweep.framesMs, 0.95),
      jumps: percentile(jumps.framesMs, 0.95),
      'during a sync': percentile(arriving.framesMs, 0.95),
    },
    longestTaskMs: {
      idle: Math.max(0, ...idle.longTasksMs),
      'during a sync': Math.max(0, ...arriving.longTasksMs),
    },
    waitMs: {
      jump: Math.max(...jumpTimes),
      sort: Math.max(...sort),
      search: Math.max(...search),
      cohort: Math.max(...cohort),
    },
    waits,
    heapBytes,
  };
}

/** Another cohort arrives while somebody scrolls through the large one. */
async function measureArriving(page: Page, hookUrl: string) {
  await page.evaluate('pageProbe.start()');
  let isSending = true;
  const sending = send(hookUrl, ARRIVING).finally(() => {
    isSending = false;
  });
  while (isSending) await page.evaluate('pageProbe.wheel(500, 40)');
  await sending;
  return takenSchema.parse(await page.evaluate('pageProbe.stop()'));
}

async function taken(page: Page, call: string, thenMs = 0) {
  await page.evaluate('pageProbe.start()');
  await page.evaluate(`pageProbe.${call}`);
  await page.waitForTimeout(thenMs);
  return takenSchema.parse(await page.evaluate('pageProbe.stop()'));
}

async function waitOf(page: Page, call: string): Promise<number> {
  return timeSchema.parse(await page.evaluate(`pageProbe.${call}`));
}

async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  return heapSchema.parse(await session.send('Runtime.getHeapUsage')).usedSize;
}

async function send(url: string, options: Omit<typeof SMALL, 'never'>): Promise<void> {
  const { signal } = new AbortController();
  await simulate({ ...options, url, projectId: '1234567' }, () => {}, signal);
}
