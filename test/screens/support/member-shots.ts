import type { Page } from 'playwright-core';
import { RollcallPage } from './rollcall-page.ts';
import { COHORT, type Shot } from './shot.ts';

/** A cohort's own screens, and what opens over them. */
export const MEMBER_SHOTS: readonly Shot[] = [
  { name: 'members', query: COHORT, act: (page) => page.getByRole('grid').press('ArrowDown') },
  {
    name: 'search',
    query: COHORT,
    act: async (page) => {
      await page.getByRole('searchbox').fill('佐藤');
      await page.getByRole('row').nth(1).getByText('佐藤').first().waitFor();
    },
  },
  {
    name: 'filter',
    query: COHORT,
    act: async (page) => {
      await openFilter(page);
      await page.getByRole('textbox', { name: /^(Value|値)$/ }).fill('Pro');
    },
  },
  {
    name: 'filter-joined',
    query: COHORT,
    act: async (page) => {
      await openFilter(page);
      await page.getByRole('combobox', { name: /^(Column|列)$/ }).click();
      await page.getByRole('option', { name: /^(Joined|参加)$/ }).click();
      await page.getByLabel(/^(Day|日付)$/).fill('2026-11-03');
    },
  },
  { name: 'filtered', query: COHORT, act: filterTwice },
  {
    name: 'nobody-fits',
    query: COHORT,
    act: async (page) => {
      await addFilter(page, 'nobody is called so');
      await page.locator('.empty-state').waitFor();
    },
  },
  {
    name: 'undo',
    query: COHORT,
    act: async (page) => {
      await filterTwice(page);
      await page.locator('.chip').first().click();
      await page.locator('.toast').waitFor();
      await new RollcallPage(page).isSettled();
    },
  },
  {
    name: 'columns',
    query: COHORT,
    act: async (page) => {
      await page.getByRole('button', { name: /^(Columns|列)$/ }).click();
      await page.locator('.chooser-row').first().waitFor();
    },
  },
  { name: 'rounds', query: `${COHORT}&tab=rounds` },
  { name: 'syncs', query: `${COHORT}&tab=syncs` },
  { name: 'person', query: COHORT, act: openPerson },
  {
    name: 'export',
    query: COHORT,
    act: async (page) => {
      await page.keyboard.press('Control+e');
      await page.locator('.preview').waitFor();
    },
  },
  {
    name: 'export-by-tabs',
    query: COHORT,
    act: async (page) => {
      await page.keyboard.press('Control+e');
      await page.getByRole('combobox', { name: /^(Separator|区切り文字)$/ }).click();
      await page.getByRole('option', { name: /^(Tab|タブ)$/ }).click();
      await page.locator('.preview-line', { hasText: '⇥' }).waitFor();
    },
  },
  {
    name: 'palette',
    query: COHORT,
    act: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('option').first().waitFor();
    },
  },
];

async function openPerson(page: Page): Promise<void> {
  await page.getByRole('gridcell').first().dblclick();
  await page.locator('.properties').waitFor();
}

async function openFilter(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(Filter|絞り込み)$/ }).click();
  await page.locator('.filter-form').waitFor();
}

async function addFilter(page: Page, value: string): Promise<void> {
  await openFilter(page);
  await page.getByRole('textbox', { name: /^(Value|値)$/ }).fill(value);
  await page.keyboard.press('Enter');
  await page.locator('.chip').last().waitFor();
}

async function filterTwice(page: Page): Promise<void> {
  await openFilter(page);
  await page.getByRole('combobox', { name: /^(Column|列)$/ }).click();
  await page.getByRole('option', { name: /^(First name|名)$/ }).click();
  await page.getByRole('combobox', { name: /^(Test|条件)$/ }).click();
  await page.getByRole('option', { name: /^(has a value|値がある)$/ }).click();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('.chip').waitFor();
  await openFilter(page);
  await page.getByRole('combobox', { name: /^(Test|条件)$/ }).click();
  await page.getByRole('option', { name: /^(contains|含む)$/ }).click();
  await page.getByRole('textbox', { name: /^(Value|値)$/ }).fill('1');
  await page.keyboard.press('Enter');
  await page.locator('.chip').nth(1).waitFor();
  await new RollcallPage(page).isSettled();
}
