import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { makeDataFolder } from '../support/data-folders.ts';
import { sendPage } from '../support/mixpanel.ts';
import { startRollcall } from '../support/start-rollcall.ts';
import { endScreens, openScreens } from './support/open-screens.ts';

let page: Page;

beforeAll(async () => {
  const rollcall = await startRollcall(await makeDataFolder());
  const members = [{ mixpanel_distinct_id: 'ann', note: 'x'.repeat(32_768) }];
  await sendPage(rollcall.hookUrl, { action: 'members', session: 's', members });
  const opened = await openScreens(rollcall);
  page = opened.page;
  await opened.screens.grid().waitFor();
});

afterAll(endScreens);

const dialog = () => page.getByRole('dialog', { name: /^Export/ });
const kind = (name: string) => dialog().getByRole('radio', { name: new RegExp(`^${name}`) });
const willCut = () => dialog().getByText('1 value is longer than the 32,767 characters');

it('says of a value too long for Excel that it will be cut, and that it was; the other kind has it whole', async () => {
  await page.keyboard.press('Control+e');
  await willCut().waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog().getByRole('button', { name: 'Export 1 row' }).click(),
  ]);
  await dialog().getByText('1 value was too long for Excel and cut there, with a mark.').waitFor();
  expect(await readFile(await download.path(), 'utf8')).toContain('[cut here: 32,768 characters');
  await dialog().getByRole('button', { name: 'Change and export again' }).click();
  await kind('Another program').check();
  await willCut().waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
});

it('says before it is written that Excel shows only a part of so many members', async () => {
  const envelope = z.looseObject({ value: z.looseObject({ totalRows: z.number() }) });
  // So many are not made for this: what main answers is told to be of so many.
  await page.route('**/api/export.preview', async (route) => {
    const response = await route.fetch();
    const answer = envelope.parse(await response.json());
    const value = { ...answer.value, totalRows: 1_048_576 };
    await route.fulfill({ response, json: { ...answer, value } });
  });
  await page.keyboard.press('Control+e');
  await kind('Another program').check();
  await dialog().getByRole('button', { name: 'Export 1,048,576 rows' }).waitFor();
  const notShown = dialog().getByText('Excel shows only the first 1,048,575 members');
  expect(await notShown.count()).toBe(0);
  await kind('A person with Excel').check();
  await notShown.waitFor();
  await page.unrouteAll({ behavior: 'wait' });
});
