import type { Page } from 'playwright-core';
import type { Snapshot } from '../../../shared/api/contract.ts';

/** One screen in one state, to be looked at. */
export interface Shot {
  readonly name: string;
  /** What the address asks for; null: the first run. */
  readonly query: string | null;
  readonly change?: (snapshot: Snapshot) => Snapshot;
  /** Before the page is opened. */
  readonly prepare?: (page: Page) => Promise<void>;
  readonly act?: (page: Page) => Promise<void>;
}
