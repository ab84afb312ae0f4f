import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeDataFolder, removeDataFolders } from '../support/data-folders.ts';
import { endAll, startRollcall } from '../support/start-rollcall.ts';
import { until } from '../support/until.ts';
import { openBrowser } from './support/browser.ts';
import { focusedName, tabTo } from './support/keys.ts';
import { RollcallPage } from './support/rollcall-page.ts';

// No test in this file uses the mouse, nor puts the focus anywhere by itself.
let browser: Browser;
let page: Page;
let screens: RollcallPage;

beforeAll(async () => {
  const rollcall = await startRollcall(await makeDataFolder());
  browser = await openBrowser();
  page = await browser.newPage({ locale: 'en-GB', viewport: { width: 1280, height: 800 } });
  screens = new RollcallPage(page);
  await page.goto(rollcall.ready.uiUrl);
  await screens.heading('Who is in your cohorts, as of now.').waitFor();
});

afterAll(async () => {
  await browser?.close();
  await endAll();
  await removeDataFolders();
});

it('starts the sample, and the table fills', async () => {
  await tabTo(page, 'Try it with sample data');
  await page.keyboard.press('Enter');
  await screens.grid().waitFor();
  await page.getByText(/Not connected$/).waitFor();
  expect(await screens.rowCount()).toBeGreaterThan(2000);
}, 90_000);

it('shows where the focus is, wherever it goes', async () => {
  const seen = new Set<string>();
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab');
    const name = await focusedName(page);
    // past the last, the browser's own controls have it
    if (await page.evaluate('document.activeElement === document.body')) continue;
    if (seen.has(name)) break;
    seen.add(name);
    expect(await hasVisibleFocus(page), `the focus on “${name}” can be seen`).toBe(true);
  }
  expect(seen.size).toBeGreaterThan(8);
});

it('searches a Japanese name', async () => {
  await page.keyboard.press('/');
  await page.keyboard.type('佐藤');
  await page
    .getByRole('status')
    .filter({ hasText: /^\d+ of / })
    .waitFor();
  await screens.rows().nth(1).getByText('佐藤').first().waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
});

it('walks through the table to its last column and row', async () => {
  await until('the whole cohort is shown', async () => (await screens.rowCount()) > 2000);
  await tabTo(page, /^Members of/);
  await page.keyboard.press('Control+End');
  const last = await screens.rowCount();
  const active = page.locator('.data-cell.active');
  await until('the last cell is in view', () => active.isVisible());
  const row = await active.locator('xpath=..').getAttribute('aria-rowindex');
  expect(Number(row)).toBe(last + 1);
  const columns = Number(await screens.grid().getAttribute('aria-colcount'));
  expect(Number(await active.getAttribute('aria-colindex'))).toBe(columns);
});

it.each(['A person with Excel', 'Another program'])('exports for: %s', async (name) => {
  await page.keyboard.press('Control+e');
  await page.getByRole('dialog').waitFor();
  await tabTo(page, /^(A person with Excel|Another program)/);
  if (!(await focusedName(page)).startsWith(name)) await page.keyboard.press('ArrowDown');
  await page.getByRole('radio', { name, checked: true }).waitFor();
  await page.locator('button:enabled', { hasText: /^Export [\d,]+ rows$/ }).waitFor();
  await tabTo(page, /^Export [\d,]+ rows$/);
  const rows = Number(/[\d,]+/.exec(await focusedName(page))?.[0].replaceAll(',', ''));
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.keyboard.press('Enter'),
  ]);
  await page.getByText(/members written to/).waitFor();
  const text = await readFile(await download.path(), 'utf8');
  expect(text.trimEnd().split('\r\n').length - 1).toBe(rows);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

it('takes the sample away and is back at the beginning', async () => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('settings');
  await page.keyboard.press('Enter');
  await screens.heading('Settings').waitFor();
  await tabTo(page, /^(Take the sample away|Remove the sample)/);
  await page.keyboard.press('Enter');
  await page
    .getByText(/sample/i)
    .first()
    .waitFor();
  await until('no cohort is left', async () => {
    return (await page.getByRole('navigation').getByText('Sample').count()) === 0;
  });
  await page.keyboard.press('Control+k');
  await page.keyboard.type('sample');
  await page.getByRole('option', { name: 'Try it with sample data' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Find or do' }).waitFor({ state: 'detached' });
});

it('brings the sample back', async () => {
  await page.getByText('The sample was taken away.').waitFor();
  await page.keyboard.press('Control+z');
  await page.getByRole('navigation').getByText('Sample').first().waitFor();
});

/** Focus shows as an outline, a ring or another look of the element or of what surrounds it. */
async function hasVisibleFocus(on: Page): Promise<boolean> {
  const looks = await on.evaluate(`(() => {
    const element = document.activeElement;
    const look = (one) => {
      const style = getComputedStyle(one);
      return [style.outlineStyle, style.outlineWidth, style.boxShadow, style.borderColor].join();
    };
    const before = [element, element.parentElement, element.querySelector('.active')].filter(Boolean);
    const focused = before.map(look);
    element.blur();
    const blurred = before.map(look);
    element.focus({ focusVisible: true });
    return focused.join('|') !== blurred.join('|');
  })()`);
  return looks === true;
}
