import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeDataFolder } from '../support/data-folders.ts';
import { sendPage } from '../support/mixpanel.ts';
import { type RunningRollcall, startRollcall } from '../support/start-rollcall.ts';
import { until } from '../support/until.ts';
import { findViolations } from './support/find-violations.ts';
import { endScreens, openScreens } from './support/open-screens.ts';
import { RollcallPage } from './support/rollcall-page.ts';

let rollcall: RunningRollcall;
let page: Page;

beforeAll(async () => {
  rollcall = await startRollcall(await makeDataFolder());
  const members = [{ mixpanel_distinct_id: 'ann', note: 'one, two; three' }];
  await sendPage(rollcall.hookUrl, { action: 'members', session: 's', members });
  const opened = await openScreens(rollcall);
  page = opened.page;
  await opened.screens.grid().waitFor();
});

afterAll(endScreens);

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

it('holds its choices fast while it is written', async () => {
  await page.keyboard.press('Escape');
  await openExport();
  let go = (): void => {};
  await page.route('**/api/export.start', (route) => {
    go = () => void route.continue();
  });
  const asked = page.waitForRequest('**/api/export.start');
  await dialog().getByText('All columns').click();
  await dialog().getByRole('button', { name: 'Export 1 row' }).click();
  await asked;
  expect(await dialog().getByRole('radio', { disabled: false }).count()).toBe(0);
  expect(await dialog().getByRole('checkbox', { disabled: false }).count()).toBe(0);
  expect(await separator().isDisabled()).toBe(true);
  const written = page.waitForEvent('download');
  go();
  await written;
  await dialog().getByRole('button', { name: 'Change and export again' }).click();
  expect(await separator().isDisabled()).toBe(false);
  await page.unroute('**/api/export.start');
  await page.keyboard.press('Escape');
});

it('offers when people joined after all properties: to people, and to programs where they ask', async () => {
  await openExport();
  const header = (name: string) => dialog().getByRole('columnheader', { name });
  await dialog().getByText('A person with Excel').click();
  await header('In since before').waitFor();
  await header('Joined').waitFor();
  const choice = dialog().getByRole('checkbox', { name: 'In since before' });
  await dialog().getByText('All columns').click();
  await choice.uncheck();
  await header('In since before').waitFor({ state: 'detached' });
  await dialog().getByText('Another program').click();
  await header('Joined').waitFor({ state: 'detached' });
  await dialog().getByRole('checkbox', { name: 'In since before' }).check();
  await header('in_since_before').waitFor();
  expect(await written()).toMatch(/^mixpanel_distinct_id\tnote\tin_since_before\r\n.*Z\r\n$/);
  await choice.uncheck();
  await dialog().getByText('A person with Excel').click();
  await page.keyboard.press('Escape');
});

it('says how an export is not whole: before and after it, and of nothing earlier', async () => {
  const missing = dialog().getByText('A sync is still in progress');
  const members = ['ann', 'bob'];
  const half = { action: 'members', session: 't', page: 1, totalPages: 2, members } as const;
  await sendPage(rollcall.hookUrl, half);
  await until('both are in', async () => (await new RollcallPage(page).rowCount()) === 2);
  await page.keyboard.press('Control+e');
  await missing.waitFor();
  const download = page.waitForEvent('download');
  await dialog().getByRole('button', { name: 'Export 2 rows' }).click();
  await download;
  await dialog()
    .getByText(/2 members written to .* A sync is still in progress/)
    .waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: 'As of' }).click();
  await page.getByRole('option').last().click();
  await until('one was in', async () => (await new RollcallPage(page).rowCount()) === 1);
  await page.getByRole('button', { name: 'Export these' }).click();
  await dialog()
    .getByText(/^Members as of ./)
    .waitFor();
  await dialog().getByRole('button', { name: 'Export 1 row' }).waitFor();
  expect(await missing.count()).toBe(0);
});
