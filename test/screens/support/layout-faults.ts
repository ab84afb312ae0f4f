import type { Page } from 'playwright-core';
import * as z from 'zod';

/** What fills a screen, and the height below which nobody can work with it. */
const MAIN_CONTENT = {
  '[role=grid]': 160,
  '.syncs': 160,
  '.delivery': 160,
  '.deliveries-found': 120,
  '.picker': 80,
  '.dialog-body': 100,
  '.side-cohorts:not(:empty)': 60,
};

/** What must not scroll sideways. */
const PANES =
  'html, main, .side, .side-cohorts, .picker, .deliveries-found, .delivery, .dialog-body';

/** What a person has to see or reach. */
const SEEN =
  'button, a[href], input, summary, [role=combobox], [role=tab], [role=switch], h1, h2, h3, p, label, dt, dd, time, .state-mark';

// Runs in the page: it scrolls to each thing and looks what is there.
const SCRIPT = `(async () => {
  // what follows the size of the window has done so by then
  for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
  const faults = [];
  const named = (element) =>
    element.tagName.toLowerCase() + (element.className ? '.' + String(element.className).replaceAll(' ', '.') : '') +
    ' "' + (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40) + '"';
  for (const pane of document.querySelectorAll(${JSON.stringify(PANES)})) {
    if (pane.scrollWidth > pane.clientWidth + 1) faults.push(named(pane) + ' scrolls sideways: ' + pane.scrollWidth + ' in ' + pane.clientWidth);
  }
  for (const [selector, least] of Object.entries(${JSON.stringify(MAIN_CONTENT)})) {
    for (const element of document.querySelectorAll(selector)) {
      if (selector === '[role=grid]' && element.clientHeight > innerHeight) faults.push(named(element) + ' is higher than the window');
      if (element.clientHeight < least) faults.push(named(element) + ' is only ' + element.clientHeight + ' px high');
    }
  }
  for (const place of document.querySelectorAll('.side-places button')) {
    const { bottom } = place.getBoundingClientRect();
    if (innerHeight >= 560 && bottom > innerHeight) faults.push(named(place) + ' is below the window, at ' + bottom);
  }
  const layer = [...document.querySelectorAll('.dialog, .palette, .select-popup')].at(-1) ?? document.querySelector('.shell');
  const isLeftOut = (element) =>
    element.closest('.visually-hidden, .skip, [role=grid], .preview, [aria-hidden=true], .toasts, svg') !== null ||
    !element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const box = layer.getBoundingClientRect();
  if (box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1) faults.push(named(layer) + ' reaches beyond the window');
  for (const element of layer.querySelectorAll(${JSON.stringify(SEEN)})) {
    if (isLeftOut(element)) continue;
    element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    const rect = element.getBoundingClientRect();
    if (rect.width < 2 || rect.height < 2) continue;
    if (rect.left < -1 || rect.right > innerWidth + 1) { faults.push(named(element) + ' is off the window: ' + Math.round(rect.left) + ' to ' + Math.round(rect.right)); continue; }
    if (element.matches('.button') && rect.height > 64) faults.push(named(element) + ' is ' + rect.height + ' px high and ' + rect.width + ' wide');
    const y = Math.max(1, Math.min(innerHeight - 1, rect.top + Math.min(rect.height, innerHeight) / 2));
    for (const x of [rect.left + 3, (rect.left + rect.right) / 2, rect.right - 3]) {
      const there = document.elementFromPoint(x, y);
      const isItself = there !== null && (element.contains(there) || there.contains(element));
      if (!isItself && there?.closest('.toasts') == null) { faults.push(named(element) + ' lies under ' + (there === null ? 'nothing' : named(there))); break; }
    }
  }
  document.querySelector('main')?.scrollTo(0, 0);
  return faults;
})()`;

/** What can't be seen, reached or read of a screen as it stands; empty when all is well. */
export async function layoutFaults(page: Page): Promise<readonly string[]> {
  return z.array(z.string()).parse(await page.evaluate(SCRIPT));
}
