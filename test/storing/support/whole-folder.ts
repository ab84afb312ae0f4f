import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { ACTIONS } from '../../../main/mixpanel/actions.ts';
import {
  appliedMark,
  inboxPath,
  integrityProblems,
  membersOf,
  rosterPath,
  rowsOf,
} from '../../support/data-folders.ts';
import type { Page } from '../../support/mixpanel.ts';

/** What names a page for ever: its session, action and number. */
export function keyOf(page: Page): string {
  return `${page.session} ${page.action} ${page.page ?? 1}`;
}

/** What a data folder holds, by its own account and by that of the deliveries in its inbox. */
export interface FolderState {
  readonly integrityProblems: readonly string[];
  /** Keys of the pages in the inbox. */
  readonly kept: ReadonlySet<string>;
  readonly mark: number;
  /** Sync pages up to the mark, and those with a report: the same numbers, or something is half applied. */
  readonly numbersToMark: readonly number[];
  readonly numbersReported: readonly number[];
  /** People in each cohort: as the roster says, as a naive reading of the inbox up to the mark says, and their count by reports. */
  readonly cohorts: readonly {
    readonly cohort: string;
    readonly roster: readonly string[];
    readonly told: readonly string[];
    readonly byReports: number;
  }[];
}

const deliveryRows = z.array(
  z.object({
    number: z.number(),
    action: z.enum(ACTIONS),
    cohort_id: z.string(),
    session_id: z.string(),
    page: z.number(),
  }),
);

/** Looks at a copy, so that nothing is repaired or cleaned up by looking. `sent` knows every page by its key. */
export async function inspectCopy(
  dataDir: string,
  sent: ReadonlyMap<string, Page>,
): Promise<FolderState> {
  const copy = await mkdtemp(join(tmpdir(), 'rollcall-copy-'));
  try {
    await cp(dataDir, copy, { recursive: true });
    return inspect(copy, sent);
  } finally {
    await rm(copy, { recursive: true });
  }
}

function inspect(dataDir: string, sent: ReadonlyMap<string, Page>): FolderState {
  const [inbox, roster] = [inboxPath(dataDir), rosterPath(dataDir)];
  const deliveries = deliveryRows.parse(
    rowsOf(
      inbox,
      "SELECT number, action, cohort_id, session_id, page FROM delivery WHERE kind = 'sync' ORDER BY number",
    ),
  );
  const pages = deliveries.map(({ number, action, session_id: session, page }) => {
    const key = keyOf({ action, session, page, members: [] });
    const known = sent.get(key);
    if (known === undefined) throw new Error(`Nobody sent the page ${key}.`);
    return { number, key, page: known };
  });
  const mark = appliedMark(dataDir);
  const toMark = pages.filter(({ number }) => number <= mark);
  const reported = rowsOf(roster, 'SELECT delivery AS n FROM applied ORDER BY n');
  const told = membership(toMark.map(({ page }) => page));
  return {
    integrityProblems: [inbox, roster].flatMap(integrityProblems),
    kept: new Set(pages.map(({ key }) => key)),
    mark,
    numbersToMark: toMark.map(({ number }) => number),
    numbersReported: reported.map(({ n }) => Number(n)),
    cohorts: [...told].map(([cohort, people]) => ({
      cohort,
      roster: membersOf(dataDir, cohort),
      told: [...people].sort(),
      byReports: Number(
        rowsOf(
          roster,
          `SELECT total(a.joined) - total(a.left) AS n FROM applied a JOIN cohort c ON c.id = a.cohort
           WHERE c.cohort_id = ?`,
          cohort,
        )[0]?.n,
      ),
    })),
  };
}

/** The membership after these pages, for streams in which no session starts again and a cohort has full syncs or deltas only. */
export function membership(pages: readonly Page[]): Map<string, Set<string>> {
  const cohorts = new Map<string, Set<string>>();
  const arrived = new Set<string>();
  const fullSyncs = new Map<string, Page[]>();
  for (const page of pages) {
    if (arrived.has(keyOf(page))) continue;
    arrived.add(keyOf(page));
    const cohort = page.cohort ?? '7';
    const inside = cohorts.get(cohort) ?? new Set();
    cohorts.set(cohort, inside);
    const ids = page.members.map(String);
    if (page.action === 'remove_members') for (const id of ids) inside.delete(id);
    else for (const id of ids) inside.add(id);
    if (page.action !== 'members') continue;
    const ofSync = [...(fullSyncs.get(page.session) ?? []), page];
    fullSyncs.set(page.session, ofSync);
    if (ofSync.length < (page.totalPages ?? 1)) continue;
    const named = new Set(ofSync.flatMap(({ members }) => members.map(String)));
    for (const id of inside) if (!named.has(id)) inside.delete(id);
  }
  return cohorts;
}
