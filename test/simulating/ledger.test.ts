import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { membershipDigest } from '../../main/simulator/ledger-format.ts';
import type { SimulateOptions } from '../../main/simulator/options.ts';
import type { Member } from '../../main/simulator/people.ts';
import { type ReadLedger, readLedger } from '../../main/simulator/read-ledger.ts';
import { simulate } from '../../main/simulator/simulate.ts';
import { type Answer, idsOf, type Recorded, startRecordingReceiver } from './recording-receiver.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ledger-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function run(options: Partial<SimulateOptions>, answer?: Answer) {
  const receiver = await startRecordingReceiver(answer);
  const ledgerPath = path.join(folder, `${crypto.randomUUID()}.jsonl`);
  const all = {
    url: receiver.url,
    ledgerPath,
    retryDelaysMs: [1],
    members: 60,
    pageSize: 10,
    ...options,
  };
  const outcome = await simulate(all, () => {}).catch((error: unknown) => ({ error }));
  await receiver.close();
  return { outcome, requests: receiver.requests, ledger: await readLedger(ledgerPath) };
}

function members(requests: readonly Recorded[]): Map<string, Member> {
  return new Map(
    requests.flatMap((r) => r.parameters.members.map((m) => [m.mixpanel_distinct_id, m] as const)),
  );
}

function expectConsistent(ledger: ReadLedger): void {
  for (const { sync, members: count, digest } of ledger.syncs) {
    const ids = ledger.membersAfter(sync);
    expect(ids.size).toBe(count);
    expect(membershipDigest(ids)).toBe(digest);
    expect(new Set(ledger.peopleAfter(sync)?.keys())).toEqual(ids);
  }
  const last = ledger.syncs.at(-1)?.sync ?? 0;
  expect(ledger.finalMembers()).toEqual(ledger.peopleAfter(last));
}

