import type { Browser, Page } from 'playwright-core';
import { removeDataFolders } from '../../support/data-folders.ts';
import { endAll, type RunningRollcall } from '../../support/start-rollcall.ts';
import { openBrowser } from './browser.ts';
import { RollcallPage } from './rollcall-page.ts';

interface PageOptions {
  /** The place in the page, such as `?at=deliveries`. */
  readonly search?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly timeoutMs?: number;
  readonly locale?: string;
  /** Done before the page is there. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

let opening: Promise<Browser> | null = null;

/** A page that looks at a Rollcall, in a browser which the pages of a test file share. */
export async function openScreens(
  { ready }: Pick<RunningRollcall, 'ready'>,
  { search = '', viewport, timeoutMs = 10_000, locale = 'en-GB', prepare }: PageOptions = {},
): Promise<{ readonly page: Page; readonly screens: RollcallPage }> {
  opening ??= openBrowser();
  const browser = await opening;
  const page = await browser.newPage({
    locale,
    reducedMotion: 'reduce',
    ...(viewport === undefined ? {} : { viewport }),
  });
  page.setDefaultTimeout(timeoutMs);
  await prepare?.(page);
  const url = new URL(ready.uiUrl);
  url.search = search;
  await page.goto(url.href);
  return { page, screens: new RollcallPage(page) };
}

/** Ends what a test file opened and started, and removes its folders. */
export async function endScreens(): Promise<void> {
  await opening?.then(
    (browser) => browser.close(),
    () => {},
  );
  await endAll();
  await removeDataFolders();
}
