import { appendFile, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { Draws } from '../../main/simulator/random.ts';
import { allApplied, makeDataFolder, removeDataFolders } from '../support/data-folders.ts';
import { type Page, sendPage } from '../support/mixpanel.ts';
import {
  endAll,
  type RunningRollcall,
  spawnRollcall,
  startRollcall,
} from '../support/start-rollcall.ts';
import { inspectCopy, keyOf, membership } from './support/whole-folder.ts';

/** How often it is killed; 50 when it is accepted. */
const KILLS = Number(process.env.ROLLCALL_KILLS || 5);
const SEED = Number(process.env.ROLLCALL_SEED || 1);
const LONGEST_LIFE_MS = 600;
const MARKER = 'left behind by a killed Rollcall';

afterEach(async () => {
  await endAll();
  await removeDataFolders();
});

/** A stream of pages in order; the same page again until `advance`, as Mixpanel retries. */
interface Lane {
  readonly current: () => Page;
  readonly advance: () => void;
}

/** Full syncs of 4 pages; each drops 60 people of the one before and names 60 new ones. */
function* fullSyncs(cohort: string): Generator<Page> {
  for (let sync = 0; ; sync += 1) {
    for (let page = 1; page <= 4; page += 1) {
      const first = sync * 60 + (page - 1) * 100;
      const members = Array.from({ length: 100 }, (_, i) => `${cohort}-${first + i}`);
      yield {
        action: 'members',
        cohort,
        session: `${cohort} full ${sync}`,
        page,
        totalPages: 4,
        members,
      };
    }
  }
}

/** Deltas of 3 pages with new people each time; every third session's are removed again. */
function* deltas(cohort: string): Generator<Page> {
  for (let sync = 0; ; sync += 1) {
    const session = `${cohort} delta ${sync}`;
    const pages = [1, 2, 3].map((page) => ({
      cohort,
      session,
      page,
      totalPages: 3,
      members: Array.from({ length: 40 }, (_, i) => `${cohort}-${sync}-${page}-${i}`),
    }));
    for (const page of pages) yield { action: 'add_members', ...page };
    if (sync % 3 === 0) for (const page of pages) yield { action: 'remove_members', ...page };
  }
}

function laneOf(pages: Generator<Page>): Lane {
  let current: Page = pages.next().value;
  return {
    current: () => current,
    advance: () => {
      current = pages.next().value;
    },
  };
}

it(`survives ${KILLS} kills at random moments: what was answered with success is there, nothing is half applied`, {
  timeout: 60_000 + KILLS * 10_000,
}, async () => {
  const draws = new Draws(SEED);
  const dataDir = await makeDataFolder();
  const lanes = [fullSyncs('f'), fullSyncs('g'), deltas('d'), deltas('e')].map(laneOf);
  const sent = new Map<string, Page>();
  const acknowledged: Page[] = [];

  const sendNext = async (url: string, lane: Lane): Promise<void> => {
    const page = lane.current();
    sent.set(keyOf(page), page);
    const { status } = await sendPage(url, page);
    if (status !== 200) throw new Error(`Answered with ${status}.`);
    acknowledged.push(page);
    lane.advance();
  };

  /** Sends on every lane until nobody answers any more. */
  const sendWhileItLives = (url: string): Promise<unknown> =>
    Promise.allSettled(
      lanes.map(async (lane) => {
        for (;;) await sendNext(url, lane);
      }),
    );

  const expectWhole = async (): Promise<void> => {
    const state = await inspectCopy(dataDir, sent);
    expect(state.integrityProblems).toEqual([]);
    expect(acknowledged.map(keyOf).filter((key) => !state.kept.has(key))).toEqual([]);
    expect(state.numbersReported).toEqual(state.numbersToMark);
    for (const { roster, told, byReports } of state.cohorts) {
      expect(differences(roster, told)).toEqual({ missing: [], tooMany: [] });
      expect(byReports).toBe(told.length);
    }
  };

  const readyMs: number[] = [];
  const start = async (): Promise<RunningRollcall> => {
    const rollcall = await startRollcall(dataDir);
    readyMs.push(Math.round(rollcall.readyMs));
    return rollcall;
  };

  for (let kill = 1; kill <= KILLS; kill += 1) {
    if (kill % 4 === 0) {
      // Also while it is starting and recovering from the kill before.
      const starting = spawnRollcall(['serve', '--data-dir', dataDir]);
      await wait(draws.next() * (readyMs[0] ?? 0));
      starting.child.kill('SIGKILL');
      await starting.finished;
      await expectWhole();
    }
    const rollcall = await start();
    expect(await scratchFilesWith(MARKER, dataDir)).toEqual([]);
    const sending = sendWhileItLives(rollcall.hookUrl);
    await wait(draws.next() * LONGEST_LIFE_MS);
    await rollcall.kill();
    await sending;
    await expectWhole();
    for (const scratch of await scratchFiles(dataDir)) await appendFile(scratch, MARKER);
  }

  const rollcall = await start();
  for (const lane of lanes) await sendNext(rollcall.hookUrl, lane);
  await allApplied(dataDir);
  expect((await rollcall.stop()).code).toBe(0);
  await expectWhole();
  const { cohorts } = await inspectCopy(dataDir, sent);
  for (const [cohort, people] of membership(acknowledged)) {
    const { roster = [] } = cohorts.find((found) => found.cohort === cohort) ?? {};
    expect(differences(roster, [...people])).toEqual({ missing: [], tooMany: [] });
  }
  expect(await scratchFiles(dataDir)).toEqual([]);

  console.info(
    `${KILLS} kills, ${acknowledged.length} pages acknowledged; ready after at most ${Math.max(...readyMs)} ms.`,
  );
  if (process.env.ROLLCALL_KILLS) expect(Math.max(...readyMs)).toBeLessThan(2000);
});

async function scratchFiles(dataDir: string): Promise<string[]> {
  return (await readdir(dataDir))
    .filter((name) => name.startsWith('scratch'))
    .map((name) => join(dataDir, name));
}

async function scratchFilesWith(text: string, dataDir: string): Promise<string[]> {
  const found: string[] = [];
  for (const path of await scratchFiles(dataDir)) {
    // A journal may go at any moment.
    const content = await readFile(path).catch(() => '');
    if (content.includes(text)) found.push(path);
  }
  return found;
}

/** A few of each, so that a failure can be read. */
function differences(
  found: readonly string[],
  expected: readonly string[],
): { missing: string[]; tooMany: string[] } {
  const [has, wants] = [new Set(found), new Set(expected)];
  return {
    missing: [...wants.difference(has)].slice(0, 5),
    tooMany: [...has.difference(wants)].slice(0, 5),
  };
}
