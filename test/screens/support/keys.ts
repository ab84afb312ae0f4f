import type { Page } from 'playwright-core';
import * as z from 'zod';

const MOST_PRESSES = 80;

/** The name of what has the focus, as it is read out. */
export async function focusedName(page: Page): Promise<string> {
  const name = await page.evaluate(`(() => {
    const element = document.activeElement;
    const label = element.labels?.[0]?.textContent;
    return (element.getAttribute('aria-label') ?? label ?? element.textContent ?? '').trim();
  })()`);
  return z.string().parse(name);
}

/** Presses Tab until what has the focus is called so. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < MOST_PRESSES; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await focusedName(page);
    if (typeof name === 'string' ? focused === name : name.test(focused)) return;
    passed.push(focused.slice(0, 40));
  }
  throw new Error(`Tab never came to ${name}, but to: ${passed.join(' · ')}`);
}
