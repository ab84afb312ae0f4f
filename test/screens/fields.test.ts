import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDataFolder } from '../support/data-folders.ts';
import { sendPage } from '../support/mixpanel.ts';
import { type RunningRollcall, startRollcall } from '../support/start-rollcall.ts';
import { endScreens, openScreens } from './support/open-screens.ts';
import type { RollcallPage } from './support/rollcall-page.ts';

let rollcall: RunningRollcall;
let page: Page;
let screens: RollcallPage;

beforeAll(async () => {
  rollcall = await startRollcall(await makeDataFolder());
  await sendPage(rollcall.hookUrl, {
    action: 'members',
    session: 'first',
    members: [
      {
        mixpanel_distinct_id: 's10',
        birthday: '1990-05-01T00:00:00',
        seen: '2026-05-01T00:00:00',
      },
      { mixpanel_distinct_id: 's11', birthday: '', seen: '2026-05-01T08:30:00' },
    ],
  });
  await sendPage(rollcall.hookUrl, {
    action: 'members',
    cohort: '8',
    session: 'raw',
    members: [
      { mixpanel_distinct_id: 'r1', $email: 'raw@example.com', $name: 'Rawa Onlyname' },
      { mixpanel_distinct_id: 'r2', $email: 'aaa@example.com', $name: 'Zoe Onlyname' },
      { mixpanel_distinct_id: 'r3', $email: 'zzz@example.com', $name: 'Abe Onlyname' },
    ],
  });
  ({ page, screens } = await openScreens(rollcall));
  await screens.grid().waitFor();
});

afterAll(endScreens);

describe('a property of which every date is midnight', () => {
  it('stands in the table as days', async () => {
    const row = page.getByRole('row').filter({ hasText: 's10' });
    await row.getByText('1990-05-01', { exact: true }).waitFor();
    await row.getByText('2026-05-01T00:00:00', { exact: true }).waitFor();
  });

  it('stands with the person as days', async () => {
    await page.getByRole('gridcell').getByText('s10', { exact: true }).dblclick();
    await page.getByRole('heading', { name: 's10' }).waitFor();
    const list = page.locator('dl.properties');
    await list.getByText('1990-05-01', { exact: true }).waitFor();
    expect(await list.innerText()).toContain('2026-05-01T00:00:00');
    await page.goBack();
  });
});

describe('people who came with raw names', () => {
  beforeAll(async () => {
    await page
      .getByRole('link', { name: 'Cohort 8' })
      .or(page.getByRole('button', { name: 'Cohort 8' }))
      .first()
      .click();
    await page.getByText('Rawa Onlyname', { exact: true }).waitFor();
  });

  /** The values of a column, from top to bottom. */
  const column = async (name: string) => {
    await screens.isSettled();
    const headers = await page.getByRole('columnheader').allInnerTexts();
    const at = headers.findIndex((header) => header.trim().startsWith(name));
    const rows = await page
      .getByRole('row')
      .filter({ has: page.getByRole('gridcell') })
      .all();
    return Promise.all(rows.map((row) => row.getByRole('gridcell').nth(at).innerText()));
  };
  const sortBy = async (name: string) => {
    const header = page.getByRole('columnheader', { name, exact: true });
    await header.getByRole('button').click();
    await page.locator('[aria-sort=ascending]', { hasText: name }).waitFor();
  };

  it('stand in the table under email and name, and are sorted by them', async () => {
    await sortBy('Email');
    expect(await column('Email')).toEqual(['aaa', 'raw', 'zzz'].map((who) => `${who}@example.com`));
    await sortBy('Name');
    expect(await column('Name')).toEqual(['Abe', 'Rawa', 'Zoe'].map((who) => `${who} Onlyname`));
    expect(await page.getByRole('columnheader', { name: '$email' }).count()).toBe(0);
  });

  it('are found by both in the table and in the palette', async () => {
    for (const text of ['raw@exam', 'rawa']) {
      await page.getByRole('searchbox').fill(text);
      await page.getByText('1 of 3', { exact: false }).first().waitFor();
      await page.getByRole('searchbox').fill('');
      await page.keyboard.press('Control+k');
      await page.keyboard.type(text);
      await page.getByRole('option', { name: 'Rawa Onlyname' }).waitFor();
      await page.keyboard.press('Escape');
    }
  });

  it('have their name as the title of their screen, and no value twice', async () => {
    await page.getByRole('gridcell').getByText('raw@example.com', { exact: true }).dblclick();
    await page.getByRole('heading', { name: 'Rawa Onlyname' }).waitFor();
    const names = await page.locator('dl.properties dt').allInnerTexts();
    expect(names).toEqual(['Email', 'Name']);
  });
});
