import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { contract, type Snapshot } from '../../shared/api/contract.ts';
import { makeDataFolder, removeDataFolders } from '../support/data-folders.ts';
import { sendPage } from '../support/mixpanel.ts';
import { endAll, type RunningRollcall, startRollcall } from '../support/start-rollcall.ts';
import { until } from '../support/until.ts';
import { openBrowser } from './support/browser.ts';
import { findViolations } from './support/find-violations.ts';
import { RollcallPage } from './support/rollcall-page.ts';
import { stage } from './support/staged.ts';

let rollcall: RunningRollcall;
let browser: Browser;

beforeAll(async () => {
  rollcall = await startRollcall(await makeDataFolder());
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await endAll();
  await removeDataFolders();
});

async function openSettings(change?: (snapshot: Snapshot) => Snapshot): Promise<Page> {
  const page = await browser.newPage({
    locale: 'en-GB',
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
  });
  if (change !== undefined) await stage(page, change);
  const url = new URL(uiUrl);
  url.search = '?at=settings';
  await page.goto(url.href);
  await new RollcallPage(page).heading('Settings').waitFor();
  await new RollcallPage(page).isSettled();
  return page;
}

/** The address in force. */
let uiUrl = '';
beforeAll(() => {
  uiUrl = rollcall.ready.uiUrl;
});

const inDesktop = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  password: { ...snapshot.password, obstacle: null },
  shell: {
    kind: 'desktop',
    switches: { keepRunning: true, openAtLogin: false, notifications: true, updates: true },
    notifications: {
      cohorts: [1],
      gatherMinutes: 15,
      quietHours: { fromMinute: 1320, toMinute: 480 },
    },
  },
});

describe('the settings', () => {
  it.each(['light', 'dark'] as const)('stand without a barrier in the %s', async (colorScheme) => {
    for (const change of [undefined, inDesktop]) {
      const page = await openSettings(change);
      await page.emulateMedia({ colorScheme });
      expect(await findViolations(page)).toEqual([]);
      await page.close();
    }
  });

  it('lead to a section by the keyboard', async () => {
    const page = await openSettings();
    const link = page.getByRole('navigation', { name: 'On this page' });
    await link.getByRole('button', { name: 'Delete' }).press('Enter');
    await page.locator('h2:focus', { hasText: 'Delete' }).waitFor();
    await page.close();
  });

  it('say why no password can be set in a browser', async () => {
    const page = await openSettings();
    await page.getByText('In a browser, Rollcall has no keychain').waitFor();
    expect(await page.getByRole('button', { name: 'Set a password…' }).isDisabled()).toBe(true);
    await page.close();
  });

  it('have notifications in the desktop app alone, with who is told of and when', async () => {
    const inBrowser = await openSettings();
    const heading = { name: 'Notifications', exact: true };
    expect(await inBrowser.getByRole('heading', heading).count()).toBe(0);
    await inBrowser.close();
    const page = await openSettings(inDesktop);
    await page.getByRole('heading', heading).waitFor();
    const chosen = (name: string) => page.getByRole('combobox', { name, exact: true }).innerText();
    expect(await chosen('Gather changes for')).toContain('15 min');
    expect(await chosen('From')).toContain('22:00');
    expect(await chosen('To')).toContain('08:00');
    // From and to are never the same: that would be a day without end, or none.
    await page.getByRole('combobox', { name: 'From', exact: true }).click();
    expect(await page.getByRole('option', { name: '08:00' }).count()).toBe(0);
    expect(await page.getByRole('option', { name: '07:30' }).count()).toBe(1);
    await page.close();
  });

  it('switch what the shell offers', async () => {
    const page = await openSettings(inDesktop);
    const asked = page.waitForRequest('**/api/settings.switch');
    await page.getByRole('switch', { name: 'Open at login' }).click();
    expect((await asked).postDataJSON()).toEqual({ name: 'openAtLogin', isOn: true });
    await page.close();
  });
});

