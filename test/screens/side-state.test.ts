import { rename } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/api/contract.ts';
import { makeDataFolder } from '../support/data-folders.ts';
import { sendPage } from '../support/mixpanel.ts';
import { type RunningRollcall, startRollcall } from '../support/start-rollcall.ts';
import { until } from '../support/until.ts';
import { findViolations } from './support/find-violations.ts';
import { endScreens, openScreens } from './support/open-screens.ts';
import { stage } from './support/staged.ts';

const AT_ONCE_MS = 2000;
const LONG_NAME = 'Trial users who completed onboarding but never invited a teammate '.repeat(3);

/** A sync of the cohort never became whole. */
const LACKING = {
  state: 'partial',
  completeness: { state: 'unknown', reasons: ['pages'], unidentified: 0 },
} as const;

let rollcall: RunningRollcall;

beforeAll(async () => {
  rollcall = await startRollcall(await makeDataFolder());
});

afterAll(endScreens);

const stateOf = (page: Page) => page.locator('aside').getByRole('status');
const kindOf = (page: Page) => stateOf(page).getAttribute('data-state');

async function open(change: (snapshot: Snapshot) => Snapshot, locale = 'en-GB'): Promise<Page> {
  const prepare = (page: Page) => stage(page, change);
  const { page } = await openScreens(rollcall, { search: '?at=settings', prepare, locale });
  await stateOf(page).waitFor();
  return page;
}

const online = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  tunnel: { ...snapshot.tunnel, provider: 'ngrok', state: 'online' },
});

it('is not green before Mixpanel can reach this computer, and leads to where that is set up', async () => {
  const { page } = await openScreens(rollcall);
  await stateOf(page).getByText('Not connected').waitFor();
  expect(await kindOf(page)).toBe('off');
  expect(await stateOf(page).locator('.ready').count()).toBe(0);
  expect(await page.title()).toBe('Not connected – Rollcall');
  await stateOf(page).getByRole('button').click();
  await page.getByRole('heading', { name: 'Connect Mixpanel' }).waitFor();
  expect(await page.title()).toBe('Connect · Not connected – Rollcall');
  await sendPage(rollcall.hookUrl, { action: 'members', session: 's', members: ['ann', 'bob'] });
  // A sync over this computer's own address is no sign that Mixpanel gets through.
  await page.getByText('Last sync').waitFor();
  expect(await kindOf(page)).toBe('off');
  await page.close();
});

it('is ready once Mixpanel gets through', async () => {
  const page = await open(online);
  await stateOf(page).getByText('Reachable').waitFor();
  expect(await kindOf(page)).toBe('ready');
  expect(await page.title()).toBe('Settings · Reachable – Rollcall');
  await page.close();
});

it('names the cohort that wants to be looked at, however long its name, and leads there', async () => {
  const page = await open((snapshot) => ({
    ...online(snapshot),
    cohorts: snapshot.cohorts.map((cohort) => ({ ...cohort, ...LACKING, name: LONG_NAME })),
  }));
  expect(await kindOf(page)).toBe('attention');
  const lead = stateOf(page).getByRole('button');
  expect(await lead.innerText()).toContain('“Trial users who completed onboarding');
  const { width = 0 } = (await page.locator('aside').boundingBox()) ?? {};
  const { width: ofLead = 999, height = 999 } = (await lead.boundingBox()) ?? {};
  expect(ofLead).toBeLessThan(width);
  expect(height).toBeLessThan(80);
  expect(await findViolations(page)).toEqual([]);
  await lead.click();
  await page.getByRole('heading', { name: LONG_NAME.trim() }).first().waitFor();
  expect(await page.title()).toContain(LONG_NAME.trim().slice(0, 20));
  await page.close();
});

it('says all that wants to be looked at beside what is worse, also in Japanese', async () => {
  const page = await open(
    (snapshot) => ({
      ...snapshot,
      language: 'ja',
      settings: { ...snapshot.settings, language: 'ja' },
      tunnel: { ...snapshot.tunnel, provider: 'ngrok', state: 'reconnecting' },
      cohorts: snapshot.cohorts.map((cohort) => ({ ...cohort, ...LACKING, name: '試用' })),
    }),
    'ja',
  );
  expect(await kindOf(page)).toBe('trouble');
  await stateOf(page).getByText('再接続しています').waitFor();
  await stateOf(page).getByRole('button', { name: '「試用」の同期が未完了です。' }).waitFor();
  await page.close();
});

it('says within two seconds that the folder is gone, also on a page opened meanwhile, until it is back', async () => {
  const { dataDir } = rollcall.ready;
  const { page } = await openScreens(rollcall);
  await page.getByRole('grid').waitFor();
  await rename(dataDir, `${dataDir}-away`);
  await until('it is told', async () => (await kindOf(page)) === 'trouble', AT_ONCE_MS);
  await stateOf(page).getByText('Can’t save data').waitFor();
  await stateOf(page).getByText('The folder Rollcall keeps its data in').waitFor();
  await page.getByText('Shown as of').waitFor();
  const { page: other } = await openScreens(rollcall);
  await until('it is told there', async () => (await kindOf(other)) === 'trouble', AT_ONCE_MS);
  expect(await other.getByRole('button', { name: /Cohort 7/ }).count()).toBe(1);
  await rename(`${dataDir}-away`, dataDir);
  const again = { action: 'members', session: 's', members: ['ann', 'bob'] } as const;
  await until(
    'pages are kept',
    async () => (await sendPage(rollcall.hookUrl, again)).status === 200,
  );
  for (const one of [page, other]) {
    await until('it is over', async () => (await kindOf(one)) === 'off', AT_ONCE_MS);
    await one.getByText('Shown as of').waitFor({ state: 'detached' });
    await one.close();
  }
});
