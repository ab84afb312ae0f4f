import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RollcallPage } from '../screens/support/rollcall-page.ts';
import { removeDataFolders } from '../support/data-folders.ts';
import { until } from '../support/until.ts';
import { Desktop, endApps, sayWhatItRunsOn } from './support/desktop.ts';

sayWhatItRunsOn();
let desktop: Desktop;
let page: Page;
let screens: RollcallPage;

beforeAll(async () => {
  desktop = await Desktop.start();
  page = await desktop.page();
  screens = new RollcallPage(page);
});
afterAll(async () => {
  await endApps();
  await removeDataFolders();
});

describe('the first run', () => {
  it('welcomes, and the tray leads to Connect', async () => {
    await screens.heading('Who is in your cohorts, as of now.').waitFor();
    await desktop.choose('Connect Mixpanel…');
    await screens.heading('Connect Mixpanel').waitFor();
    await page.goBack();
    await screens.heading('Who is in your cohorts, as of now.').waitFor();
    await desktop.isShown();
    expect(await desktop.trayWords()).toBe('Not connected. Mixpanel can’t reach this computer.');
  });

  it('fills the table live from the sample', async () => {
    await page.getByRole('button', { name: 'Try it with sample data' }).click();
    await screens.rows().nth(1).waitFor();
    await page.getByText(/Not connected$/).waitFor();
    expect(await screens.rowCount()).toBeGreaterThan(2000);
  });

  it('shows the sample in the tray, with its size', async () => {
    await until('both say the same', async () => {
      const size = new Intl.NumberFormat('en').format(await screens.rowCount());
      const items = await desktop.trayMenu();
      return items.some(({ label }) => label.includes('Sample') && label.includes(size));
    });
  });
});

describe('language and theme', () => {
  it('change at once in the window, the tray and the menu', async () => {
    await run('日本語');
    await page.getByRole('tab', { name: 'メンバー' }).waitFor();
    await until('the tray speaks Japanese', async () =>
      (await desktop.trayMenu()).some(({ label }) => label === 'Rollcallを終了'),
    );
    expect(await desktop.menuTitles()).toContain('ファイル');
    await run('English');
    await page.getByRole('tab', { name: 'Members' }).waitFor();
    await until('the tray speaks English', async () =>
      (await desktop.trayMenu()).some(({ label }) => label === 'Quit Rollcall'),
    );
  });

  it('turn the window dark, for the page and for the system', async () => {
    await run('Dark');
    await until('it is dark', () =>
      page.evaluate('matchMedia("(prefers-color-scheme: dark)").matches'),
    );
    expect(await desktop.evaluate(({ nativeTheme }) => nativeTheme.themeSource, null)).toBe('dark');
  });

  /** Does what the palette calls so. */
  async function run(words: string): Promise<void> {
    const palette = page.getByRole('dialog');
    await page.keyboard.press('Control+k');
    await palette.getByRole('combobox').fill(words);
    await palette.getByRole('option', { name: words, selected: true }).waitFor();
    await page.keyboard.press('Enter');
    await palette.waitFor({ state: 'detached' });
  }
});

describe('the application menu', () => {
  it('leads to the settings by their keys, without loading the page anew', async () => {
    await page.evaluate('globalThis.wasHereBefore = true');
    await desktop.press('CmdOrCtrl+,');
    await screens.heading('Settings').waitFor();
    expect(await page.evaluate('globalThis.wasHereBefore')).toBe(true);
  });

  it('opens the help on Mixpanel in the browser', async () => {
    await desktop.evaluate(({ Menu }) => {
      const help = Menu.getApplicationMenu()?.items.at(-1)?.submenu?.items;
      help?.find(({ label }) => label === 'Mixpanel on cohort syncs')?.click();
    }, null);
    expect(await desktop.main(() => seen.links)).toEqual([
      'https://docs.mixpanel.com/docs/cohort-sync/webhooks',
    ]);
  });
});

it('quits from the tray, without a question and without an error', async () => {
  expect(await desktop.quit()).toBe(0);
  expect(desktop.log()).not.toMatch(/ (warn|error) /);
  // What was in flight was waited for.
  expect(desktop.log()).toContain('receiver.closed');
});
