import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDataFolder } from '../support/data-folders.ts';
import { sendPage } from '../support/mixpanel.ts';
import { type RunningRollcall, startRollcall } from '../support/start-rollcall.ts';
import { endScreens, openScreens } from './support/open-screens.ts';
import type { RollcallPage } from './support/rollcall-page.ts';

// What is on the screen stays true while syncs go on beneath it.
const MEMBERS = Array.from({ length: 300 }, (_, i) => `early-${100 + i}`);
const JOINING = Array.from({ length: 150 }, (_, i) => `late-${i}`);

let rollcall: RunningRollcall;
let page: Page;
let screens: RollcallPage;

beforeAll(async () => {
  rollcall = await startRollcall(await makeDataFolder());
  await sendPage(rollcall.hookUrl, {
    action: 'members',
    session: 's',
    members: MEMBERS,
  });
  ({ page, screens } = await openScreens(rollcall, { search: '?at=cohort&cohort=1&tab=members' }));
  await screens.grid().waitFor();
});

afterAll(endScreens);

let syncs = 0;
async function send(action: 'add_members' | 'remove_members', members: readonly string[]) {
  syncs += 1;
  await sendPage(rollcall.hookUrl, {
    action,
    session: `later ${syncs}`,
    members,
  });
}

describe('a member that is selected', () => {
  const selected = () => page.getByRole('gridcell', { selected: true });

  it('goes with its row where fewer joined than stand between', async () => {
    await page.getByRole('gridcell', { name: 'early-395', exact: true }).click();
    await send('add_members', ['soon']);
    await expect.poll(() => screens.rowCount()).toBe(MEMBERS.length + 1);
    await screens.isSettled();
    expect(await selected().innerText()).toBe('early-395');
  });

  it('is nobody else when a sync puts others in its place', async () => {
    await send('add_members', JOINING);
    await expect.poll(() => screens.rowCount()).toBe(MEMBERS.length + JOINING.length + 1);
    await screens.isSettled();
    expect(await selected().count()).toBe(0);
  });

  it('is nobody else when that happens out of view', async () => {
    const all = await screens.rowCount();
    await page.getByRole('row').nth(3).getByRole('gridcell').first().click();
    await page.mouse.wheel(0, 50_000);
    await page.getByRole('gridcell', { name: 'early-100', exact: true }).waitFor();
    await send('remove_members', JOINING);
    await expect.poll(() => screens.rowCount()).toBe(all - JOINING.length);
    await page.mouse.wheel(0, -50_000);
    await page.getByRole('gridcell', { name: 'early-399', exact: true }).waitFor();
    await screens.isSettled();
    expect(await selected().count()).toBe(0);
  });
});
