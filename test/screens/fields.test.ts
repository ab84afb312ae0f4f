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