describe('a retention that keeps less', () => {
  it('is taken back before it deletes anything', async () => {
    const page = await openSettings();
    const days = page.getByRole('combobox', { name: 'Keep the raw deliveries for' });
    await days.press('Enter');
    await page.getByRole('option', { name: '7 days' }).click();
    await page.getByText('will be deleted in 5 minutes').waitFor();
    await days.getByText('7 days').waitFor();
    await page.keyboard.press('Control+z');
    await days.getByText('30 days').waitFor();
    await page.close();
  });

  it('is not spoken of where more is kept', async () => {
    const page = await openSettings();
    const days = page.getByRole('combobox', { name: 'Keep the raw deliveries for' });
    await days.press('Enter');
    await Promise.all([
      page.waitForResponse('**/api/settings.update'),
      page.getByRole('option', { name: '90 days' }).click(),
    ]);
    await days.getByText('90 days').waitFor();
    expect(await page.getByRole('button', { name: 'Undo' }).count()).toBe(0);
    await page.close();
  });
});

describe('setting a password', () => {
  it('offers a strong one, and shows it once to be entered in Mixpanel', async () => {
    const page = await openSettings(inDesktop);
    const told = z.object({ user: z.string(), password: z.string() });
    const asked: z.infer<typeof told>[] = [];
    // The page's own core has no keychain: it stands in for one, by the contract.
    await page.route('**/api/password.set', async (route) => {
      const params = contract['password.set'].params.parse(route.request().postDataJSON());
      asked.push(told.parse(params));
      await route.fulfill({ json: { ok: true, value: {} } });
    });
    await page.getByRole('button', { name: 'Set a password…' }).click();
    const field = page.getByLabel('Password', { exact: true });
    const offered = await field.inputValue();
    expect(offered).toMatch(/^[A-Za-z2-9]{24}$/);
    await page.getByRole('button', { name: 'Make another one' }).click();
    expect(await field.inputValue()).not.toBe(offered);
    await field.fill('short');
    await page.getByText('Enter at least 12 characters').waitFor();
    expect(await page.getByRole('button', { name: 'Set the password' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Make another one' }).click();
    const chosen = await field.inputValue();
    await page.getByText('Mixpanel pauses the sync').waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByText('This is the only time').waitFor();
    await page.locator('code', { hasText: chosen }).waitFor();
    expect(asked).toEqual([{ user: 'rollcall', password: chosen }]);
    expect(await findViolations(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.content()).not.toContain(chosen);
    await page.close();
  });
});

describe('a new key', () => {
  it('keeps the page that asked, also on its way back, and locks the others', async () => {
    const other = await openSettings();
    const page = await openSettings();
    const words: string[] = [];
    await page.exposeFunction('heard', (text: string) => words.push(text));
    await page.evaluate(`new MutationObserver(() =>
      heard(document.querySelector('.side-state')?.textContent ?? '')
    ).observe(document.body, { subtree: true, childList: true, characterData: true })`);
    await page.getByRole('navigation').getByRole('button', { name: 'Connect' }).click();
    await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Renew the key' }).click();
    await page.getByText('The key is new.').waitFor();
    await other.getByText('This address is no longer valid').waitFor();
    expect(new URL(page.url()).hash).not.toBe(new URL(uiUrl).hash);
    // What it shows is live again.
    await page.getByRole('button', { name: 'Pause receiving' }).click();
    await page.getByText('Paused').first().waitFor();
    await page.getByRole('button', { name: 'Resume receiving' }).click();
    await page
      .getByText(/Not connected$/)
      .first()
      .waitFor();
    expect(words.filter((text) => text.includes('no longer valid'))).toEqual([]);
    const { hash } = new URL(page.url());
    await page.goBack();
    await new RollcallPage(page).heading('Connect Mixpanel').waitFor();
    await until('the address holds the new key', () => new URL(page.url()).hash === hash);
    await page.reload();
    await new RollcallPage(page).heading('Connect Mixpanel').waitFor();
    uiUrl = `${new URL(page.url()).origin}/${hash}`;
    // The one that was locked goes on with the new address.
    await other.goto(`${new URL(uiUrl).origin}/?at=settings${hash}`);
    await other
      .getByText(/Not connected$/)
      .first()
      .waitFor();
    await Promise.all([page.close(), other.close()]);
  }, 60_000);
});

describe('a backup', () => {
  it('is saved, looked into, and brought back after a yes', async () => {
    await sendPage(rollcall.hookUrl, { action: 'members', session: 's', members: ['ann', 'bob'] });
    const page = await openSettings();
    await page.getByRole('navigation').getByText('Cohort 7').waitFor();
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save a backup…' }).click(),
    ]);
    expect(saved.suggestedFilename()).toMatch(/^Rollcall \d{4}-\d\d-\d\d\.rollcall$/);
    await page.getByText('is checked and with your browser’s downloads').waitFor();
    expect(await findViolations(page)).toEqual([]);
    const path = await saved.path();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Delete Cohort 7' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByText('No cohort is kept.').waitFor();
    const chosen = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Restore from a backup…' }).click();
    await (await chosen).setFiles(path);
    await page.getByText('1 cohort, 2 members, 1 raw delivery').waitFor();
    await page.getByText('No cohort is kept.').waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Replace what is here' }).click();
    await page.getByText('The backup is in place.').waitFor();
    await page.getByRole('button', { name: 'Show it' }).click();
    await page.getByRole('navigation').getByText('Cohort 7').waitFor();
    await page.close();
  }, 90_000);

  it('that is none is refused with what to do', async () => {
    const page = await openSettings();
    const chosen = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Restore from a backup…' }).click();
    const buffer = Buffer.from('a shopping list');
    await (await chosen).setFiles({ name: 'list.rollcall', mimeType: 'text/plain', buffer });
    await page.getByText('This is no backup of Rollcall.').waitFor();
    await page.close();
  });

  it('for a move says what to do where, before it does anything', async () => {
    const page = await openSettings();
    await page.getByRole('button', { name: 'Move to another computer…' }).click();
    await page.getByText('never both at once').waitFor();
    await page.getByText('personal data and the secret of your hook URL').waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Pause receiving' }).waitFor();
    await page.close();
  });
});

it.each([
  ['en-GB', /^The settings could not be read\..*settings-set-aside-\d+\.json/, 'Understood'],
  ['ja-JP', /^設定を読み取れませんでした。.*settings-set-aside-\d+\.json/, '確認しました'],
])(
  'settings that could not be read are told in %s until that is seen',
  async (locale, sentence, button) => {
    const dataDir = await makeDataFolder();
    await mkdir(dataDir, { mode: 0o700 });
    await writeFile(join(dataDir, 'settings.json'), '{"language":');
    await writeFile(join(dataDir, 'hook.json'), '{"token":');
    const spoilt = await startRollcall(dataDir);
    const page = await browser.newPage({ locale, viewport: { width: 900, height: 600 } });
    const url = new URL(spoilt.ready.uiUrl);
    url.search = '?at=settings';
    await page.goto(url.href);
    const notice = page.locator('.notice', { hasText: sentence });
    await notice.waitFor();
    await notice.getByText(/The hook URL .* is a new one now|受信URLも.*新しいURL/).waitFor();
    const state = page.getByText(/^Some data couldn’t be read|^一部のデータを読み込めませんでした/);
    await state.waitFor();
    expect(await findViolations(page)).toEqual([]);
    await notice.getByRole('button', { name: button }).press('Enter');
    await notice.waitFor({ state: 'detached' });
    await state.waitFor({ state: 'detached' });
    await page.close();
    await spoilt.stop();
  },
);
