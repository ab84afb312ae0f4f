import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeDataFolder, removeDataFolders } from '../support/data-folders.ts';
import { sendPage } from '../support/mixpanel.ts';
import { endAll, type RunningRollcall, startRollcall } from '../support/start-rollcall.ts';
import { openBrowser } from './support/browser.ts';
import { findViolations } from './support/find-violations.ts';
import { RollcallPage } from './support/rollcall-page.ts';

let rollcall: RunningRollcall;
let browser: Browser;
let page: Page;
let screens: RollcallPage;

beforeAll(async () => {
  rollcall = await startRollcall(await makeDataFolder());
  browser = await openBrowser();
  page = await browser.newPage({
    locale: 'en-GB',
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
  });
  screens = new RollcallPage(page);
  await page.goto(rollcall.ready.uiUrl);
});

afterAll(async () => {
  await browser?.close();
  await endAll();
  await removeDataFolders();
});

/** What axe finds in light and in dark. */
async function violationsInBoth(): Promise<string[]> {
  const light = await findViolations(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await findViolations(page);
  await page.emulateMedia({ colorScheme: 'light' });
  return [...light, ...dark];
}

it('welcomes without an address that Mixpanel could not reach', async () => {
  await screens.heading('Who is in your cohorts, as of now.').waitFor();
  await page.getByRole('button', { name: 'Connect Mixpanel' }).waitFor();
  expect(await page.getByRole('button', { name: 'Copy hook URL' }).count()).toBe(0);
  expect(await page.locator('main').innerText()).not.toContain('127.0.0.1');
  await page.keyboard.press('Control+k');
  await page.getByRole('option').first().waitFor();
  expect(await page.getByRole('option', { name: 'Copy hook URL' }).count()).toBe(0);
  await page.keyboard.press('Escape');
  expect(await findViolations(page)).toEqual([]);
});

it('fills the table live from the sample, without a click', async () => {
  await page.getByRole('button', { name: 'Try it with sample data' }).click();
  await screens.grid().waitFor();
  await screens.rows().nth(1).waitFor();
  await page
    .getByRole('button', { name: /Sample/ })
    .first()
    .waitFor();
  // the sample's last sync is over when nothing says that it is arriving
  await page.getByText(/Not connected$/).waitFor();
  expect(await screens.rowCount()).toBeGreaterThan(2000);
  expect(await findViolations(page)).toEqual([]);
}, 90_000);

it('finds a Japanese name by keys alone', async () => {
  await page.keyboard.press('/');
  await page.keyboard.type('佐藤');
  await page
    .getByRole('status')
    .filter({ hasText: /^\d+ of / })
    .waitFor();
  await screens.rows().nth(1).getByText('佐藤').first().waitFor();
});

it('exports just who was found', async () => {
  await page.getByRole('button', { name: 'Export these' }).click();
  await page.getByText('matching “佐藤”').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
});

it('opens the person under the keyboard, and goes back', async () => {
  await screens.grid().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await screens.heading('Properties').waitFor();
  await screens.heading(/佐藤/).waitFor();
  expect(await violationsInBoth()).toEqual([]);
  await page.goBack();
  await screens.grid().waitFor();
});

it('shows what an export will hold, and writes it whole', async () => {
  await page.keyboard.press('Control+e');
  const button = page.getByRole('button', { name: /^Export [\d,]+ rows$/ });
  await button.waitFor();
  expect(await violationsInBoth()).toEqual([]);
  const rows = Number(/[\d,]+/.exec(await button.innerText())?.[0].replaceAll(',', ''));
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  await page.getByText(/members written to/).waitFor();
  const text = await readFile(await download.path(), 'utf8');
  // every row ends a line, and no value of the sample holds a line break
  expect(text.trimEnd().split('\r\n').length - 1).toBe(rows);
  await page.keyboard.press('Escape');
});

it.each([
  ['Connect', 'Connect Mixpanel'],
  ['Deliveries', 'Deliveries'],
  ['Settings', 'Settings'],
])('shows %s without a barrier', async (place, title) => {
  await page.getByRole('navigation').getByRole('button', { name: place }).click();
  await screens.heading(title).waitFor();
  await screens.isSettled();
  expect(await violationsInBoth()).toEqual([]);
});

it.each(['Joined & left', 'Syncs'])('shows %s without a barrier', async (tab) => {
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /Sample/ })
    .click();
  await page.getByRole('tab', { name: tab, exact: true }).click();
  await screens.isSettled();
  expect(await violationsInBoth()).toEqual([]);
});

it('shows the same in another tab, and says there what is done here', async () => {
  const other = await browser.newPage({ locale: 'en-GB' });
  await other.goto(rollcall.ready.uiUrl);
  const size = await page.locator('.cohort-figure').innerText();
  await other.locator('.cohort-figure').filter({ hasText: size }).waitFor();
  await other.keyboard.press('Control+k');
  await other.keyboard.type('Dark');
  await other.keyboard.press('Enter');
  await page.locator('html[data-theme=dark]').waitFor();
  await sendPage(rollcall.hookUrl, {
    action: 'members',
    cohort: '8',
    session: 'tabs',
    members: ['a', 'b', 'c'],
  });
  for (const tab of [page, other]) {
    await tab.getByRole('navigation').getByRole('button', { name: 'Cohort 8 3' }).waitFor();
  }
  await other.close();
});

it('speaks Japanese at once, and keeps to AA in the dark', async () => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('日本語');
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'メンバー' }).click();
  await screens.grid().waitFor();
  await page.emulateMedia({ colorScheme: 'dark' });
  await screens.isSettled();
  expect(await findViolations(page)).toEqual([]);
});

it('says that it reconnects when Rollcall is gone, and comes back by itself', async () => {
  const { dataDir } = rollcall.ready;
  await rollcall.kill();
  await page.getByText('再接続しています').waitFor();
  rollcall = await startRollcall(dataDir);
  await page.getByText(/未接続$/).waitFor();
});
