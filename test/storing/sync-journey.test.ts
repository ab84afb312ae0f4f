import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { membershipDigest } from '../../main/simulator/ledger-format.ts';
import { type ReadLedger, readLedger } from '../../main/simulator/read-ledger.ts';
import { resolveMoment } from '../../main/store/reading/moments.ts';
import { makeDataFolder, removeDataFolders, rosterPath } from '../support/data-folders.ts';
import { firstDifference, peopleAt } from '../support/known-people.ts';
import {
  endAll,
  type RunningRollcall,
  readJson,
  runRollcall,
  startRollcall,
} from '../support/start-rollcall.ts';

/** 25,000 when it is accepted; every past sync is then exported, too. */
const MEMBERS = Number(process.env.ROLLCALL_JOURNEY_MEMBERS || 2500);
const IS_FULL = MEMBERS !== 2500;
const ROUNDS = 10;

const RESTARTS: readonly [name: string, accidents: readonly string[]][] = [
  [
    'a first sync that starts again with its session id',
    ['--restart-page', '1:4', '--same-session'],
  ],
  [
    'a full sync that starts again with its session id',
    ['--restart-page', '12:3', '--same-session'],
  ],
];
const FURTHER_RESTARTS: typeof RESTARTS = [
  ['a round that starts again with a new session id', ['--restart-page', '7:1']],
  ['a first sync that starts again with a new session id', ['--restart-page', '1:4']],
  ['a round that starts again with its session id', ['--restart-page', '7:1', '--same-session']],
];

/** The first sync, ten rounds of which the fourth loses a page, and a full sync: with a restart somewhere. */
const JOURNEYS = IS_FULL ? [...RESTARTS, ...FURTHER_RESTARTS] : RESTARTS;

let dataDir: string;
let rollcall: RunningRollcall;

beforeAll(async () => {
  dataDir = await makeDataFolder();
  rollcall = await startRollcall(dataDir);
});

afterAll(async () => {
  await endAll();
  await removeDataFolders();
});

async function travel(cohort: string, accidents: readonly string[]): Promise<ReadLedger> {
  const ledgerPath = join(dataDir, '..', `ledger-${cohort}`);
  const { code, stderr } = await runRollcall([
    ...['simulate', '--url', rollcall.hookUrl, '--cohort', cohort, '--seed', cohort],
    ...['--members', String(MEMBERS), '--page-size', String(MEMBERS / 25), '--churn', '2%'],
    ...['--syncs', String(ROUNDS + 2), '--full-sync-every', String(ROUNDS + 1)],
    ...['--shuffle', '--duplicate', '0.3', '--concurrency', '4', '--drop-page', '5:1'],
    ...['--ledger', ledgerPath, ...accidents],
  ]);
  expect(code, stderr).toBe(0);
  const ledger = await readLedger(ledgerPath);
  await rm(ledgerPath);
  return ledger;
}

/** The first column of an export. */
async function exportedIds(cohort: string, asOf?: string): Promise<string[]> {
  const when = asOf === undefined ? [] : ['--as-of', asOf];
  const { code, stdout, stderr } = await runRollcall([
    ...['export', '--data-dir', dataDir, '--cohort', cohort],
    ...['--columns', 'mixpanel_distinct_id', ...when],
  ]);
  expect(code, stderr).toBe(0);
  return stdout.split('\r\n').slice(1, -1);
}

const cohortsSchema = z.array(
  z.object({ cohortId: z.string(), members: z.number(), state: z.string(), baseline: z.string() }),
);

describe.each(JOURNEYS)('%s', (name, accidents) => {
  const cohort = String(JOURNEYS.findIndex(([known]) => known === name) + 1);
  let ledger: ReadLedger;

  beforeAll(async () => {
    ledger = await travel(cohort, accidents);
  }, 300_000);

  it('ends with exactly the members and properties that were sent', async () => {
    const cohorts = await readJson(cohortsSchema, ['cohorts', '--data-dir', dataDir, '--json']);
    const expected = ledger.finalMembers();
    expect(cohorts.find(({ cohortId }) => cohortId === cohort)).toEqual({
      cohortId: cohort,
      members: expected.size,
      state: 'complete',
      baseline: 'known',
    });
    const db = new DatabaseSync(rosterPath(dataDir), { readOnly: true });
    const id = Number(db.prepare('SELECT id FROM cohort WHERE cohort_id = ?').get(cohort)?.id);
    expect(firstDifference(peopleAt(db, id, 'now'), expected)).toBeNull();
    db.close();
    expect((await exportedIds(cohort)).sort()).toEqual([...expected.keys()].sort());
  });

  it('remembers exactly who was in after every past sync, with the properties of then', async () => {
    const db = new DatabaseSync(rosterPath(dataDir), { readOnly: true });
    const id = Number(db.prepare('SELECT id FROM cohort WHERE cohort_id = ?').get(cohort)?.id);
    expect(ledger.syncs).toHaveLength(ROUNDS + 2);
    for (const { sync, sessions, members, digest } of ledger.syncs) {
      const session = sessions.at(-1) ?? '';
      const people = peopleAt(db, id, resolveMoment(db, id, session));
      expect(people.size, `sync ${sync}`).toBe(members);
      expect(membershipDigest(people.keys()), `sync ${sync}`).toBe(digest);
      const expected = ledger.peopleAfter(sync);
      if (expected !== null) expect(firstDifference(people, expected), `sync ${sync}`).toBeNull();
    }
    db.close();
    for (const { sync, sessions, digest } of ledger.syncs) {
      if (!IS_FULL && sync !== 6) continue;
      expect(membershipDigest(await exportedIds(cohort, sessions.at(-1))), `sync ${sync}`).toBe(
        digest,
      );
    }
  });
});
