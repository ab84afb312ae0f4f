import type { Locator, Page } from 'playwright-core';
import { until } from '../../support/until.ts';

/** Where things are on the screens, by role and name. */
export class RollcallPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  heading(name: string | RegExp): Locator {
    return this.#page.getByRole('heading', { name }).first();
  }

  grid(): Locator {
    return this.#page.getByRole('grid');
  }

  /** The header is the first. */
  rows(): Locator {
    return this.grid().getByRole('row');
  }

  /** Rows of the whole table, without the header. */
  async rowCount(): Promise<number> {
    return Number(await this.grid().getAttribute('aria-rowcount')) - 1;
  }

  /** Resolves when nothing is on its way any more. */
  async isSettled(): Promise<void> {
    const waiting = this.#page.locator('.skeleton, .data-row.waiting');
    await until('everything is shown', async () => (await waiting.count()) === 0);
  }
}
