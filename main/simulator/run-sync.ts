import { RollcallError } from '../../shared/errors.ts';
import { type Cohort, churnWhileRestarting, type Snapshot } from './cohort-model.ts';
import type { Ledger } from './ledger.ts';
import type { PageOfSync, Settings } from './options.ts';
import type { People } from './people.ts';
import { type PlannedPage, pageBody, planDeltas, planMembers } from './plan-sync.ts';
import type { Draws } from './random.ts';
import type { Sender } from './send.ts';
import { firstPageAlone, firstPages, type Groups, sendOrder, without } from './send-order.ts';
import { sendGroups } from './send-pages.ts';

/** What all syncs of a simulation share. */
export interface Simulation {
  readonly settings: Settings;
  readonly report: (line: string) => void;
  readonly people: People;
  readonly cohort: Cohort;
  readonly draws: Draws;
  readonly sender: Sender;
  readonly ledger: Ledger | null;
  readonly counts: { pages: number; acknowledged: number };
}

/** Sends one sync, as a difference to `before` or in full, with the accidents asked for. Says whether it went through. */
export async function runSync(
  simulation: Simulation,
  sync: number,
  before: Snapshot | null,
): Promise<boolean> {
  const { settings, cohort, ledger, counts } = simulation;
  const { concurrency, sameSession } = settings;
  const report = (line: string): void =>
    simulation.report(`Sync ${sync} of ${settings.syncs}: ${line}`);
  const countsBefore = { ...counts };
  const sessions = [settings.newSessionId()];
  const acknowledged = new Set<PlannedPage>();
  let isUncertain = false;
  let pages = planPages(simulation, before, sessions[0] ?? '');
  report(describe(pages));

  const send = async (page: PlannedPage): Promise<boolean> => {
    counts.pages++;
    try {
      const body = pageBody(page, simulation.people, settings);
      const outcome = await simulation.sender.send(body, page.action);
      if (outcome.kind === 'given-up') {
        isUncertain ||= outcome.isUncertain;
        return false;
      }
    } catch (error) {
      // whoever breaks off has not waited for the answer
      isUncertain ||= !(error instanceof RollcallError);
      throw error;
    }
    counts.acknowledged++;
    acknowledged.add(page);
    ledger?.acknowledge(page);
    return true;
  };

  const sendAll = (groups: Groups): Promise<boolean> =>
    sendGroups(without(groups, pages[pageIn(settings.dropPage, sync) - 1]), concurrency, send);

  try {
    let groups = groupsOf(pages, simulation);
    const restartPage = pageIn(settings.restartPage, sync);
    const part = firstPages(groups, restartPage);
    if (part !== null) {
      if (!(await sendAll(part))) return false;
      report(`fails after page ${restartPage} and starts again from the top.`);
      cohort.advance(churnWhileRestarting(cohort.size(), settings.churn));
      if (!sameSession) sessions.push(settings.newSessionId());
      pages = planPages(simulation, before, sessions.at(-1) ?? '');
      groups = groupsOf(pages, simulation);
      if (sameSession) groups = firstPageAlone(groups);
    }
    for (const place of [settings.dropPage, part === null ? settings.restartPage : undefined]) {
      if (pageIn(place, sync) > pages.length) report(`there is no page ${place?.page}.`);
    }
    return await sendAll(groups);
  } finally {
    await ledger?.record({
      sync,
      actions: [...new Set(pages.map((page) => page.action))],
      sessions,
      delivered: pages.every((page) => acknowledged.has(page)),
      uncertain: isUncertain,
      pages: counts.pages - countsBefore.pages,
      acknowledged: counts.acknowledged - countsBefore.acknowledged,
    });
  }
}

/** The pages of a sync in the order of their numbers; in a round the leavers' pages come last. */
function planPages(
  { cohort, settings }: Simulation,
  before: Snapshot | null,
  sessionId: string,
): readonly PlannedPage[] {
  const options = { sessionId, pageSize: settings.pageSize };
  if (before === null) return planMembers(cohort, options);
  const { add, remove } = planDeltas(before, cohort, options);
  return [...add, ...remove];
}

function groupsOf(pages: readonly PlannedPage[], { settings, draws }: Simulation): Groups {
  return [...Map.groupBy(pages, (page) => page.action).values()].map((group) =>
    sendOrder(group, settings, draws),
  );
}

/** The page number if it is meant for this sync, else 0. */
function pageIn(place: PageOfSync | undefined, sync: number): number {
  return place?.sync === sync ? place.page : 0;
}

function describe(pages: readonly PlannedPage[]): string {
  return [...Map.groupBy(pages, (page) => page.action)]
    .map(([action, group]) => {
      const people = group.reduce((sum, page) => sum + page.indexes.length, 0);
      return `${action} ${people} (${group.length} ${group.length === 1 ? 'page' : 'pages'})`;
    })
    .join(', ');
}
