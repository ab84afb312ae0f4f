import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFormat } from '../../renderer/state/format.ts';
import type { Snapshot } from '../../shared/api/contract.ts';
import type { Cohort } from '../../shared/api/model.ts';
import { makeDataFolder } from '../support/data-folders.ts';
import { sendPage } from '../support/mixpanel.ts';
import { type RunningRollcall, startRollcall } from '../support/start-rollcall.ts';
import { findViolations } from './support/find-violations.ts';
import { endScreens, openScreens } from './support/open-screens.ts';
import { stage } from './support/staged.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let rollcall: RunningRollcall;

beforeAll(async () => {
  rollcall = await startRollcall(await makeDataFolder());
  await sendPage(rollcall.hookUrl, { action: 'members', session: 's', members: ['ann', 'bob'] });
});

afterAll(endScreens);

/** The cohort's screen, with what takes hours in life. */
async function open(change: Partial<Cohort>, state: Partial<Snapshot> = {}): Promise<Page> {
  const changed = (snapshot: Snapshot) => ({
    ...snapshot,
    ...state,
    cohorts: snapshot.cohorts.map((cohort) => ({ ...cohort, ...change })),
  });
  const { page } = await openScreens(rollcall, {
    search: '?at=cohort&cohort=1',
    timeoutMs: 30_000,
    prepare: (opened) => stage(opened, changed),
  });
  await page.getByRole('heading', { name: 'Cohort 7' }).first().waitFor();
  return page;
}

describe('a cohort on screen', () => {
  it('says when its next sync is expected', async () => {
    const nextExpected = { atMs: new Date().setHours(14, 10), toleranceMs: MINUTE_MS, missed: 0 };
    const page = await open({ nextExpected });
    await page.getByText('next sync expected about 14:10').waitFor();
    await page.getByText(/Next sync (around|was due at) 14:10/).waitFor();
    expect(await page.getByText('silent').count()).toBe(0);
    await page.close();
  });

  it('says that it is silent, why, and how to resume it in Mixpanel', async () => {
    const silence = {
      sinceMs: Date.now() - 70 * MINUTE_MS,
      everyMs: 30 * MINUTE_MS,
      missed: 2,
      cause: { kind: 'stopped' as const },
    };
    const page = await open({ silence });
    const notice = page.getByRole('note').filter({ hasText: 'Nothing from Mixpanel' });
    await notice.waitFor();
    const text = await notice.innerText();
    expect(text).toContain('Nothing from Mixpanel for 1 h 10 min. It usually calls every 30 min.');
    expect(text).toContain('probably paused or removed in Mixpanel');
    expect(text).toContain('Data > Destinations');
    await page.getByText(/“Cohort 7” hasn’t synced since \d/).waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.close();
  });

  it('says after an absence what the next sync will bring, then what was caught up', async () => {
    const nowMs = Date.now();
    const night = { fromMs: nowMs - 9 * HOUR_MS, toMs: nowMs };
    const kept = { waiting: [1], keptUntilMs: nowMs + 63 * HOUR_MS, caughtUp: null };
    const waiting = await open({}, { absence: { ...night, ...kept } });
    await waiting.getByText('was away for 9 h. For another 63 h Mixpanel remembers').waitFor();
    await waiting.close();
    const healed = { waiting: [], keptUntilMs: null, caughtUp: { joined: 214, left: 90 } };
    const page = await open({}, { absence: { ...night, ...healed } });
    await page.getByText('Caught up: 214 joined, 90 left').waitFor();
    await page.close();
  });

  it('that came once is shown as of then', async () => {
    const page = await open({ rhythm: { kind: 'once' } });
    await page.getByText(/as of .*, sent once/).waitFor();
    await page.close();
  });
});

describe('a span of time', () => {
  it.each([
    [30 * 1000, '1 min', '1分'],
    [30 * MINUTE_MS, '30 min', '30分'],
    [70 * MINUTE_MS, '1 h 10 min', '1時間10分'],
    [2 * HOUR_MS, '2 h', '2時間'],
    [9.99 * HOUR_MS, '9 h 59 min', '9時間59分'],
    [63 * HOUR_MS, '63 h', '63時間'],
    [100 * HOUR_MS, '4 days', '4日'],
  ])('of %i ms is written as people say it', (ms, english, japanese) => {
    expect(createFormat('en', 'en-GB').span(ms)).toBe(english);
    expect(createFormat('ja', 'ja-JP').span(ms)).toBe(japanese);
  });
});

describe('what is written down', () => {
  it('has its hour, also of last year', () => {
    const evening = new Date(new Date().getFullYear() - 1, 11, 31, 22, 40).getTime();
    expect(createFormat('en', 'en-GB').moment(evening)).toMatch(/^31 Dec \d{4}, 22:40$/);
    expect(createFormat('ja', 'ja-JP').moment(evening)).toMatch(/^\d{4}年12月31日 22:40$/);
  });

  it('has its digits grouped as the sentences have theirs', () => {
    expect(createFormat('en', 'en-IN').number(1_000_000)).toBe('1,000,000');
    expect(createFormat('en', 'en-ZA').bytes(1536 * 1024)).toBe('1.5 MiB');
  });
});
