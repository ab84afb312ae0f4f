import { readdir, readFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pass } from 'node:timers/promises';
import { afterAll, expect } from 'vitest';
import * as z from 'zod';
import { readLedger } from '../../main/simulator/read-ledger.ts';
import { simulate } from '../../main/simulator/simulate.ts';
import { allApplied, removeDataFolders, rosterPath } from '../support/data-folders.ts';
import { firstDifference, peopleAt } from '../support/known-people.ts';
import { readJson } from '../support/start-rollcall.ts';
import { until } from '../support/until.ts';
import { isNotOnline, isOnline, type Screen, test } from './support/with-edge.ts';

afterAll(removeDataFolders);

/** 30 over 15 minutes when it is accepted. */
const CUTS = Number(process.env.ROLLCALL_CUTS || 10);
const REST_MS = CUTS > 10 ? 29_000 : 0;
const PAGES = 100;
const SOON_MS = 5_000;
/** As Mixpanel, more often and for longer: what is tested is not its patience. */
const RETRY_DELAYS_MS = Array.from({ length: 120 }, (_, tries) =>
  Math.min(2_000, 100 * 2 ** tries),
);

const statusSchema = z.looseObject({
  deliveries: z.number(),
  waiting: z.number(),
  alerts: z.array(z.unknown()),
});

test(`${CUTS} cuts in the middle of a sync of ${PAGES} pages lose nothing and double nothing`, async ({
  serve,
  edge,
  look,
  internet,
  dataDir,
}) => {
  const rollcall = await serve();
  const screen = await look(rollcall);
  await screen.shows('that it is online', isOnline);
  const before = await resourcesOf(rollcall.pid);
  const ledgerPath = `${dataDir}-ledger`;
  const sending = simulate(
    {
      url: internet.url + new URL(rollcall.hookUrl).pathname,
      ...{ cohortId: '7', members: PAGES * 50, pageSize: 50, syncs: 1, seed: 7, concurrency: 4 },
      ...{
        pauseMs: (CUTS * (1_500 + REST_MS) * 4) / PAGES,
        retryDelaysMs: RETRY_DELAYS_MS,
        ledgerPath,
      },
    },
    () => {},
  );
  for (let cut = 1; cut <= CUTS; cut += 1) {
    await pass(Math.random() * 600 + REST_MS);
    await cutOnce(edge, screen, cut);
  }
  await sending;
  await allApplied(dataDir);
  const ledger = await readLedger(ledgerPath);
  expect(ledger.syncs).toMatchObject([{ pages: PAGES, acknowledged: PAGES }]);
  const db = new DatabaseSync(rosterPath(dataDir), { readOnly: true });
  expect(firstDifference(peopleAt(db, 1, 'now'), ledger.finalMembers())).toBeNull();
  db.close();
  const status = await readJson(statusSchema, ['status', '--data-dir', dataDir, '--json']);
  expect(status).toMatchObject({ waiting: 0, alerts: [] });
  expect(edge.connections()).toBe(1);
  const after = await until('what it holds is what it held', async () => {
    const now = await resourcesOf(rollcall.pid);
    return now.processes === before.processes && now.files <= before.files + 8 ? now : null;
  });
  expect(after.processes).toBe(1);
  expect((await rollcall.stop()).code).toBe(0);
}, 1_200_000);

/** The service is away for a moment: truly said, and repaired, within five seconds each. */
async function cutOnce(
  edge: { goAway(): Promise<void>; comeBack(): Promise<void>; connections(): number },
  { shows }: Screen,
  cut: number,
): Promise<void> {
  await edge.goAway();
  await shows(`cut ${cut}`, isNotOnline, SOON_MS);
  await edge.comeBack();
  await shows(`the end of cut ${cut}`, isOnline, SOON_MS);
  expect(edge.connections(), `cut ${cut}`).toBe(1);
}

interface Resources {
  /** Children: the one that runs the SDK. */
  readonly processes: number;
  /** Open files and sockets. */
  readonly files: number;
}

/** What a process of this computer holds. */
async function resourcesOf(pid: number): Promise<Resources> {
  const [files, children] = await Promise.all([readdir(`/proc/${pid}/fd`), childrenOf(pid)]);
  return { processes: children.length, files: files.length };
}

async function childrenOf(pid: number): Promise<string[]> {
  const threads = await readdir(`/proc/${pid}/task`);
  const lists = await Promise.all(
    threads.map((thread) =>
      readFile(`/proc/${pid}/task/${thread}/children`, 'utf8').catch(() => ''),
    ),
  );
  return lists.join(' ').split(' ').filter(Boolean);
}
