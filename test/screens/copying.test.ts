import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { hasLibreOffice } from '../exporting/support/libre-office.ts';
import { makeDataFolder } from '../support/data-folders.ts';
import { bodyOf, post } from '../support/mixpanel.ts';
import { startRollcall } from '../support/start-rollcall.ts';
import { endScreens, openScreens } from './support/open-screens.ts';
import type { RollcallPage } from './support/rollcall-page.ts';
import { takenFromHtml } from './support/spreadsheet.ts';

const PEOPLE = 130;
/** Written as it stands, without the quotes: JavaScript has no such number. */
const exactly = (digits: string) => `#${digits}#`;

const FIRST = {
  mixpanel_distinct_id: 'p000',
  email: 'ann@example.com',
  first_name: 'Ann',
  last_name: 'Lee',
  phone_number: '+4915112345004',
  zip: '01004',
  spend: 16.5,
  account_no: exactly('123456789012345674'),
  order_ids: [exactly('123456789012345678'), exactly('1.10')],
};

let page: Page;
let screens: RollcallPage;
const errors: string[] = [];

beforeAll(async () => {
  const environment = { LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' };
  const rollcall = await startRollcall(await makeDataFolder(), [], { environment });
  const others = Array.from({ length: PEOPLE - 1 }, (_, i) => ({
    mixpanel_distinct_id: `p${String(i + 1).padStart(3, '0')}`,
    last_name: 'Meier',
    first_name: `M${i + 1}`,
  }));
  const body = bodyOf({ action: 'members', session: 's', members: [FIRST, ...others] });
  await post(rollcall.hookUrl, body.replace(/"#([\d.]+)#"/g, '$1'));
  ({ page, screens } = await openScreens(rollcall, { viewport: { width: 1900, height: 800 } }));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await screens.grid().waitFor();
  await page.getByRole('columnheader', { name: 'Mixpanel ID' }).getByRole('button').click();
  await cell('Ann').waitFor();
});

afterAll(endScreens);

beforeEach(async () => {
  await cell('Ann').click();
});

function cell(name: string) {
  return page.getByRole('gridcell', { name, exact: true }).first();
}

/** What another program gets when the person pastes there. */
async function pasted(): Promise<{ readonly plain: string; readonly html: string }> {
  await page.evaluate(`(() => {
    const other = document.createElement('textarea');
    document.body.append(other);
    other.addEventListener('paste', ({ clipboardData }) => {
      window.taken = { plain: clipboardData.getData('text/plain'), html: clipboardData.getData('text/html') };
    });
    other.focus();
  })()`);
  await page.keyboard.press('Control+v');
  const taken = z
    .object({ plain: z.string(), html: z.string() })
    .parse(await page.evaluate('window.taken'));
  await page.evaluate('document.querySelector("body > textarea").remove()');
  return taken;
}

async function selectedCells(): Promise<readonly string[]> {
  return page.locator('.data-cell.selected').allInnerTexts();
}

const selectedText = () => page.evaluate('String(getSelection())');

describe('what is copied', () => {
  it('is every cell after Ctrl+A, also those that were never on the screen', async () => {
    await page.keyboard.press('Control+a');
    expect(await selectedText()).toBe('');
    await page.keyboard.press('Control+c');
    await page.getByText(`${PEOPLE} rows copied`).waitFor();
    const lines = (await pasted()).plain.split('\r\n');
    expect(lines).toHaveLength(PEOPLE);
    expect(lines[0]?.split('\t').slice(0, 3)).toEqual(['Lee', 'Ann', 'ann@example.com']);
    expect(lines.at(-1)).toContain('p129');
  });

  it('is what the mouse was drawn over', async () => {
    await drag(cell('Lee'), cell('M2'));
    expect(await selectedCells()).toEqual(['Lee', 'Ann', 'Meier', 'M1', 'Meier', 'M2']);
    expect(await selectedText()).toBe('');
    await page.keyboard.press('Control+c');
    await page.getByText('6 cells copied').waitFor();
    expect((await pasted()).plain).toBe('Lee\tAnn\r\nMeier\tM1\r\nMeier\tM2');
  });

  it('goes on growing while the mouse is held below the table', async () => {
    const box = await cell('Ann').boundingBox();
    if (box === null) throw new Error('The cell is not on the screen.');
    await page.mouse.move(box.x + 5, box.y + 5);
    await page.mouse.down();
    await page.mouse.move(box.x + 6, 790);
    await cell('M60').waitFor();
    await page.mouse.up();
    await page.keyboard.press('Control+c');
    const lines = (await pasted()).plain.split('\r\n');
    expect(lines.slice(0, 61)).toEqual([
      'Ann',
      ...Array.from({ length: 60 }, (_, i) => `M${i + 1}`),
    ]);
    await screens.grid().press('Control+Home');
  });

  it('is the range after Shift and a click, and no text of the page', async () => {
    await cell('M3').click({ modifiers: ['Shift'] });
    expect(await selectedCells()).toEqual(['Ann', 'M1', 'M2', 'M3']);
    expect(await selectedText()).toBe('');
    await page.keyboard.press('Control+Insert');
    expect((await pasted()).plain).toBe('Ann\r\nM1\r\nM2\r\nM3');
  });

  it('is the same by Edit > Copy as by keys', async () => {
    await cell('M1').click({ modifiers: ['Shift'] });
    // What the menu asks of the page.
    await page.evaluate("document.execCommand('copy')");
    expect((await pasted()).plain).toBe('Ann\r\nM1');
  });

  it('is the whole table by Edit > Select all', async () => {
    await page.evaluate("document.execCommand('selectAll')");
    expect(await selectedText()).toBe('');
    expect(await page.locator('.data-cell:not(.selected)').count()).toBe(0);
  });

  it('is text of the page where that is what is selected', async () => {
    await page.getByRole('heading', { level: 1 }).click({ clickCount: 3 });
    await page.keyboard.press('Control+c');
    expect((await pasted()).plain.trim()).toBe('Cohort 7');
  });

  it('writes nothing into the console', () => {
    expect(errors).toEqual([]);
  });
});

describe('keys of a keyboard that writes Russian', () => {
  /** As Chromium on Linux and Windows tells them: the key's own letter, and its place. */
  async function pressRussian(key: string, code: string): Promise<void> {
    await page.evaluate(
      `document.activeElement.dispatchEvent(new KeyboardEvent('keydown', ${JSON.stringify({
        key,
        code,
        ctrlKey: true,
        bubbles: true,
        cancelable: true,
      })}))`,
    );
  }

  it('select everything by their place', async () => {
    await pressRussian('ф', 'KeyA');
    await page.locator('.data-cell:not(.selected)').first().waitFor({ state: 'detached' });
  });

  it('open the palette by their place', async () => {
    await pressRussian('л', 'KeyK');
    const palette = page.getByRole('dialog', { name: 'Find or do' });
    await palette.waitFor();
    await page.keyboard.press('Escape');
    await palette.waitFor({ state: 'detached' });
  });
});

describe('a value that is copied', () => {
  async function copiedRow() {
    await cell('Lee').click();
    await page.keyboard.press('Shift+End');
    await page.keyboard.press('Control+c');
    return pasted();
  }

  it('has every digit that was sent, and the decimal mark of the region', async () => {
    const { plain } = await copiedRow();
    const values = plain.split('\t');
    expect(values).toContain('123456789012345674');
    expect(values).toContain('[123456789012345678,1.10]');
    expect(values).toContain('01004');
    expect(values).toContain('+4915112345004');
    expect(values).toContain('16,5');
  });

  it.skipIf(!hasLibreOffice).each(['de-DE', 'en-US'])(
    'is taken as what it is by LibreOffice, in %s',
    async (locale) => {
      const { html } = await copiedRow();
      const taken = await takenFromHtml(html, locale);
      const typeOf = (text: string) => taken.find((one) => one.text === text)?.type;
      expect(typeOf('01004')).toBe('string');
      expect(typeOf('+4915112345004')).toBe('string');
      expect(typeOf('123456789012345674')).toBe('string');
      expect(typeOf(locale === 'de-DE' ? '16,5' : '16.5')).toBe('float');
    },
  );

  it('is text for Excel where it looks like a number but is none it could keep', async () => {
    const { html } = await copiedRow();
    const cellOf = (text: string) =>
      html.match(`<td([^>]*)>${text.replaceAll('+', '\\+')}</td>`)?.[1];
    for (const text of ['01004', '+4915112345004', '123456789012345674']) {
      expect(cellOf(text)).toContain("mso-number-format:'\\@'");
    }
    expect(cellOf('16,5')).not.toContain('mso-number-format');
  });
});

async function drag(from: ReturnType<typeof cell>, to: ReturnType<typeof cell>): Promise<void> {
  await from.hover();
  await page.mouse.down();
  await to.hover();
  await page.mouse.up();
}
