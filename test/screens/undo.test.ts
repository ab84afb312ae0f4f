import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDataFolder } from '../support/data-folders.ts';
import { sendPage } from '../support/mixpanel.ts';
import { type RunningRollcall, startRollcall } from '../support/start-rollcall.ts';
import { findViolations } from './support/find-violations.ts';
import { endScreens, openScreens } from './support/open-screens.ts';
import type { RollcallPage } from './support/rollcall-page.ts';

const MEMBERS = ['Pro', 'Free', 'Pro'].map((plan, i) => ({
  mixpanel_distinct_id: `p${i}`,
  email: `p${i}@example.com`,
  plan,
}));

let rollcall: RunningRollcall;
let page: Page;
let screens: RollcallPage;

beforeAll(async () => {
  rollcall = await startRollcall(await makeDataFolder());
  await sendPage(rollcall.hookUrl, { action: 'members', session: 's', members: MEMBERS });
  const prepare = (opened: Page) => opened.clock.install();
  ({ page, screens } = await openScreens(rollcall, { prepare }));
  await screens.grid().waitFor();
});

afterAll(endScreens);

const notes = () => page.getByRole('region', { name: 'What was just done' });
const undo = () => notes().getByRole('button', { name: 'Undo' });
const chip = (value: string) =>
  page.getByRole('button', { name: `Remove filter: plan contains ${value}` });

async function filterBy(value: string): Promise<void> {
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('combobox', { name: 'Column' }).press('Enter');
  await page.getByRole('option', { name: 'plan', exact: true }).click();
  await page.getByRole('combobox', { name: 'Test' }).press('Enter');
  await page.getByRole('option', { name: 'contains', exact: true }).click();
  await page.getByRole('textbox', { name: 'Value' }).fill(value);
  await page.keyboard.press('Enter');
  await chip(value).waitFor();
  // While its field has the focus, Ctrl+Z is the field's.
  await page.locator('.filter-form').waitFor({ state: 'detached' });
}

describe('a filter that was taken off', () => {
  it('is put back by the mouse', async () => {
    await filterBy('Pro');
    await chip('Pro').click();
    await notes().getByText('Filter removed: plan contains Pro').waitFor();
    await chip('Pro').waitFor({ state: 'detached' });
    expect(await findViolations(page)).toEqual([]);
    await undo().click();
    await chip('Pro').waitFor();
    await notes().getByText('Undone.').waitFor();
    await undo().waitFor({ state: 'detached' });
  });

  it('is put back by Ctrl+Z, beside what was added since', async () => {
    await chip('Pro').press('Enter');
    await undo().waitFor();
    await filterBy('ro');
    await page.keyboard.press('Control+z');
    await chip('Pro').waitFor();
    await chip('ro').waitFor();
  });

  it('comes back with all that were cleared, on a screen that was left meanwhile', async () => {
    await page.getByRole('button', { name: 'Clear all' }).press('Enter');
    await notes().getByText('2 filters are cleared.').waitFor();
    await screens.grid().press('Enter');
    await screens.heading('Properties').waitFor();
    await page.goBack();
    await screens.grid().waitFor();
    expect(await chip('Pro').count()).toBe(0);
    await page.keyboard.press('F6');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.locator('button:focus', { hasText: 'Undo' }).waitFor();
    await page.keyboard.press('Enter');
    await chip('Pro').waitFor();
    await chip('ro').waitFor();
  });
});

describe('the offer to undo', () => {
  it('leaves Ctrl+Z to a text field', async () => {
    await chip('ro').click();
    await undo().waitFor();
    await page.getByRole('searchbox').fill('p1');
    await page.getByRole('searchbox').press('Control+z');
    await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('');
    expect(await chip('ro').count()).toBe(0);
    await undo().waitFor();
  });

  it('stands for eight seconds at least, and for as long as it is pointed at', async () => {
    await page.clock.fastForward(8_000);
    expect(await undo().isVisible()).toBe(true);
    await undo().hover();
    await page.clock.fastForward(60_000);
    expect(await undo().isVisible()).toBe(true);
    await page.mouse.move(0, 0);
    await page.clock.fastForward(10_000);
    await undo().waitFor({ state: 'detached' });
    await screens.grid().press('Control+z');
    expect(await chip('ro').count()).toBe(0);
  });
});

describe('columns', () => {
  const header = (name: string) => page.getByRole('columnheader', { name });

  it('that were hidden are shown again', async () => {
    await page.getByRole('button', { name: 'Columns' }).press('Enter');
    await page.getByRole('checkbox', { name: 'Email' }).press('Space');
    await header('Email').waitFor({ state: 'detached' });
    await notes().getByText('Email is hidden.').waitFor();
    await page.keyboard.press('Control+z');
    await header('Email').waitFor();
  });

  it('that were reset are as the person had them', async () => {
    await page.getByRole('checkbox', { name: 'plan' }).press('Space');
    await page.getByRole('button', { name: 'Make Email wider' }).press('Enter');
    await page.getByRole('button', { name: 'Reset columns' }).press('Enter');
    await header('plan').waitFor();
    await page.keyboard.press('Control+z');
    await header('plan').waitFor({ state: 'detached' });
    const email = page.locator('.data-head', { hasText: 'Email' });
    await expect.poll(async () => (await email.boundingBox())?.width).toBe(260);
    await page.keyboard.press('Escape');
  });
});

it('a search cleared by Escape is written again by Ctrl+Z, as in any text field', async () => {
  const field = page.getByRole('searchbox');
  await field.fill('');
  await field.pressSequentially('p2');
  await field.press('Escape');
  await expect.poll(() => field.inputValue()).toBe('');
  await field.press('Control+z');
  await expect.poll(() => field.inputValue()).toBe('p2');
});
