import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeDataFolder, removeDataFolders } from '../support/data-folders.ts';
import { sendPage } from '../support/mixpanel.ts';
import { type NgrokEdge, startNgrokEdge } from '../support/ngrok-edge/start-ngrok-edge.ts';
import { endAll, type RunningRollcall, startRollcall } from '../support/start-rollcall.ts';
import { until } from '../support/until.ts';
import { environmentOf } from '../tunnelling/support/with-edge.ts';
import { openBrowser } from './support/browser.ts';
import { findViolations } from './support/find-violations.ts';
import { RollcallPage } from './support/rollcall-page.ts';

// Somebody with a paid ngrok account has ngrok answer while the computer is off, from the screen and ngrok's dashboard.
const DOMAIN = 'roll.example.com';
let edge: NgrokEdge;
let rollcall: RunningRollcall;
let browser: Browser;
let page: Page;
let policy = '';

beforeAll(async () => {
  edge = await startNgrokEdge({ plan: 'paid', reserved: [DOMAIN] });
  const options = ['--tunnel', 'ngrok', '--ngrok-domain', DOMAIN];
  rollcall = await startRollcall(await makeDataFolder(), options, {
    environment: environmentOf(edge),
  });
  await sendPage(rollcall.hookUrl, { action: 'members', session: 's', members: ['ann'] });
  browser = await openBrowser();
  page = await browser.newPage({ locale: 'en-GB', reducedMotion: 'reduce' });
  const url = new URL(rollcall.ready.uiUrl);
  url.search = '?at=connect';
  await page.goto(url.href);
  await new RollcallPage(page).heading('Connection').waitFor();
});

afterAll(async () => {
  await browser?.close();
  await endAll();
  await edge?.stop();
  await removeDataFolders();
});

it('shows the steps, and saves the policy as a file', async () => {
  await page.route('**/api/tunnel.cloudPolicy', (route) => route.abort(), { times: 1 });
  await page.getByRole('button', { name: 'Set it up' }).click();
  // What was not answered can be asked for again.
  await page.getByRole('alert').getByRole('button', { name: 'Try again' }).click();
  const begun = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the policy file' }).click();
  const download = await begun;
  expect(download.suggestedFilename()).toBe('rollcall-ngrok-policy.yml');
  policy = await readFile(await download.path(), 'utf8');
  expect(policy).toContain(new URL(rollcall.hookUrl).pathname.split('/').at(-1));
  expect(await findViolations(page)).toEqual([]);
});

it('moves behind the cloud endpoint, and says that there is none yet', async () => {
  await page.getByRole('button', { name: 'Move behind the cloud endpoint' }).click();
  await page.getByText(`ngrok has no cloud endpoint for ${DOMAIN} yet`).waitFor();
  await page.locator('.connection-state').getByText('Not reachable').waitFor();
  await page.getByText(`Enter https://${DOMAIN} as its URL`).waitFor();
  expect(await findViolations(page)).toEqual([]);
});

it('is reachable under the same address once the policy is pasted at ngrok', async () => {
  edge.saveCloudEndpoint(DOMAIN, policy);
  // It is found by itself within seconds; nobody has to press anything.
  await page.getByText(`The cloud endpoint ${DOMAIN} at ngrok passes calls on`).waitFor();
  await page.locator('.connection-state').getByText('Reachable').waitFor();
  expect(await page.locator('.hook-url code').innerText()).toMatch(
    new RegExp(`^https://${DOMAIN.replaceAll('.', '\\.')}/hook/`),
  );
});

it('does without it again', async () => {
  edge.removeCloudEndpoint(DOMAIN);
  await page.getByRole('button', { name: 'Connect without cloud endpoint' }).click();
  await until('it has the domain itself', () =>
    edge.sessions().some(({ domain }) => domain === DOMAIN),
  );
  await page.locator('.connection-state').getByText('Reachable').waitFor();
});
