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

beforeAll(async () => {
  rollcall = await startRollcall(await makeDataFolder());
  const members = [{ mixpanel_distinct_id: 'ann', note: 'one, two; three' }];
  await sendPage(rollcall.hookUrl, { action: 'members', session: 's', members });
  browser = await openBrowser();
  page = await browser.newPage({ locale: 'en-GB', reducedMotion: 'reduce' });
  await page.goto(rollcall.ready.uiUrl);
  await new RollcallPage(page).grid().waitFor();
});

afterAll(async () => {
  await browser?.close();
  await endAll();
  await removeDataFolders();
});

const dialog = () => page.getByRole('dialog', { name: /^Export/ });
const separator = () => dialog().getByRole('combobox', { name: 'Separator' });

async function openExport(): Promise<void> {
  await page.keyboard.press('Control+e');
  await dialog().getByRole('button', { name: 'Export 1 row' }).waitFor();
}

async function separateBy(name: string): Promise<void> {
  await separator().press('Enter');
  await page.getByRole('option', { name, exact: true }).click();
}

/** What the file holds that is written as the dialog stands. */
async function written(): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog().getByRole('button', { name: 'Export 1 row' }).click(),
  ]);
  const text = await readFile(await download.path(), 'utf8');
  await dialog().getByText('1 member written to').waitFor();
  await dialog().getByRole('button', { name: 'Change and export again' }).click();
  return text;
}

it('separates as is usual until something else is chosen', async () => {
  await openExport();
  await dialog().getByText('Another program').click();
  await separator().getByText('Automatic: Comma').waitFor();
  await dialog().getByText('mixpanel_distinct_id,note').waitFor();
  expect(await written()).toBe('mixpanel_distinct_id,note\r\nann,"one, two; three"\r\n');
  expect(await findViolations(page)).toEqual([]);
});

it.each([
  ['Semicolon', ';', 'mixpanel_distinct_id;note', 'ann;"one, two; three"'],
  ['Tab', '\t', 'mixpanel_distinct_id⇥note', 'ann\tone, two; three'],
])('separates by %s: in the preview and in the file', async (name, sign, shown, row) => {
  await separateBy(name);
  await dialog().getByText(shown).waitFor();
  await dialog().getByRole('cell', { name: 'one, two; three' }).waitFor();
  expect(await written()).toBe(`mixpanel_distinct_id${sign}note\r\n${row}\r\n`);
});

it('remembers the separator of each kind of file', async () => {
  await page.reload();
  await new RollcallPage(page).grid().waitFor();
  await openExport();
  await separator().getByText('Tab').waitFor();
  await dialog().getByText('A person with Excel').click();
  await separator().getByText('Automatic').waitFor();
});

it('says what Excel makes of a separator that is not usual here', async () => {
  const warning = dialog().getByText('Excel may show each row in one cell');
  await separateBy('Tab');
  await warning.waitFor();
  await separateBy('Comma');
  await warning.waitFor({ state: 'detached' });
});
