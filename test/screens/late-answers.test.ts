import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeDataFolder } from '../support/data-folders.ts';
import { sendPage } from '../support/mixpanel.ts';
import { type RunningRollcall, startRollcall } from '../support/start-rollcall.ts';
import { until } from '../support/until.ts';
import { endScreens, openScreens } from './support/open-screens.ts';
import { RollcallPage } from './support/rollcall-page.ts';

// An answer that is late, or never comes, is not taken for another one.
let rollcall: RunningRollcall;

beforeAll(async () => {
  rollcall = await startRollcall(await makeDataFolder());
  const members = ['Ann', 'Bob'].map((name) => ({
    mixpanel_distinct_id: name.toLowerCase(),
    first_name: name,
  }));
  await sendPage(rollcall.hookUrl, { action: 'members', session: 's', members });
});

afterAll(endScreens);

async function open(search: string, prepare?: (page: Page) => Promise<void>): Promise<Page> {
  const { page } = await openScreens(rollcall, { search, ...(prepare && { prepare }) });
  return page;
}

it('shows nobody else’s name while a person is on the way', async () => {
  const page = await open('?at=cohort&cohort=1');
  await page.getByRole('gridcell', { name: 'Ann', exact: true }).dblclick();
  const heading = page.getByRole('heading', { level: 1 });
  await heading.getByText('Ann').waitFor();
  const asked = page.waitForRequest('**/api/people.stays');
  await page.route('**/api/people.stays', () => {});
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Bob');
  await page.getByRole('option', { name: 'Bob' }).waitFor();
  await page.keyboard.press('Enter');
  await asked;
  await page.locator('code', { hasText: 'bob' }).waitFor();
  expect(await heading.innerText()).toBe('bob');
  await page.close();
});

it('offers in the palette only whom the text there finds', async () => {
  const page = await open('?at=settings');
  await new RollcallPage(page).heading('Settings').waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('ann');
  await page.getByRole('option', { name: 'Ann' }).waitFor();
  await page.route('**/api/people.find', () => {});
  await page.keyboard.type('ette');
  await page.getByRole('combobox').and(page.locator('[value=annette]')).waitFor();
  expect(await page.getByRole('option', { name: 'Ann' }).count()).toBe(0);
  await page.close();
});

