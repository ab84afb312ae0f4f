import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { allApplied, makeDataFolder, rosterPath } from '../support/data-folders.ts';
import { sendPage } from '../support/mixpanel.ts';
import { type RunningRollcall, startRollcall } from '../support/start-rollcall.ts';
import { findViolations } from './support/find-violations.ts';
import { endScreens, openScreens } from './support/open-screens.ts';
import type { RollcallPage } from './support/rollcall-page.ts';

let dataDir: string;
let rollcall: RunningRollcall;
let page: Page;
let screens: RollcallPage;

/** A folder in which the second of three deliveries has failed, for a reason that is gone now. */
beforeAll(async () => {
  dataDir = await makeDataFolder();
  rollcall = await startRollcall(dataDir);
  const bob = { mixpanel_distinct_id: 'bob', first_name: '花子', last_name: '山田' };
  const send = async (action: 'members' | 'add_members', session: string, ...members: object[]) => {
    await sendPage(rollcall.hookUrl, {
      action,
      session,
      members: members.map((one) => ({ ...one })),
    });
    await allApplied(dataDir);
  };
  await send('members', 'one', { mixpanel_distinct_id: 'ann' });
  changeRoster(`CREATE TRIGGER refuse BEFORE INSERT ON member WHEN NEW.distinct_id = 'bob'
    BEGIN SELECT RAISE(ABORT, 'refused'); END`);
  await send('add_members', 'two', bob);
  changeRoster('DROP TRIGGER refuse');
  await send('add_members', 'three');
  ({ page, screens } = await openScreens(rollcall, {
    search: '?at=deliveries',
    viewport: { width: 1280, height: 800 },
    timeoutMs: 30_000,
  }));
  await screens.heading('Deliveries').waitFor();
});

afterAll(endScreens);

function changeRoster(sql: string): void {
  const db = new DatabaseSync(rosterPath(dataDir), { timeout: 10_000 });
  db.exec(sql);
  db.close();
}