describe('the ledger', () => {
  it('holds after every sync who is in and what was sent of them', async () => {
    const { ledger, requests, outcome } = await run({ syncs: 5, churn: 0.3, fullSyncEvery: 3 });
    expectConsistent(ledger);
    expect(ledger.header).toMatchObject({ projectId: '1234567', cohortId: '987654', seed: 1 });
    expect(ledger.syncs.map(({ actions }) => actions.join())).toEqual([
      'members',
      'add_members,remove_members',
      'add_members,remove_members',
      'members',
      'add_members,remove_members',
    ]);
    expect(
      ledger.syncs.every(
        ({ delivered, complete, uncertain }) => delivered && complete && !uncertain,
      ),
    ).toBe(true);
    expect(ledger.syncs.flatMap(({ sessions }) => sessions)).toEqual([
      ...new Set(requests.map((request) => request.parameters.mixpanel_session_id)),
    ]);
    const bySync = Map.groupBy(requests, (request) => request.parameters.mixpanel_session_id);
    const fourth = bySync.get(ledger.syncs[3]?.sessions[0] ?? '') ?? [];
    expect(ledger.peopleAfter(4)).toEqual(members(fourth));
    expect(outcome).toMatchObject({ membersNow: ledger.finalMembers().size });
    expect(ledger.membersAfter(0).size).toBe(0);
  });

  it('knows of a changed property only once the person is sent again', async () => {
    const { ledger } = await run({
      members: 300,
      pageSize: 300,
      syncs: 4,
      churn: 0.4,
      fullSyncEvery: 3,
    });
    const changesAfter = (sync: number): number => {
      const [before, after] = [ledger.peopleAfter(sync - 1), ledger.peopleAfter(sync)];
      return [...(before ?? [])].filter(([id, member]) => {
        const now = after?.get(id);
        return now !== undefined && JSON.stringify(now) !== JSON.stringify(member);
      }).length;
    };
    expect([changesAfter(2), changesAfter(3)]).toEqual([0, 0]);
    expect(changesAfter(4)).toBeGreaterThan(20);
  });

  it('lets nobody leave after a full sync that lost a page', async () => {
    const drop = { sync: 2, page: 3 };
    const { ledger } = await run({ syncs: 3, churn: 0.3, fullSyncEvery: 1, dropPage: drop });
    expectConsistent(ledger);
    expect(ledger.syncs.map(({ delivered, complete }) => [delivered, complete])).toEqual([
      [true, true],
      [false, false],
      [true, true],
    ]);
    expect(ledger.syncs[1]?.left).toEqual([]);
    expect(ledger.syncs[1]?.joined.length).toBeGreaterThan(0);
    expect(ledger.syncs[2]?.left.length).toBeGreaterThan(0);
  });

  it('does not know of who is on a page lost, nor of their leaving', async () => {
    const { ledger, outcome } = await run({ dropPage: { sync: 1, page: 2 }, syncs: 4, churn: 0.3 });
    expectConsistent(ledger);
    expect(ledger.syncs[0]?.members).toBe(50);
    expect(outcome).not.toMatchObject({ membersNow: ledger.finalMembers().size });
  });

  it.each([
    { sameSession: false, shuffle: false },
    { sameSession: true, shuffle: false },
    { sameSession: false, shuffle: true },
  ])(
    'ends a restarted sync with whom its last run names ($sameSession, $shuffle)',
    async (options) => {
      for (const seed of [1, 2, 3, 4]) {
        const restartPage = { sync: 2, page: 4 };
        const syncs = {
          syncs: 2,
          fullSyncEvery: 1,
          churn: 0.2,
          seed,
          duplicate: 0.3,
          concurrency: 2,
        };
        const { ledger, requests } = await run({ ...options, ...syncs, restartPage });
        expectConsistent(ledger);
        expect(ledger.syncs[1]).toMatchObject({ delivered: true, complete: true });
        expect(ledger.syncs[1]?.sessions).toHaveLength(options.sameSession ? 1 : 2);
        const lastRun = requests.filter(
          (request) => request.parameters.mixpanel_session_id === ledger.syncs[1]?.sessions.at(-1),
        );
        const latest = new Map(lastRun.map((r) => [r.parameters.page_info.page_count, r] as const));
        expect(ledger.finalMembers()).toEqual(members([...latest.values()]));
      }
    },
  );

  it('counts what came of a sync that was given up', async () => {
    const fails: Answer = ({ action, number }) =>
      action === 'remove_members' && number < 4 ? 503 : 200;
    const { ledger, outcome } = await run(
      { members: 60, pageSize: 60, syncs: 3, churn: 0.3 },
      fails,
    );
    expectConsistent(ledger);
    expect(ledger.syncs.map(({ delivered }) => delivered)).toEqual([true, false, true]);
    expect(ledger.syncs[1]?.joined.length).toBeGreaterThan(0);
    expect(ledger.syncs[1]?.left).toEqual([]);
    expect(outcome).toMatchObject({ givenUp: 1 });
  });

  it('merges properties over the known ones when somebody is added again', async () => {
    const fails: Answer = ({ action, number }) =>
      action === 'remove_members' && number < 5 ? 503 : 200;
    const options = { members: 400, pageSize: 400, syncs: 3, churn: 0.9, props: 3 };
    const { ledger, requests } = await run(options, fails);
    const adds = requests.filter((request) => request.action === 'add_members');
    const [first, second] = adds.map((request) => members([request]));
    const twice = [...(first ?? [])].filter(([id]) => second?.has(id));
    const merged = twice.filter(([id, member]) =>
      Object.keys(member).some((key) => !Object.hasOwn(second?.get(id) ?? {}, key)),
    );
    expect(merged.length).toBeGreaterThan(0);
    for (const [id, member] of twice) {
      expect(ledger.finalMembers().get(id)).toEqual({ ...member, ...second?.get(id) });
    }
  });

  it('says where an unanswered page leaves it open what the receiver knows', async () => {
    const { ledger } = await run({ retryDelaysMs: [] }, ({ number }, response) => {
      if (number !== 2) return 200;
      response.destroy();
      return false;
    });
    expect(ledger.syncs[0]).toMatchObject({ uncertain: true, delivered: false, acknowledged: 2 });
  });

  it('is complete also when the receiver refuses', async () => {
    const { ledger, requests, outcome } = await run({ syncs: 3 }, ({ number }) =>
      number === 3 ? 400 : 200,
    );
    expect(outcome).toMatchObject({ error: { code: 'SIMULATION_REFUSED' } });
    expectConsistent(ledger);
    expect(ledger.syncs).toHaveLength(1);
    expect(ledger.membersAfter(1)).toEqual(new Set(idsOf(requests.slice(0, 3))));
  });

  it('tells a large cohort by differences, with the properties at the end', async () => {
    const { ledger } = await run({ members: 21_000, pageSize: 5000, syncs: 3, props: 1 });
    expect(ledger.peopleAfter(2)).toBeNull();
    expect(ledger.syncs[1]?.joined.length).toBeLessThan(500);
    for (const { sync, digest } of ledger.syncs) {
      expect(membershipDigest(ledger.membersAfter(sync))).toBe(digest);
    }
    expect(new Set(ledger.finalMembers().keys())).toEqual(ledger.membersAfter(3));
  });

  it('leaves nothing else behind, and says when it can’t be written', async () => {
    expect((await readdir(folder)).filter((name) => !name.endsWith('.jsonl'))).toEqual([]);
    const ledgerPath = path.join(folder, 'missing', 'ledger.jsonl');
    await expect(
      simulate({ url: 'http://127.0.0.1:9/', ledgerPath }, () => {}),
    ).rejects.toMatchObject({
      code: 'EXPORT_TARGET_UNUSABLE',
      details: { path: ledgerPath },
    });
  });
});