it('lets keys and Enter choose in the palette as soon as somebody is found', async () => {
  const page = await open('?at=settings');
  await new RollcallPage(page).heading('Settings').waitFor();
  let isHeld = true;
  const asked = page.waitForRequest('**/api/people.find');
  await page.route('**/api/people.find', async (route) => {
    await until('it may be answered', () => !isHeld);
    await route.continue();
  });
  await page.keyboard.press('Control+k');
  await page.keyboard.type('ann');
  await asked;
  await page.keyboard.press('ArrowDown');
  expect(await page.getByText('Nothing fits.').count()).toBe(0);
  isHeld = false;
  await page.getByRole('option', { name: 'Ann', selected: true }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Ann' }).waitFor();
  await page.close();
});

it('asks again by itself for what failed while Rollcall was away', async () => {
  let cut = () => {};
  const page = await open('?at=cohort&cohort=1', async (opened) => {
    await opened.routeWebSocket('**/api/events', (socket) => {
      socket.connectToServer();
      cut = () => void socket.close();
    });
    await opened.route('**/api/{members.rows,rounds.list}', (route) => route.abort());
  });
  await page.getByText('Rollcall does not answer').first().waitFor();
  await page.unroute('**/api/{members.rows,rounds.list}');
  cut();
  await page.getByRole('gridcell', { name: 'Ann', exact: true }).waitFor();
  expect(await page.getByText('Rollcall does not answer').count()).toBe(0);
  await page.close();
});

it('does not say of an earlier question that nobody fits', async () => {
  const page = await open('?at=cohort&cohort=1');
  await page.getByRole('gridcell', { name: 'Ann', exact: true }).waitFor();
  const search = page.getByRole('searchbox');
  await search.fill('zzz');
  await page.getByText('Nobody fits “zzz”').waitFor();
  const asked = page.waitForRequest('**/api/members.rows');
  await page.route('**/api/members.rows', () => {});
  await search.fill('');
  await asked;
  await page
    .getByText(/^2 members|^0 of/)
    .first()
    .waitFor();
  expect(await page.getByText('Nobody is in this cohort now.').count()).toBe(0);
  await page.close();
});

it('says that the address is no longer valid, whatever is answered later', async () => {
  const late: (() => Promise<void>)[] = [];
  const uiUrl = `${new URL(rollcall.ready.uiUrl).origin}/#not-the-key`;
  const { page } = await openScreens(
    { ready: { ...rollcall.ready, uiUrl } },
    {
      timeoutMs: 30_000,
      prepare: (opened) =>
        opened.route('**/api/app.snapshot', (route) => void late.push(() => route.continue())),
    },
  );
  await page.getByText('This address is no longer valid').waitFor();
  const answered = late.map(async (go) => {
    await Promise.all([page.waitForResponse('**/api/app.snapshot'), go()]);
  });
  await Promise.all(answered);
  await page.evaluate('new Promise((resolve) => requestAnimationFrame(resolve))');
  await page.getByText('This address is no longer valid').waitFor({ timeout: 1_000 });
  expect(await page.getByText('Reconnecting').count()).toBe(0);
  await page.close();
});

it('says that the space was not found out, rather than wait for ever', async () => {
  const page = await open('?at=connect');
  await page.route('**/api/data.space', (route) => route.abort());
  await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('alert').filter({ hasText: 'Rollcall does not answer' }).waitFor();
  await page.close();
});

it('tells how an export ended whose dialog was closed', async () => {
  const held: (() => void)[] = [];
  const page = await open('?at=cohort&cohort=1&export=1', (opened) =>
    opened.routeWebSocket('**/api/events', (socket) => {
      const server = socket.connectToServer();
      server.onMessage((message) => {
        if (!String(message).includes('"state":"done"')) socket.send(message);
        else held.push(() => socket.send(message));
      });
    }),
  );
  const dialog = page.getByRole('dialog', { name: /^Export/ });
  await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Export 2 rows' }).click(),
  ]);
  await dialog.getByText('of 2 rows written').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await until('its end is told', () => held.length > 0);
  for (const tell of held) tell();
  await page.getByText('2 members written to').waitFor();
  await page.close();
});

it('stays where it is when nothing was deleted', async () => {
  const page = await open('?at=settings');
  await page.route('**/api/data.removeAll', (route) => route.abort());
  await page.getByRole('button', { name: 'Delete everything…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete everything' }).click();
  await page.getByText('Rollcall does not answer').first().waitFor();
  await new RollcallPage(page).heading('Settings').waitFor({ timeout: 1_000 });
  await page.close();
});

it('says no number of a filter, a search or another time before its answer is here', async () => {
  let isHeld = false;
  const page = await open('?at=cohort&cohort=1', async (opened) => {
    await opened.route('**/api/members.rows', async (route) => {
      await until('it may be answered', () => !isHeld);
      await route.continue();
    });
  });
  const foot = page.locator('.table-foot [role=status]');
  const table = page.getByRole('grid');
  await foot.getByText('2 members').waitFor();
  isHeld = true;
  await page.getByRole('searchbox').fill('ann');
  await foot.getByText('… of 2 members').waitFor();
  expect(await table.getAttribute('aria-rowcount')).toBe('-1');
  isHeld = false;
  await foot.getByText('1 of 2 members').waitFor();
  expect(await table.getAttribute('aria-rowcount')).toBe('2');
  isHeld = true;
  await page.getByRole('combobox', { name: 'As of' }).click();
  await page.getByRole('option').nth(1).click();
  await foot.getByText(/^…/).waitFor();
  expect(await foot.innerText()).not.toMatch(/^\d/);
  isHeld = false;
  await foot.getByText('1 member fits').waitFor();
  await page.getByText('members now').waitFor();
  await page.getByPlaceholder('Search these members').waitFor();
  await page.close();
});
