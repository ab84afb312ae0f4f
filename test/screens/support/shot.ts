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

/** The address of the first cohort. */
export const COHORT = '?at=cohort&cohort=1';

/** As in the desktop app, with a keychain. */
export function inDesktop(snapshot: Snapshot): Snapshot {
  return {
    ...snapshot,
    password: { ...snapshot.password, obstacle: null },
    shell: {
      kind: 'desktop',
      switches: { keepRunning: true, openAtLogin: false, notifications: true, updates: true },
      notifications: {
        cohorts: [1],
        gatherMinutes: 15,
        quietHours: { fromMinute: 1320, toMinute: 480 },
      },
    },
  };
}
