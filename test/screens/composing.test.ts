import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeDataFolder } from '../support/data-folders.ts';
import { sendPage } from '../support/mixpanel.ts';
import { startRollcall } from '../support/start-rollcall.ts';
import { endScreens, openScreens } from './support/open-screens.ts';

// Japanese, Chinese and Korean are typed through an input method, whose keys are none of ours while it composes.
let page: Page;
let inputMethod: CDPSession;

beforeAll(async () => {
  const rollcall = await startRollcall(await makeDataFolder());
  await sendPage(rollcall.hookUrl, { action: 'members', session: 's', members: ['ann', 'bob'] });
  ({ page } = await openScreens(rollcall, { search: '?at=cohort&cohort=1' }));
  inputMethod = await page.context().newCDPSession(page);
  await page.getByRole('grid').waitFor();
});

afterAll(endScreens);

async function compose(text: string): Promise<void> {
  const { length } = text;
  await inputMethod.send('Input.imeSetComposition', {
    text,
    selectionStart: length,
    selectionEnd: length,
  });
}

/** As Chromium tells of a key that the input method takes. */
async function pressComposing(key: string): Promise<void> {
  await inputMethod.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key,
    code: key,
    windowsVirtualKeyCode: 229,
  });
}

/** As Safari tells of the key that ended a composition: by its number alone. */
async function pressAsSafari(key: string): Promise<void> {
  await page.evaluate(
    `document.activeElement.dispatchEvent(new KeyboardEvent('keydown', ${JSON.stringify({ key, keyCode: 229, bubbles: true, cancelable: true })}))`,
  );
}

it('leaves what was searched for when a composition is given up by Esc', async () => {
  const search = page.getByRole('searchbox');
  await search.fill('山田');
  await compose('たろ');
  await pressComposing('Escape');
  await compose('');
  expect(await search.inputValue()).toBe('山田');
  await pressAsSafari('Escape');
  expect(await search.inputValue()).toBe('山田');
  await page.keyboard.press('Escape');
  expect(await search.inputValue()).toBe('');
});

it('runs no command by the Enter that ends a composition', async () => {
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Find or do' });
  await palette.waitFor();
  await compose('せってい');
  await pressComposing('Enter');
  await compose('');
  await pressAsSafari('Enter');
  expect(await palette.count()).toBe(1);
  expect(page.url()).toContain('at=cohort');
  await page.keyboard.press('Escape');
  await palette.waitFor({ state: 'detached' });
});

it('adds no filter by the Enter that ends a composition', async () => {
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('textbox', { name: 'Value' }).focus();
  await compose('ぷろ');
  await pressComposing('Enter');
  await pressAsSafari('Enter');
  expect(await page.locator('.filter-form').count()).toBe(1);
  expect(await page.locator('.chip').count()).toBe(0);
  await compose('');
  await page.keyboard.press('Escape');
});

it('opens and moves nothing in the table while something is composed', async () => {
  await page.getByRole('gridcell').first().click();
  await pressAsSafari('Enter');
  await pressAsSafari('ArrowDown');
  expect(page.url()).toContain('at=cohort');
  expect(await page.locator('.data-cell.active').getAttribute('aria-colindex')).toBe('1');
  expect(
    await page.locator('.data-cell.active').locator('xpath=..').getAttribute('aria-rowindex'),
  ).toBe('2');
});
