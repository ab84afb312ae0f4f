import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeDataFolder } from '../support/data-folders.ts';
import { sendPage } from '../support/mixpanel.ts';
import { type RunningRollcall, startRollcall } from '../support/start-rollcall.ts';
import { until } from '../support/until.ts';
import { findViolations } from './support/find-violations.ts';
import { endScreens, openScreens } from './support/open-screens.ts';
import type { RollcallPage } from './support/rollcall-page.ts';

const PLANS = ['Pro', 'Free', 'プロ'];
const MEMBERS = Array.from({ length: 300 }, (_, i) => ({
  mixpanel_distinct_id: `p${i}`,
  email: `p${i}@example.com`,
  plan: PLANS[i % PLANS.length],
  seats: i,
}));

/** Longer than a person pauses before the field is taken for typed. */
const SEARCH_PAUSE_MS = 250;
const LARGE_PRO = MEMBERS.filter(({ plan, seats }) => plan === 'Pro' && seats >= 250);

let rollcall: RunningRollcall;
let page: Page;
let screens: RollcallPage;

beforeAll(async () => {
  rollcall = await startRollcall(await makeDataFolder());
  await sendPage(rollcall.hookUrl, {
    action: 'members',
    session: 's',
    page: 1,
    totalPages: 1,
    members: MEMBERS,
  });
  ({ page, screens } = await openScreens(rollcall, {
    viewport: { width: 900, height: 600 },
    timeoutMs: 15_000,
  }));
  await screens.grid().waitFor();
});

afterAll(endScreens);

const control = (name: string) => page.getByRole('combobox', { name });
const footer = () => page.getByRole('status').filter({ hasText: 'sorted by' });

/** Chooses in a list by its first letters, as a person at a keyboard does. */
async function choose(name: string, option: string): Promise<void> {
  await control(name).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: option, exact: true }).waitFor();
  await page.keyboard.type(option);
  await page.keyboard.press('Enter');
  await control(name).getByText(option, { exact: true }).waitFor();
}

it('adds a filter by keys alone, from the palette', async () => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Filter members');
  await page.keyboard.press('Enter');
  await control('Column').waitFor();
  expect(await findViolations(page)).toEqual([]);
  await choose('Column', 'plan');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Pro');
  await page.keyboard.press('Enter');
  await footer().filter({ hasText: '100 of 300 members · 1 filter on' }).waitFor();
  expect(await screens.rowCount()).toBe(100);
  expect(await findViolations(page)).toEqual([]);
});

it('offers to filter by a column that is there, though the properties come later', async () => {
  const late: (() => void)[] = [];
  await page.getByRole('tab', { name: 'Syncs' }).click();
  await page.route('**/api/properties.list', async (route) => {
    await new Promise<void>((resolve) => late.push(resolve));
    await route.continue();
  });
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Filter members');
  await page.keyboard.press('Enter');
  await control('Column').getByText('Joined', { exact: true }).waitFor();
  await until('the properties are asked for', () => late.length > 0);
  for (const answer of late) answer();
  await control('Column').getByText('Mixpanel ID', { exact: true }).waitFor();
  await page.unroute('**/api/properties.list');
  await page.keyboard.press('Escape');
});

it('adds another, and both must hold', async () => {
  await page.getByRole('button', { name: 'Filter', exact: true }).press('Enter');
  await choose('Column', 'seats');
  await choose('Test', 'at least');
  await page.keyboard.press('Tab');
  await page.keyboard.type('250');
  await page.keyboard.press('Enter');
  await footer()
    .filter({ hasText: `${LARGE_PRO.length} of 300 members · 2 filters on` })
    .waitFor();
});

