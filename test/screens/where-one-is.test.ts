import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeDataFolder } from '../support/data-folders.ts';
import { sendPage } from '../support/mixpanel.ts';
import { type RunningRollcall, startRollcall } from '../support/start-rollcall.ts';
import { focusedName } from './support/keys.ts';
import { endScreens, openScreens } from './support/open-screens.ts';
import type { RollcallPage } from './support/rollcall-page.ts';

let rollcall: RunningRollcall;
let page: Page;
let screens: RollcallPage;

beforeAll(async () => {
  rollcall = await startRollcall(await makeDataFolder());
  for (const cohort of ['7', '8']) {
    const members = ['ann', 'bob'].map((name) => ({ mixpanel_distinct_id: name, plan: 'Pro' }));
    await sendPage(rollcall.hookUrl, { action: 'members', cohort, session: cohort, members });
  }
  ({ page, screens } = await openScreens(rollcall));
  await screens.grid().waitFor();
});

afterAll(endScreens);

const sideBar = () => page.getByRole('complementary');
const focusedId = () => page.evaluate('document.activeElement.id');

it('has the focus on the screen that keys led to, and on the table again after the way back', async () => {
  await page.getByRole('gridcell', { name: 'ann' }).first().click();
  await page.keyboard.press('Enter');
  await screens.heading('Properties').waitFor();
  expect(await focusedId()).toBe('content');
  await page.goBack();
  await screens.grid().and(page.locator(':focus')).waitFor();
});

it('has it there after the palette led away, and where it was after it led nowhere', async () => {
  await sideBar().getByRole('button', { name: 'Deliveries' }).click();
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: 'Find or do' }).waitFor({ state: 'detached' });
  expect(await focusedName(page)).toBe('Deliveries');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Settings');
  await page.keyboard.press('Enter');
  await screens.heading('Settings').waitFor();
  await expect.poll(focusedId).toBe('content');
});

it('tells in the title which screen it is', async () => {
  expect(await page.title()).toContain('Settings');
  await sideBar().getByRole('button', { name: 'Cohort 8' }).click();
  await expect.poll(() => page.title()).toContain('Cohort 8');
});

it('takes a filter’s end back where it was, also from another cohort', async () => {
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('combobox', { name: 'Column' }).click();
  await page.getByRole('option', { name: 'plan' }).click();
  await page.getByRole('textbox', { name: 'Value' }).fill('pro');
  await page.keyboard.press('Enter');
  // Whether it was written with a capital is not asked.
  await page.getByText('2 of 2 members').waitFor();
  await page.locator('.chip').click();
  await sideBar().getByRole('button', { name: 'Cohort 7' }).click();
  await screens.heading('Cohort 7').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await screens.heading('Cohort 8').waitFor();
  await page.locator('.chip', { hasText: 'plan is pro' }).waitFor();
});

it('exports nothing of a cohort that is not here', async () => {
  const { page: lost } = await openScreens(rollcall, { search: '?at=cohort&cohort=99' });
  await lost.getByText('This cohort is not here any more.').waitFor();
  await lost.keyboard.press('Control+e');
  await lost.keyboard.press('?');
  await lost.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  expect(await lost.getByRole('dialog').count()).toBe(1);
  await lost.close();
});

it('reads out how many joined since it was last said, not in the whole round', async () => {
  const said = page.locator('[aria-live=polite].visually-hidden').last();
  const send = (session: string, id: string) =>
    sendPage(rollcall.hookUrl, { action: 'add_members', cohort: '8', session, members: [id] });
  await send('a', 'cid');
  await said.getByText('1 joined').waitFor();
  await send('b', 'dora');
  await page.getByText('4 of 4 members').or(page.getByText('2 of 4 members')).waitFor();
  await said.getByText('1 joined').waitFor();
  expect(await said.innerText()).not.toContain('2 joined');
});
