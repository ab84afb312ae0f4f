import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDataFolder } from '../support/data-folders.ts';
import { sendPage } from '../support/mixpanel.ts';
import { type RunningRollcall, startRollcall } from '../support/start-rollcall.ts';
import { endScreens, openScreens } from './support/open-screens.ts';
import type { RollcallPage } from './support/rollcall-page.ts';

const COHORTS = 30;
const ODD = { joined: 'a club', left: 'the room', constructor: 'ACME' };

let rollcall: RunningRollcall;
let page: Page;
let screens: RollcallPage;

beforeAll(async () => {
  rollcall = await startRollcall(await makeDataFolder());
  for (let i = 1; i <= COHORTS; i += 1) {
    await sendPage(rollcall.hookUrl, {
      action: 'members',
      cohort: String(i),
      session: `s${i}`,
      members: [{ mixpanel_distinct_id: 'ann', ...ODD }, { mixpanel_distinct_id: 'bob' }],
    });
  }
  ({ page, screens } = await openScreens(rollcall));
  await screens.grid().waitFor();
});

afterAll(endScreens);

it('keeps what is chosen in the palette in view, to the last', async () => {
  await page.keyboard.press('Control+k');
  await page.getByRole('option', { name: `Cohort ${COHORTS} 2 members` }).waitFor();
  await page.keyboard.press('ArrowUp');
  const chosen = page.getByRole('option', { selected: true });
  await chosen.getByText('Keyboard shortcuts').waitFor();
  const list = await page.getByRole('listbox').boundingBox();
  const option = await chosen.boundingBox();
  if (list === null || option === null) throw new Error('Neither is on the screen.');
  expect(option.y + option.height).toBeLessThan(list.y + list.height + 1);
  await page.keyboard.press('Escape');
});

it('sorts anew by Enter on a header that was clicked, and opens nobody', async () => {
  const header = page.getByRole('columnheader', { name: 'Email' });
  await header.getByRole('button').click();
  await page.locator('[aria-sort=ascending]', { hasText: 'Email' }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('[aria-sort=descending]', { hasText: 'Email' }).waitFor();
  await screens.grid().waitFor();
});

it('does not read out every minute how long ago the last delivery came', async () => {
  const state = page.locator('.side-state');
  await state.getByText('Last sync').waitFor();
  expect(await state.getByRole('status').innerText()).not.toMatch(/Last sync/);
});

it('does not search or export behind a dialog', async () => {
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await dialog.waitFor();
  await page.keyboard.press('/');
  await page.keyboard.press('Control+e');
  expect(await page.getByRole('dialog').count()).toBe(1);
  expect(
    await page.getByRole('searchbox', { includeHidden: true }).and(page.locator(':focus')).count(),
  ).toBe(0);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
});

describe('properties that are called as columns of ours are', () => {
  it('have columns of their own', async () => {
    await page.getByRole('button', { name: 'Columns' }).press('Enter');
    await page.getByRole('checkbox', { name: 'joined', exact: true }).press('Space');
    await page
      .getByRole('columnheader', { name: 'joined', exact: true })
      .waitFor({ state: 'detached' });
    await page.getByRole('columnheader', { name: /^Joined/ }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('keep their names where a person is shown, and in the export', async () => {
    await page.keyboard.press('Control+e');
    await page.getByText('All columns').click();
    for (const name of Object.keys(ODD)) {
      await page.getByRole('dialog').getByRole('checkbox', { name, exact: true }).waitFor();
    }
    await page.keyboard.press('Escape');
    await screens.grid().getByRole('gridcell', { name: 'the room' }).dblclick();
    await screens.heading('Properties').waitFor();
    const names = await page.locator('.properties dt').allInnerTexts();
    expect(names).toEqual(expect.arrayContaining(Object.keys(ODD)));
  });
});
