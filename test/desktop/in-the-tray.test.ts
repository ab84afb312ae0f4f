import { afterAll, beforeAll, expect, it } from 'vitest';
import { RollcallPage } from '../screens/support/rollcall-page.ts';
import { removeDataFolders } from '../support/data-folders.ts';
import { sendPage } from '../support/mixpanel.ts';
import { runRollcall } from '../support/start-rollcall.ts';
import { until } from '../support/until.ts';
import { Desktop, endApps, sayWhatItRunsOn } from './support/desktop.ts';

sayWhatItRunsOn();
let desktop: Desktop;
let hookUrl: string;

beforeAll(async () => {
  desktop = await Desktop.start({ args: ['--hidden'] });
  hookUrl = await desktop.hookUrl();
});
afterAll(async () => {
  await endApps();
  await removeDataFolders();
});

it('starts at login without a window, and receives', async () => {
  expect(await desktop.window()).toBeNull();
  const { code } = await runRollcall([
    'simulate',
    '--url',
    hookUrl,
    '--cohort',
    '4',
    '--members',
    '250',
  ]);
  expect(code).toBe(0);
  await until('the tray shows the cohort', async () =>
    (await desktop.trayMenu()).some(({ label }) => label.includes('250')),
  );
});

it('shows in the tray how far a sync is, with no window open', async () => {
  const sync = { action: 'members', cohort: '9', session: 's', totalPages: 3 } as const;
  await sendPage(hookUrl, { ...sync, page: 1, members: ['anna', 'ben'] });
  await sendPage(hookUrl, { ...sync, page: 2, members: ['chie'] });
  await until('two pages are counted', async () =>
    (await desktop.trayWords()).includes('part 2 of 3'),
  );
  expect(await desktop.trayToolTip()).toMatch(
    /^Rollcall: Receiving a sync: part 2 of 3\. [\d,]+ members in 2 cohorts\.$/,
  );
  expect(await desktop.trayPicture()).toBe('syncing');
  await sendPage(hookUrl, { ...sync, page: 3, members: ['dai'] });
});

it('tells of the first complete sync, and opens at that cohort from there', async () => {
  const told = await until('a notification is shown', () =>
    desktop.main(() => seen.notifications.find(({ title }) => title.includes('Cohort 9'))?.body),
  );
  expect(told).toBe('The first sync is complete: 4 members.');
  await desktop.main(() =>
    seen.notifications.find(({ title }) => title.includes('Cohort 9'))?.emit('click'),
  );
  await desktop.isShown();
  const screens = new RollcallPage(await desktop.page());
  await screens.heading('Cohort 9').waitFor();
  expect(await screens.rowCount()).toBe(4);
});

it('says once that it goes on when the window is closed, and comes back from the tray', async () => {
  await desktop.answerBox('OK');
  await desktop.closeWindow();
  await desktop.isShown(false);
  await until('it is said', () => desktop.main(() => seen.boxes.length === 1));
  expect(await desktop.main(() => seen.boxes[0]?.message)).toBe('Rollcall goes on receiving');
  await sendPage(hookUrl, { action: 'add_members', cohort: '9', session: 't', members: ['emi'] });
  await desktop.choose('Open Rollcall');
  await desktop.isShown();
  const screens = new RollcallPage(await desktop.page());
  await until(
    'the table has whoever joined meanwhile',
    async () => (await screens.rowCount()) === 5,
  );
});

it('leads from a cohort in the tray to its export', async () => {
  await desktop.choose('\u2068Cohort 9', 'Export…');
  const page = await desktop.page();
  const labels = (await desktop.trayMenu()).map(({ label }) => label);
  expect(labels).toContain('\u2068Cohort 9\u2069: 5 (+1)');
  await page.getByRole('dialog').getByRole('button', { name: 'Export 5 rows' }).waitFor();
  await page.keyboard.press('Escape');
});

it('pauses and resumes from the tray', async () => {
  await desktop.choose('Pause receiving');
  await until('it is paused', async () => (await desktop.trayWords()).startsWith('Paused'));
  expect(await desktop.trayPicture()).toBe('paused');
  const page = { action: 'add_members', cohort: '9', session: 'u', members: ['fuji'] } as const;
  expect((await sendPage(hookUrl, page)).status).toBe(503);
  await desktop.choose('Resume receiving');
  await until('it receives', async () => (await sendPage(hookUrl, page)).status === 200);
});
