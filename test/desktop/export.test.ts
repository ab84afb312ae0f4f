import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { removeDataFolders } from '../support/data-folders.ts';
import { mountSmallDisk, unmountSmallDisk } from '../support/small-disk.ts';
import { runRollcall } from '../support/start-rollcall.ts';
import { until } from '../support/until.ts';
import { Desktop, endApps, makeFolder, sayWhatItRunsOn } from './support/desktop.ts';

sayWhatItRunsOn();
const MEMBERS = 2000;
const disk = mountSmallDisk(16);
let desktop: Desktop;
let page: Page;
let folder: string;

beforeAll(async () => {
  // English, in Germany.
  desktop = await Desktop.start({ environment: { LC_ALL: 'de_DE.UTF-8' } });
  folder = makeFolder(join(dirname(desktop.dataDir), 'exports'));
  page = await desktop.page();
  const url = await desktop.hookUrl();
  await runRollcall(['simulate', '--url', url, '--name', 'Trial', '--members', String(MEMBERS)]);
  await page.getByRole('grid').waitFor();
});
afterAll(async () => {
  await endApps();
  await removeDataFolders();
  if (disk !== null) unmountSmallDisk(disk);
});

/** Exports to this path as the person does, and waits for how it ended. */
async function exportTo(path: string, sentence: RegExp): Promise<void> {
  await desktop.answerSave(path);
  await page.keyboard.press('Control+e');
  await page.getByRole('button', { name: 'Export 2,000 rows' }).click();
  await page.getByRole('dialog').getByText(sentence).first().waitFor();
}

const FAILED = /can’t be written|can't be written|did not work/;

it('suggests a name and a folder of the person’s', async () => {
  await exportTo('', /Export 2,000 rows/);
  const asked = await until('a place is asked for', () =>
    desktop.main(() => seen.saves[0]?.defaultPath),
  );
  expect(asked).toMatch(/Downloads.*Trial.*\.csv$/);
  expect(readdirSync(folder)).toEqual([]);
  await page.keyboard.press('Escape');
});

it('says so where the folder does not exist, and writes nothing', async () => {
  await exportTo(join(folder, 'missing', 'trial.csv'), FAILED);
  expect(readdirSync(folder)).toEqual([]);
  await page.keyboard.press('Escape');
});

it.skipIf(disk === null)(
  'says so when the disk is full, and leaves no half of a file',
  async () => {
    const path = join(disk ?? '', 'trial.csv');
    await exportTo(path, FAILED);
    expect(readdirSync(disk ?? '')).toEqual([]);
    await page.keyboard.press('Escape');
  },
);

it('says so where the name promises another format, and writes nothing', async () => {
  await exportTo(join(folder, 'trial.xlsx'), /a name that ends in \.xlsx promises another one/);
  expect(readdirSync(folder)).toEqual([]);
  await page.keyboard.press('Escape');
});

it('replaces a file that the person chose to replace, whole', async () => {
  const path = join(folder, 'trial.csv');
  writeFileSync(path, 'what was there before');
  await exportTo(path, /2,000 members written to/);
  const lines = readFileSync(path, 'utf8').trimEnd().split('\r\n');
  expect(lines).toHaveLength(MEMBERS + 1);
  expect(readdirSync(folder)).toEqual(['trial.csv']);
});

it('writes for Excel as the region of this computer does, whatever the language', async () => {
  const path = join(folder, 'for-excel.csv');
  await page.keyboard.press('Escape');
  await desktop.answerSave(path);
  await page.keyboard.press('Control+e');
  await page.getByRole('dialog').getByText('A person with Excel').click();
  await page.getByRole('button', { name: 'Export 2,000 rows' }).click();
  await page
    .getByRole('dialog')
    .getByText(/2,000 members written to/)
    .first()
    .waitFor();
  const [header = ''] = readFileSync(path, 'utf8').split('\r\n');
  expect(header).toContain(';');
  expect(header).not.toContain(',');
});

it('shows the file in its folder', async () => {
  await page.getByRole('button', { name: 'Show in folder' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  expect(await desktop.main(() => seen.folders)).toEqual([join(folder, 'for-excel.csv')]);
  expect(existsSync(join(folder, 'for-excel.csv'))).toBe(true);
});
