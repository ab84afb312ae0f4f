import { afterAll, beforeAll, expect, it } from 'vitest';
import { removeDataFolders } from '../support/data-folders.ts';
import { type NgrokEdge, startNgrokEdge } from '../support/ngrok-edge/start-ngrok-edge.ts';
import { until } from '../support/until.ts';
import { Desktop, endApps, sayWhatItRunsOn } from './support/desktop.ts';

sayWhatItRunsOn();
let edge: NgrokEdge;
let desktop: Desktop;

beforeAll(async () => {
  edge = await startNgrokEdge();
  const environment = {
    ROLLCALL_NGROK_SERVER: edge.server,
    ROLLCALL_NGROK_CA: edge.caFile,
    ROLLCALL_NGROK_PROBE: edge.probe,
  };
  desktop = await Desktop.start({ environment });
});
afterAll(async () => {
  await endApps();
  await edge.stop();
  await removeDataFolders();
});

/** The tray comes to show this, in shape and words. */
async function shows(picture: string, words: string): Promise<void> {
  await until(`the tray shows ${picture}: ${words}`, async () => {
    return (await desktop.trayPicture()) === picture && (await desktop.trayWords()) === words;
  });
  expect(await desktop.trayToolTip()).toBe(`Rollcall: ${words}`);
}

it('shows in the tray that Mixpanel gets through', async () => {
  const page = await desktop.page();
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await page.getByLabel('Authtoken').fill(edge.token);
  await page.getByRole('button', { name: 'Go online' }).click();
  await page.getByText(`Online as ${edge.domain}`).waitFor();
  await shows('receiving', 'Waiting for the first sync.');
});

it('copies the public hook URL from the tray', async () => {
  await desktop.choose('Copy hook URL');
  const { pathname } = new URL(await desktop.hookUrl());
  expect(await desktop.clipboard()).toBe(`https://${edge.domain}${pathname}`);
});

it('shows a new password until it was seen, whatever its step and the screen come to', async () => {
  const page = await desktop.page();
  await page.getByRole('button', { name: 'Set a password' }).click();
  const dialog = page.getByRole('dialog');
  const password = await dialog.getByLabel('Password', { exact: true }).inputValue();
  await dialog.getByRole('button', { name: 'Set the password' }).click();
  await page.getByText('Mixpanel has to sign in as rollcall.').waitFor();
  await dialog.getByText('This is the only time').waitFor();
  await desktop.choose('Settings…');
  await page.getByRole('heading', { name: 'Settings', includeHidden: true }).first().waitFor();
  await dialog.locator('code', { hasText: password }).waitFor();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await dialog.waitFor({ state: 'detached' });
});

it('shows that it does not, while Rollcall tries again, and when it does again', async () => {
  await edge.goAway();
  await shows('offline', 'Not reachable. Rollcall tries again by itself.');
  await edge.comeBack();
  await desktop.choose('Pause receiving');
  await shows('paused', 'Paused. Mixpanel will retry.');
  await desktop.choose('Resume receiving');
  await shows('receiving', 'Waiting for the first sync.');
});

it('calls for the person where only the person can help', async () => {
  await edge.revoke();
  await shows('attention', 'Mixpanel can’t reach this computer. Open Rollcall to fix it.');
});
