import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { allApplied, makeDataFolder } from '../support/data-folders.ts';
import { post, sendAuthorized, sendPage } from '../support/mixpanel.ts';
import { type RunningRollcall, startRollcall } from '../support/start-rollcall.ts';
import { findViolations } from './support/find-violations.ts';
import { endScreens, openScreens } from './support/open-screens.ts';
import type { RollcallPage } from './support/rollcall-page.ts';

const PASSWORD = { ROLLCALL_HOOK_USER: 'mixpanel', ROLLCALL_HOOK_PASSWORD: 'sesame-opens-it' };
const RIGHT = `Basic ${Buffer.from('mixpanel:sesame-opens-it').toString('base64')}`;
const PAGE = { action: 'add_members', session: 's', members: ['ann'] } as const;

let dataDir: string;
let rollcall: RunningRollcall;
let page: Page;
let screens: RollcallPage;

beforeAll(async () => {
  dataDir = await makeDataFolder();
  rollcall = await startRollcall(dataDir, [], { environment: PASSWORD });
  await sendAuthorized(rollcall.hookUrl, PAGE, RIGHT);
  await allApplied(dataDir);
  ({ page, screens } = await openScreens(rollcall, {
    search: '?at=deliveries',
    viewport: { width: 1280, height: 800 },
    timeoutMs: 30_000,
  }));
  await screens.heading('Deliveries').waitFor();
});

afterAll(endScreens);

const state = () => page.locator('aside [role=status]');
const stateKind = () => state().getAttribute('data-state');

it('tells of a wrong password as soon as it is met, with what to do', async () => {
  await sendPage(rollcall.hookUrl, PAGE);
  await page
    .locator('.deliveries > .turned-away .notice', { hasText: 'Wrong user name or password' })
    .waitFor();
  expect(await page.locator('.deliveries > .turned-away .notice').innerText()).toMatch(
    /Mixpanel was rejected at .*Set a password in Settings.*disconnect the sync and connect it again/s,
  );
  await expect.poll(stateKind).toBe('attention');
  expect(await state().innerText()).toContain('Wrong user name or password');
  await page
    .getByRole('list', { name: 'Deliveries, newest first' })
    .getByText('Wrong user name or password')
    .waitFor();
  expect(await findViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Set password' }).click();
  await screens.heading('Settings').waitFor();
});

it('leads there from every screen', async () => {
  await state().getByRole('button').click();
  await screens.heading('Deliveries').waitFor();
});

it('ends with the next good delivery of every cohort heard before', async () => {
  await sendAuthorized(rollcall.hookUrl, { ...PAGE, session: 'later' }, RIGHT);
  await page.locator('.deliveries > .turned-away .notice').waitFor({ state: 'detached' });
  await expect.poll(stateKind).not.toBe('attention');
});

it('names the cohort of a refused body on its own screen, until it is dismissed', async () => {
  const bad = JSON.stringify({
    action: 'members',
    parameters: {
      mixpanel_project_id: '1',
      mixpanel_cohort_id: '7',
      mixpanel_cohort_name: 'Paying',
    },
  });
  expect((await post(rollcall.hookUrl, bad, undefined, RIGHT)).status).toBe(400);
  await state().getByText('“Paying” was rejected').click();
  const notice = page.locator('.cohort-notices .notice', { hasText: 'No list of members' });
  await notice.waitFor();
  await notice.getByRole('button', { name: 'Dismiss' }).click();
  await notice.waitFor({ state: 'detached' });
});

it('tells an empty call from a test', async () => {
  await post(rollcall.hookUrl, '', undefined, RIGHT);
  await page.goto(page.url().replace(/\?[^#]*/, '?at=deliveries'));
  await page
    .getByRole('list', { name: 'Deliveries, newest first' })
    .getByText('Empty call')
    .first()
    .waitFor();
});
