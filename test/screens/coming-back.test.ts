import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { makeDataFolder } from '../support/data-folders.ts';
import { sendPage } from '../support/mixpanel.ts';
import { type RunningRollcall, startRollcall } from '../support/start-rollcall.ts';
import { endScreens, openScreens } from './support/open-screens.ts';
import type { RollcallPage } from './support/rollcall-page.ts';

const MEMBERS = Array.from({ length: 300 }, (_, i) => ({
  mixpanel_distinct_id: `person-${i}@example.com`,
  email: `person-${i}@example.com`,
  ...Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`property ${n}`, n])),
}));
const SOUGHT = 'person-2';

let rollcall: RunningRollcall;
let page: Page;
let screens: RollcallPage;

beforeAll(async () => {
  rollcall = await startRollcall(await makeDataFolder());
  await sendPage(rollcall.hookUrl, { action: 'members', session: 's', members: MEMBERS });
  await sendPage(rollcall.hookUrl, {
    action: 'add_members',
    session: 't',
    members: [`${SOUGHT}-late`],
  });
  await sendPage(rollcall.hookUrl, {
    action: 'members',
    cohort: '8',
    session: 'u',
    members: ['ann'],
  });
  ({ page, screens } = await openScreens(rollcall, {
    search: '?at=cohort&cohort=1&tab=members',
    viewport: { width: 900, height: 600 },
  }));
  await screens.grid().waitFor();
});

afterAll(endScreens);

const search = () => page.getByRole('searchbox');
const asOf = () => page.getByRole('combobox', { name: 'As of' });

async function choose(name: string, option: RegExp): Promise<void> {
  await page.getByRole('combobox', { name }).press('Enter');
  await page.getByRole('option', { name: option }).last().click();
}

/** Where the table stands: what it is scrolled to and which cell is active. */
async function place() {
  const found = await page.evaluate(`(() => {
    const grid = document.querySelector('[role=grid]');
    const active = document.getElementById(grid.getAttribute('aria-activedescendant'));
    return [grid.scrollTop, grid.scrollLeft, active?.textContent ?? null];
  })()`);
  return z.tuple([z.number(), z.number(), z.string().nullable()]).parse(found);
}

async function openThePerson(): Promise<void> {
  await screens.grid().press('Enter');
  await screens.heading('Properties').waitFor();
}

describe('a cohort that is come back to from a person', () => {
  it('is searched, looked at as of a past sync, sorted and scrolled', async () => {
    await search().fill(SOUGHT);
    await expect.poll(() => screens.rowCount()).toBe(112);
    await choose('As of', /·/);
    await expect.poll(() => screens.rowCount()).toBe(111);
    await page.getByRole('columnheader', { name: 'Email' }).getByRole('button').click();
    await page.locator('[aria-sort=ascending]', { hasText: 'Email' }).waitFor();
    await screens.isSettled();
    await screens.grid().focus();
    for (let row = 0; row < 60; row += 1) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    await screens.isSettled();
    // The cell at the other side is drawn once the table has been scrolled to it.
    await expect.poll(async () => (await place())[2]).not.toBe(null);
    const [top, left] = await place();
    expect(top).toBeGreaterThan(500);
    expect(left).toBeGreaterThan(500);
  });

  it.each([
    ['the button', () => page.getByRole('button', { name: 'Back' }).click()],
    ['the browser', () => page.goBack().then(() => {})],
  ])('by %s is as it was left', async (_, goBack) => {
    const before = await place();
    const moment = await asOf().innerText();
    await openThePerson();
    await goBack();
    await screens.grid().waitFor();
    await screens.isSettled();
    expect(await search().inputValue()).toBe(SOUGHT);
    expect(await asOf().innerText()).toBe(moment);
    expect(await screens.rowCount()).toBe(111);
    await page.locator('[aria-sort=ascending]', { hasText: 'Email' }).waitFor();
    await expect.poll(place).toEqual(before);
  });

  it('has the keys, so that the next person is one press away', async () => {
    const [, , before] = await place();
    await page.keyboard.press('ArrowDown');
    await expect.poll(async () => (await place())[2]).not.toBe(before);
    await page.keyboard.press('ArrowUp');
    await expect.poll(async () => (await place())[2]).toBe(before);
  });

  it('shares nothing with another cohort', async () => {
    const nav = page.getByRole('navigation').first();
    await nav.getByRole('button', { name: /Cohort 8/ }).click();
    await expect.poll(() => screens.rowCount()).toBe(1);
    expect(await search().inputValue()).toBe('');
    await nav.getByRole('button', { name: /Cohort 7/ }).click();
    await expect.poll(() => screens.rowCount()).toBe(111);
    expect(await search().inputValue()).toBe(SOUGHT);
  });
});

describe('the address of a person', () => {
  it('does not name them, so that the browser’s history does not', async () => {
    await screens.isSettled();
    await openThePerson();
    expect(decodeURIComponent(page.url())).not.toContain('person-');
  });

  it('shows them again after a reload, and after a step back and forward', async () => {
    const heading = page.getByRole('heading', { level: 1 });
    const name = await heading.innerText();
    await page.reload();
    await heading.getByText(name).waitFor();
    await page.goBack();
    await screens.grid().waitFor();
    await page.goForward();
    await heading.getByText(name).waitFor();
  });

  it('leads to the cohort where it is not known who it was', async () => {
    const { search } = new URL(page.url());
    const other = await openScreens(rollcall, { search });
    await other.page.getByRole('heading', { level: 1, name: 'Cohort 7' }).waitFor();
    await other.screens.grid().waitFor();
    await other.page.close();
  });
});
