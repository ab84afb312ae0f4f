import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RollcallPage } from '../screens/support/rollcall-page.ts';
import { membersOf, removeDataFolders } from '../support/data-folders.ts';
import { sendPage } from '../support/mixpanel.ts';
import { until } from '../support/until.ts';
import { Desktop, endApps, sayWhatItRunsOn } from './support/desktop.ts';

sayWhatItRunsOn();
let desktop: Desktop;
let page: Page;
let hookUrl: string;

beforeAll(async () => {
  desktop = await Desktop.start();
  page = await desktop.page();
  hookUrl = await desktop.hookUrl();
  await sendPage(hookUrl, { action: 'members', session: 's', members: ['anna', 'ben'] });
  await new RollcallPage(page).heading('Cohort 7').waitFor();
});
afterAll(async () => {
  await endApps();
  await removeDataFolders();
});

it('shows the window of the first when it is started a second time', async () => {
  await desktop.answerBox('OK');
  await desktop.closeWindow();
  await desktop.isShown(false);
  expect(await desktop.startAgain()).toBe(0);
  await desktop.isShown();
  expect(await desktop.window()).toMatchObject({ isFocused: true });
});

describe('a renderer that crashes', () => {
  it('is brought back at its place, and nothing is lost', async () => {
    await page.getByRole('tab', { name: 'Syncs' }).click();
    await page.getByRole('tab', { name: 'Syncs', selected: true }).waitFor();
    await crash();
    await sendPage(hookUrl, { action: 'add_members', session: 't', members: ['chie'] });
    await until('the page is back', async () => /Syncs/.test(await text()));
    page = await desktop.page();
    await page.getByRole('tab', { name: 'Syncs', selected: true }).waitFor();
    await page.getByRole('tab', { name: 'Members' }).click();
    await until('everybody is there', async () => (await new RollcallPage(page).rowCount()) === 3);
    expect(desktop.log()).toContain('desktop.page-gone');
  });

  it('is not brought back for ever: the person is asked', async () => {
    for (let i = 0; i < 2; i += 1) {
      await crash();
      await until('the page is back', async () => /Members/.test(await text()));
    }
    await desktop.answerBox('Try again');
    await crash();
    await until('the person is asked', () =>
      desktop.main(() => seen.boxes.at(-1)?.message === 'The window keeps breaking down'),
    );
    await until('the page is back', async () => /Members/.test(await text()));
    page = await desktop.page();
  });

  async function crash(): Promise<void> {
    await desktop.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const gone = new Promise((resolve) => contents?.once('render-process-gone', resolve));
      contents?.forcefullyCrashRenderer();
      await gone;
    }, null);
  }

  /** What the page says, asked in main: a test's own line to it ends with its process. */
  async function text(): Promise<string> {
    return await desktop.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      if (contents === undefined || contents.isCrashed() || contents.isLoadingMainFrame())
        return '';
      return String(await contents.executeJavaScript('document.body.innerText'));
    }, null);
  }
});

it.skipIf(process.platform === 'win32')(
  'receives after a deep sleep what was sent into it, and shows the truth',
  async () => {
    await desktop.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'), null);
    process.kill(desktop.pid, 'SIGSTOP');
    const answer = sendPage(hookUrl, { action: 'add_members', session: 'u', members: ['dai'] });
    process.kill(desktop.pid, 'SIGCONT');
    await desktop.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'), null);
    expect((await answer).status).toBe(200);
    await until('everybody is there', async () => (await new RollcallPage(page).rowCount()) === 4);
    await until('the tray counts them', async () =>
      (await desktop.trayMenu()).some(({ label }) => label.includes('4')),
    );
  },
);

it('opens after a power cut where the window was, with everybody who was in', async () => {
  const bounds = { x: 140, y: 90, width: 1010, height: 690 };
  await desktop.evaluate(({ BrowserWindow }, place) => {
    BrowserWindow.getAllWindows()[0]?.setBounds(place);
  }, bounds);
  await until('the place is written down', () => desktop.remembers(bounds));
  await desktop.kill();
  desktop = await Desktop.start({ dataDir: desktop.dataDir });
  await desktop.isShown();
  expect((await desktop.window())?.bounds).toEqual(bounds);
  await until('everybody is there', async () => {
    return (await new RollcallPage(await desktop.page()).rowCount()) === 4;
  });
  expect(membersOf(desktop.dataDir)).toEqual(['anna', 'ben', 'chie', 'dai']);
});
