import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { RollcallPage } from '../screens/support/rollcall-page.ts';
import { removeDataFolders } from '../support/data-folders.ts';
import { sendPage } from '../support/mixpanel.ts';
import { until } from '../support/until.ts';
import { Desktop, endApps, sayWhatItRunsOn } from './support/desktop.ts';

sayWhatItRunsOn();
// The app is started twice, and lists of times are opened.
vi.setConfig({ testTimeout: 60_000 });
let desktop: Desktop;
let hookUrl: string;
let page: Page;

beforeAll(async () => {
  desktop = await Desktop.start();
  hookUrl = await desktop.hookUrl();
  page = await desktop.page();
});
afterAll(async () => {
  await endApps();
  await removeDataFolders();
});

/** Titles and texts of what was told of changes. */
async function told(): Promise<string[]> {
  const all = await desktop.notifications();
  return all.map(({ title, body }) => `${title}: ${body}`).filter((text) => /changed/.test(text));
}

async function deliver(cohort: string, session: string, members: string[]): Promise<void> {
  const action = session === 'first' ? 'members' : 'add_members';
  await sendPage(hookUrl, { action, cohort, session, members });
}

/** The tray shows that a cohort has so many members. */
async function has(cohort: string, members: number): Promise<void> {
  await until(`${cohort} has ${members} members`, async () =>
    (await desktop.trayMenu()).some(({ label }) =>
      label.startsWith(`\u2068Cohort ${cohort}\u2069: ${members}`),
    ),
  );
}

async function goTo(cohort: string): Promise<void> {
  const name = new RegExp(`^Cohort ${cohort}`);
  await page.getByRole('navigation').getByRole('button', { name }).click();
  await new RollcallPage(page).heading(`Cohort ${cohort}`).waitFor();
}

async function notifyOf(cohort: string): Promise<void> {
  await goTo(cohort);
  await page.getByRole('switch', { name: 'Notify me' }).click();
  await page.getByRole('switch', { name: 'Notify me', checked: true }).waitFor();
}

async function choose(name: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name, exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
  await until(`${option} is chosen`, async () =>
    (await page.getByRole('combobox', { name, exact: true }).innerText()).includes(option),
  );
}

/** Quiet hours that are now. */
async function beQuiet(): Promise<void> {
  await page.getByRole('switch', { name: 'Quiet hours' }).click();
  const clock = (hours: number) => {
    const hour = (new Date().getHours() + hours + 24) % 24;
    return `${String(hour).padStart(2, '0')}:00`;
  };
  await page.getByRole('combobox', { name: 'From', exact: true }).waitFor();
  // They begin at 22:00 as yet, when they can't end.
  await choose('To', clock(2) === '22:00' ? clock(3) : clock(2));
  await choose('From', clock(-1));
}

it('tells of no change before the person asks for it', async () => {
  for (const cohort of ['1', '2', '3']) await deliver(cohort, 'first', ['anna', 'ben']);
  for (const cohort of ['1', '2', '3']) await has(cohort, 2);
  await deliver('2', 'a', ['chie']);
  await has('2', 3);
  await notifyOf('2');
  await desktop.choose('Settings…');
  await page.getByText('Cohort 2. “Notify me” on a cohort’s screen switches it.').waitFor();
  await choose('Gather changes for', 'Tell each at once');
  await deliver('1', 'a', ['chie']);
  await deliver('2', 'b', ['dai', 'emi']);
  const first = await until('it is told', async () => (await told())[0]);
  // What came before, and the other cohort, are not in it; nor is anybody's name.
  expect(first).toBe('Cohort 2 changed: 2 joined');
});

it('opens the window at that cohort', async () => {
  await desktop.answerBox('OK');
  await desktop.closeWindow();
  await desktop.isShown(false);
  await desktop.main(() =>
    seen.notifications.find(({ title }) => title === 'Cohort 2 changed')?.emit('click'),
  );
  await desktop.isShown();
  await new RollcallPage(page).heading('Cohort 2').waitFor();
});

it('is silent in the quiet hours, also over a restart, and tells all at once afterwards', async () => {
  await notifyOf('1');
  await desktop.choose('Settings…');
  await beQuiet();
  const before = (await told()).length;
  await deliver('2', 'c', ['fuji']);
  await deliver('1', 'c', ['fuji', 'gen', 'hana']);
  await has('2', 6);
  await has('1', 6);
  expect(await told()).toHaveLength(before);
  expect(await desktop.quit()).toBe(0);
  desktop = await Desktop.start({ dataDir: desktop.dataDir });
  page = await desktop.page();
  await desktop.choose('Settings…');
  const quiet = page.getByRole('switch', { name: 'Quiet hours', checked: true });
  await quiet.waitFor();
  // By now it would have told what the last run left untold.
  expect(await told()).toEqual([]);
  await quiet.click();
  await until('it is told', async () => (await told()).length > 0);
  expect(await told()).toEqual(['2 cohorts changed: 4 joined. Most in Cohort 1.']);
});

it('tells no more once the person has enough', async () => {
  await goTo('1');
  await page.getByRole('switch', { name: 'Notify me', checked: true }).click();
  await page.getByRole('switch', { name: 'Notify me', checked: false }).waitFor();
  await deliver('1', 'd', ['iku']);
  await has('1', 7);
  await deliver('2', 'd', ['ichi']);
  await until('the other one is told of', async () => (await told()).length === 2);
  expect((await told())[1]).toBe('Cohort 2 changed: 1 joined');
});