it('finds by the day of joining, in words and as a column of its own', async () => {
  await page.getByRole('button', { name: 'Filter', exact: true }).press('Enter');
  await choose('Column', 'Joined');
  await control('Test').getByText('on or after', { exact: true }).waitFor();
  await page.getByLabel('Day').fill('2020-02-03');
  await page.keyboard.press('Enter');
  const chip = page.getByRole('button', {
    name: /Remove filter: Joined on or after .*2020/,
  });
  await chip.waitFor();
  // Since when those of the first full sync are in, nobody knows.
  await footer().filter({ hasText: '0 of 300 members · 3 filters on' }).waitFor();
  await chip.press('Enter');
  await page.getByRole('button', { name: 'Filter', exact: true }).press('Enter');
  await choose('Column', 'Joined');
  await choose('Test', 'not known');
  await control('Test').press('Tab');
  await page.keyboard.press('Enter');
  const unknown = page.getByRole('button', { name: /Remove filter: Joined at an unknown time/ });
  await unknown.waitFor();
  await footer()
    .filter({ hasText: `${LARGE_PRO.length} of 300 members · 3 filters on` })
    .waitFor();
  await unknown.press('Enter');
  await footer()
    .filter({ hasText: `${LARGE_PRO.length} of 300 members · 2 filters on` })
    .waitFor();
});

it('exports exactly the members that the filters leave', async () => {
  await page.getByRole('button', { name: 'Export these' }).press('Enter');
  await page.getByText('plan is Pro · seats is at least 250').waitFor();
  await page.getByText('Another program').click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: `Export ${LARGE_PRO.length} rows` }).press('Enter'),
  ]);
  await page.getByText(`${LARGE_PRO.length} members written to`).waitFor();
  const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n').slice(1);
  expect(lines.map((line) => line.split(',')[0]).sort()).toEqual(
    LARGE_PRO.map((member) => member.mixpanel_distinct_id).sort(),
  );
  await page.keyboard.press('Escape');
});

it('keeps the filters while a person is looked at', async () => {
  await screens.grid().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await screens.heading('Properties').waitFor();
  await page.goBack();
  await footer()
    .filter({ hasText: `${LARGE_PRO.length} of 300 members · 2 filters on` })
    .waitFor();
});

it('takes filters away by keys, the focus staying near', async () => {
  await page.getByRole('button', { name: 'Remove filter: plan is Pro' }).press('Enter');
  await footer().filter({ hasText: '50 of 300 members · 1 filter on' }).waitFor();
  await page.keyboard.press('Enter');
  await footer()
    .filter({ hasText: /^300 members · sorted/ })
    .waitFor();
  expect(await page.getByRole('button', { name: 'Filter', exact: true }).innerText()).toBe(
    'Filter',
  );
  await page.locator('button:focus', { hasText: 'Filter' }).waitFor();
});

it('says why the table is empty, and what to do', async () => {
  await page.keyboard.press('Enter');
  await choose('Column', 'plan');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Enterprise');
  await page.keyboard.press('Enter');
  await page.getByText('Nobody fits the filter.').waitFor();
  expect(await findViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Clear the filter' }).press('Enter');
  await footer()
    .filter({ hasText: /^300 members · sorted/ })
    .waitFor();
});

it('moves and widens a column by keys, saying where it is and how wide', async () => {
  await page.getByRole('button', { name: 'Columns' }).press('Enter');
  const said = (text: string) => page.getByRole('status').filter({ hasText: text }).waitFor();
  await page.getByRole('button', { name: 'Move Email to the left' }).focus();
  await page.keyboard.press('Enter');
  await said('Email: column 2 of 8');
  await page.keyboard.press('Enter');
  await said('Email: column 1 of 8');
  expect(await page.getByRole('columnheader').first().innerText()).toContain('Email');
  await page.getByRole('button', { name: 'Make Email wider' }).press('Enter');
  await said('Email: 260 pixels wide');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await said('Email: 240 pixels wide');
  expect(await findViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Reset columns' }).press('Enter');
  await page.getByText('Columns are as they were at first.').waitFor();
  expect(await page.getByRole('columnheader').first().innerText()).toContain('Last name');
});

it('searches for what is typed last, however long an answer takes', async () => {
  const asked: unknown[] = [];
  await page.route('**/api/members.rows', async (route) => {
    asked.push(route.request().postDataJSON()?.search);
    await until('the typing is over', () => isTyped);
    await route.continue();
  });
  let isTyped = false;
  const field = page.getByRole('searchbox');
  for (const text of ['p', 'p2', 'p29', 'p299']) {
    await field.fill(text);
    await page.waitForTimeout(SEARCH_PAUSE_MS);
  }
  isTyped = true;
  await until('the person is found', async () => (await screens.rowCount()) === 1);
  expect([...new Set(asked)]).toEqual(['p', 'p299']);
  await field.fill('');
  await page.unroute('**/api/members.rows');
});
