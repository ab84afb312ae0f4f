import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { makeDataFolder } from '../support/data-folders.ts';
import { sendPage } from '../support/mixpanel.ts';
import { type RunningRollcall, startRollcall } from '../support/start-rollcall.ts';
import { endScreens, openScreens } from './support/open-screens.ts';
import type { RollcallPage } from './support/rollcall-page.ts';

// What a browser keeps of a cohort: how its columns stand and which of them are exported, and nobody's name.
let rollcall: RunningRollcall;
let page: Page;
let screens: RollcallPage;

beforeAll(async () => {
  rollcall = await startRollcall(await makeDataFolder());
  for (const cohort of ['7', '8']) {
    const members = [{ mixpanel_distinct_id: 'ann', first_name: 'Ann', email: 'ann@example.com' }];
    await sendPage(rollcall.hookUrl, { action: 'members', cohort, session: cohort, members });
  }
  ({ page, screens } = await openScreens(rollcall));
});

afterAll(endScreens);

const sideBar = () => page.getByRole('navigation').first();
const headers = () => page.getByRole('columnheader').allInnerTexts();

async function toggle(column: string): Promise<void> {
  await page.getByRole('button', { name: 'Columns' }).press('Enter');
  await page.getByRole('checkbox', { name: column, exact: true }).press('Space');
  await page.keyboard.press('Escape');
}

async function look(cohort: string): Promise<void> {
  await sideBar().getByRole('button', { name: cohort }).click();
  await screens.heading(cohort).waitFor();
  await screens.grid().waitFor();
}

/** The names under which the browser keeps something of a cohort, by its id here. */
async function kept(cohort: number): Promise<string[]> {
  const names = await page.evaluate(
    '[...Object.keys(localStorage), ...Object.keys(sessionStorage)]',
  );
  return z
    .array(z.string())
    .parse(names)
    .filter((name) => name.endsWith(`.${cohort}`))
    .sort();
}

it('leaves a hidden column beside its neighbour when another is dragged past', async () => {
  await look('Cohort 7');
  const before = await headers();
  await toggle('First name');
  await expect.poll(headers).not.toContain('First name');
  const header = (name: string) => page.getByRole('columnheader', { name });
  await header('Email').dragTo(header('Last name'));
  await expect.poll(async () => (await headers())[0]).toBe('Email');
  await toggle('First name');
  const rest = before.filter((name) => name !== 'Email');
  await expect.poll(headers).toEqual(['Email', ...rest]);
});

it('keeps nothing of a cohort that is deleted, and what it keeps of another', async () => {
  for (const cohort of ['Cohort 8', 'Cohort 7']) {
    await look(cohort);
    await toggle('Last name');
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('textbox', { name: 'Value' }).fill('Ann');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Remove filter/ }).waitFor();
    await page.keyboard.press('Control+e');
    await page.getByText('All columns').click();
    await page.getByRole('dialog').getByRole('checkbox', { name: 'Email' }).press('Space');
    await page.keyboard.press('Escape');
  }
  const all = (cohort: number) =>
    ['columns', 'export.columns'].map((name) => `rollcall.${name}.${cohort}`);
  expect([await kept(1), await kept(2)]).toEqual([all(1), all(2)]);
  const written = await page.evaluate(
    'JSON.stringify([{ ...localStorage }, { ...sessionStorage }])',
  );
  expect(written).not.toContain('Ann');
  await sideBar().getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Delete Cohort 7' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Delete/ })
    .click();
  await expect.poll(() => kept(1)).toEqual([]);
  expect(await kept(2)).toEqual(all(2));
});

it('keeps nothing of any once everything is deleted', async () => {
  await page.getByRole('button', { name: 'Delete everything…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete everything' }).click();
  await screens.heading(/./).waitFor();
  await expect.poll(() => kept(2)).toEqual([]);
});
