import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { simulate } from '../../main/simulator/simulate.ts';
import { makeDataFolder, removeDataFolders } from '../support/data-folders.ts';
import { type NgrokEdge, startNgrokEdge } from '../support/ngrok-edge/start-ngrok-edge.ts';
import { endAll, type RunningRollcall, startRollcall } from '../support/start-rollcall.ts';
import { until } from '../support/until.ts';
import { openBrowser } from './support/browser.ts';
import { findViolations } from './support/find-violations.ts';
import { RollcallPage } from './support/rollcall-page.ts';

// The way of somebody who has never seen ngrok or a webhook, with ngrok's real SDK and a stand-in for its service.
let edge: NgrokEdge;
let rollcall: RunningRollcall;
let browser: Browser;
let page: Page;
let screens: RollcallPage;

beforeAll(async () => {
  edge = await startNgrokEdge();
  rollcall = await startRollcall(await makeDataFolder(), [], {
    environment: {
      ROLLCALL_NGROK_SERVER: edge.server,
      ROLLCALL_NGROK_CA: edge.caFile,
      ROLLCALL_NGROK_PROBE: edge.probe,
    },
  });
  browser = await openBrowser();
  page = await browser.newPage({ locale: 'en-GB', reducedMotion: 'reduce' });
  screens = new RollcallPage(page);
  await page.goto(rollcall.ready.uiUrl);
  await page.getByRole('button', { name: 'Connect Mixpanel' }).click();
});

afterAll(async () => {
  await browser?.close();
  await endAll();
  await edge?.stop();
  await removeDataFolders();
});

it('begins with one step, and no address to copy that would not work', async () => {
  await screens.heading('Make this computer reachable').waitFor();
  expect(await page.getByRole('button', { name: 'Copy hook URL' }).count()).toBe(0);
  expect(await findViolations(page)).toEqual([]);
});

it('says what is wrong with a token, and what to do', async () => {
  await page.getByLabel('Authtoken').fill('2abcNotTheRightOne');
  await page.getByRole('button', { name: 'Go online' }).click();
  await page.getByText('ngrok does not accept the authtoken').waitFor();
  await page.getByText(/ERR_NGROK_\d+/).waitFor();
  const field = page.getByLabel('Authtoken');
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  const described = (await field.getAttribute('aria-describedby')) ?? '';
  const [error = ''] = described.split(' ');
  expect(await page.locator(`[id="${error}"]`).innerText()).toMatch(
    /does not accept the authtoken/,
  );
  // It says so once, and neither that all is well with it nor how to send it again.
  expect(await page.getByText('ngrok does not accept the authtoken').count()).toBe(1);
  expect(await page.getByText('Rollcall has your authtoken').count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Go online' }).isDisabled()).toBe(true);
  expect(await findViolations(page)).toEqual([]);
});

it('goes online with the right one, which is not on the page any more', async () => {
  // Whoever closed and opened the step has its form also when it is done.
  const step = page.getByRole('button', { name: /^Make this computer reachable/ });
  await step.click();
  await step.click();
  await page.getByLabel('Authtoken').fill(edge.token);
  await page.getByRole('button', { name: 'Go online' }).click();
  await page.getByText(`Online as ${edge.domain}`).waitFor();
  expect(await page.content()).not.toContain(edge.token);
});

it('keeps the domain it was given, also when it is sent online again from the same form', async () => {
  const asked = page.waitForRequest('**/api/tunnel.configure');
  await page.getByRole('button', { name: 'Go online' }).click();
  expect((await asked).postDataJSON()).toEqual({ provider: 'ngrok' });
  await page.getByText(`Online as ${edge.domain}`).waitFor();
  await page.getByRole('button', { name: /^Make this computer reachable/ }).click();
});

it('waits for the first delivery, and becomes a page that says that Mixpanel gets through', async () => {
  await page.getByRole('button', { name: 'Go on without' }).click();
  await page.getByText('Waiting for the first delivery').waitFor();
  const address = await page.locator('.hook-url code').innerText();
  expect(address).toMatch(new RegExp(`^https://${edge.domain}/hook/`));
  await simulate(
    { url: rollcall.hookUrl, members: 40, syncs: 1, projectId: '1', cohortId: '7', name: 'Trial' },
    () => {},
    new AbortController().signal,
  );
  await screens.heading('Connection').waitFor();
  await page.locator('.connection-state').getByText('Reachable').waitFor();
  expect(await findViolations(page)).toEqual([]);
});

it('shows the steps again, and takes no later call for the first', async () => {
  await page.getByRole('button', { name: 'Show the steps again' }).click();
  await page.locator('.step-summary', { hasText: /^Mixpanel last called/ }).waitFor();
  await page.getByRole('button', { name: 'Back to the connection' }).click();
  await screens.heading('Connection').waitFor();
});

it('tests the whole way out and back', async () => {
  await page.getByRole('button', { name: 'Test now' }).click();
  await page.getByText('Everything works, there and back.').waitFor();
  expect(await page.locator('.hops').getByText('Works').count()).toBe(4);
});

it('says when it was tested', async () => {
  await page.getByText(/^Tested at \d\d:\d\d\.$/).waitFor();
});

it('tells the truth while the service is gone, and when it is back', async () => {
  await edge.goAway();
  const state = page.locator('.connection-state');
  const goneMs = performance.now();
  await state.getByText('Reconnecting').waitFor();
  expect(performance.now() - goneMs).toBeLessThan(5_000);
  await page.getByRole('complementary').getByText('Reconnecting').waitFor();
  // What was found out before is not shown as how it is now.
  await page.getByText('The connection has changed since').waitFor();
  expect(await page.getByText('Everything works, there and back.').count()).toBe(0);
  expect(await page.getByText('Tried from outside').count()).toBe(0);
  await edge.comeBack();
  const backMs = performance.now();
  await state.getByText('Reachable').waitFor();
  expect(performance.now() - backMs).toBeLessThan(5_000);
});

it('pauses and resumes, and says so', async () => {
  await page.getByRole('button', { name: 'Pause receiving' }).click();
  await page.locator('.connection-state').getByText('Paused').waitFor();
  await page.getByRole('button', { name: 'Resume' }).click();
  await page.locator('.connection-state').getByText('Reachable').waitFor();
});

it('leads from a token that was revoked to where another one is entered', async () => {
  edge.revoke();
  await page.getByText('ngrok does not accept the authtoken').waitFor();
  await page.getByRole('button', { name: 'Change setup' }).click();
  await page.getByLabel('Authtoken').and(page.locator(':focus')).waitFor();
});

it('takes the address away when it is told to', async () => {
  const change = page.getByRole('button', { name: 'Change', exact: true });
  expect(await change.getAttribute('aria-expanded')).toBe('true');
  await page.getByRole('button', { name: 'Disconnect…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Disconnect from Mixpanel?' });
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(await page.locator('.hook-url').count()).toBe(1);
  await page.getByRole('button', { name: 'Disconnect…' }).click();
  await dialog.getByRole('button', { name: 'Disconnect', exact: true }).click();
  await screens.heading('Make this computer reachable').waitFor();
  await until('no session is left', () => edge.sessions().length === 0);
});

it('takes that back for whoever did not mean it', async () => {
  edge.accept();
  await page.getByRole('button', { name: 'Undo' }).click();
  await screens.heading('Connection').waitFor();
  await page.locator('.connection-state').getByText('Reachable').waitFor();
});