async function violationsInBoth(): Promise<string[]> {
  const light = await findViolations(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture('dark');
  const dark = await findViolations(page);
  await page.emulateMedia({ colorScheme: 'light' });
  return [...light, ...dark];
}

/** Leaves a picture behind where somebody wants to look. */
async function picture(name: string): Promise<void> {
  const dir = process.env.ROLLCALL_PICTURES;
  if (dir !== undefined) await page.screenshot({ path: join(dir, `deliveries-${name}.png`) });
}

const listed = () =>
  page.getByRole('list', { name: 'Deliveries, newest first' }).getByRole('listitem');

it('shows only those of a kind', async () => {
  await expect.poll(() => listed().count()).toBe(3);
  await page.getByRole('combobox', { name: 'Show' }).click();
  await page.getByRole('option', { name: 'Set aside' }).click();
  await expect.poll(() => listed().count()).toBe(1);
  await listed().getByRole('button').click();
  await page.getByText(/was set aside; everything else went on/).waitFor();
});

it('tells what a failed one would do, and that nothing was changed', async () => {
  await page.getByRole('button', { name: 'What would this do now?' }).click();
  await page.getByText('1 person would join').waitFor();
  await page.getByText('山田 花子').first().waitFor();
  await picture('foresight');
  expect(await violationsInBoth()).toEqual([]);
});

it('applies it again, and it counts', async () => {
  await page.getByRole('button', { name: 'Apply again' }).click();
  await page.getByText('Applied · 1 joined, 0 left').waitFor();
  await expect.poll(() => page.getByText(/was set aside/).count()).toBe(0);
  await page.getByText('None of this kind is kept here.').waitFor();
});

it('finds a text in the bodies and says that all were looked through', async () => {
  await page.getByRole('combobox', { name: 'Show' }).click();
  await page.getByRole('option', { name: 'Everything' }).click();
  await page.getByRole('searchbox').fill('花子');
  await page.getByText('All bodies kept here were looked through.').waitFor();
  const found = page.getByRole('list', { name: /in their body/ }).getByRole('listitem');
  expect(await found.count()).toBe(1);
  await picture('bodies');
  expect(await violationsInBoth()).toEqual([]);
});

it('calls nobody of a first sync joined', async () => {
  await page.getByRole('searchbox').fill('');
  await listed().last().getByRole('button').click();
  await page.getByText('Applied · First sync: 1 person', { exact: true }).waitFor();
});

it('offers to apply a failed one again only below what that would change', async () => {
  const { page: other } = await openScreens(rollcall, { search: '?at=deliveries' });
  const unnamed = ['a', 'b', 'c'].map((id) => ({ 'User ID': id }));
  await sendPage(rollcall.hookUrl, {
    ...{ action: 'members', session: 'no ids', cohort: '9', name: 'No ids', members: unnamed },
  });
  await allApplied(dataDir);
  await other
    .getByRole('button', { name: /No ids/ })
    .last()
    .click();
  await other.getByText(/^None of its 3 people had an ID that Rollcall can use/).waitFor();
  await other.getByText(/tick mixpanel_distinct_id under Properties to Export/).waitFor();
  expect(await other.getByRole('button', { name: 'Apply again' }).count()).toBe(0);
  await other.getByRole('button', { name: 'What would this do now?' }).click();
  await other.getByText('It failed again, and nothing was changed.').waitFor();
  expect(await other.getByRole('button', { name: 'Apply again' }).count()).toBe(0);
  await other.close();
});

it('offers no part of a large delivery as if it were the whole', async () => {
  const note = 'x'.repeat(300 * 1024);
  await sendPage(rollcall.hookUrl, {
    action: 'add_members',
    session: 'large',
    members: [{ mixpanel_distinct_id: 'cid', note }],
  });
  await allApplied(dataDir);
  const url = new URL(page.url());
  url.search = '?at=deliveries&number=5';
  await page.goto(url.href);
  await page.getByText('The first 256 KiB are shown.').waitFor();
  // No shell takes a command so long.
  expect(await page.getByRole('button', { name: 'Copy as cURL' }).count()).toBe(0);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy body' }).click();
  await page.getByText('Copied', { exact: true }).waitFor();
  const copied = String(await page.evaluate('navigator.clipboard.readText()'));
  expect(JSON.parse(copied).parameters.members).toMatchObject([{ note }]);
});

it('shows a full page of Mixpanel in lines, and gives all of it on demand', async () => {
  const members = Array.from({ length: 1_000 }, (_, i) => ({
    mixpanel_distinct_id: `person-${i}`,
    ...Object.fromEntries(Array.from({ length: 8 }, (_, p) => [`property ${p}`, 'x'.repeat(20)])),
  }));
  await sendPage(rollcall.hookUrl, { action: 'add_members', session: 'large', members });
  const { page: large } = await openScreens(rollcall, { search: '?at=deliveries' });
  await large.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await large.getByText('The first 256 KiB are shown.').waitFor();
  await large.locator('.json').getByText('"action": "add_members",').waitFor();
  await large.getByRole('button', { name: 'Copy body' }).click();
  await large.getByText('Copied', { exact: true }).waitFor();
  const copied = JSON.parse(String(await large.evaluate('navigator.clipboard.readText()')));
  expect(copied.parameters.members).toHaveLength(1_000);
  const saving = large.waitForEvent('download');
  await large.getByRole('button', { name: 'Save as file' }).click();
  expect((await saving).suggestedFilename()).toMatch(/^rollcall-\d+\.json$/);
  await large.getByRole('button', { name: 'Show all' }).click();
  await large.getByText('The first 256 KiB are shown.').waitFor({ state: 'detached' });
  await large.locator('.json').focus();
  await large.keyboard.press('End');
  await large.locator('.json').getByText('"person-999"').waitFor();
  await large.close();
});
