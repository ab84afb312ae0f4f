import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulateOptions } from '../../main/simulator/options.ts';
import { readLedger } from '../../main/simulator/read-ledger.ts';
import { simulate } from '../../main/simulator/simulate.ts';
import { startRecordingReceiver } from '../simulating/recording-receiver.ts';
import { NaiveModel } from './support/naive-model.ts';
import { readJson, toProperties } from './support/read-json.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'simulator-'));
});
afterAll(() => rm(folder, { recursive: true }));

const RESTART = { restartPage: { sync: 3, page: 3 } };
const WAYS: readonly Partial<SimulateOptions>[] = [
  { syncs: 6, churn: 0.4 },
  { syncs: 6, churn: 0.3, shuffle: true, duplicate: 0.5 },
  { syncs: 5, churn: 0.5, fullSyncEvery: 2, dropPage: { sync: 3, page: 2 } },
  { syncs: 4, fullSyncEvery: 2, churn: 0.2, ...RESTART },
  { syncs: 4, fullSyncEvery: 2, churn: 0.2, sameSession: true, ...RESTART },
  { syncs: 4, fullSyncEvery: 1, churn: 0.2, sameSession: true, shuffle: true, ...RESTART },
];

describe('the simulator’s ledger', () => {
  it.each(WAYS)('holds what the rules make of its pages: %j', async (options) => {
    for (const seed of [1, 2, 3]) {
      const receiver = await startRecordingReceiver();
      const ledgerPath = path.join(folder, `${crypto.randomUUID()}.jsonl`);
      const size = { members: 70, pageSize: 10, props: 3 };
      await simulate({ url: receiver.url, ledgerPath, seed, ...size, ...options }, () => {});
      await receiver.close();
      const posts = receiver.requests.map(({ text }) => ({ body: text, receivedAtMs: 0 }));
      const [cohort] = new NaiveModel(posts).cohorts;
      const known = [...(cohort?.after.at(-1) ?? [])].map(([id, { properties }]) => [
        id,
        new Map([...properties].sort()),
      ]);
      const ledger = await readLedger(ledgerPath);
      const told = [...ledger.finalMembers()].map(([id, member]) => {
        const properties = new Map(toProperties(readJson(JSON.stringify(member))));
        properties.delete('mixpanel_distinct_id');
        return [id, new Map([...properties].sort())];
      });
      expect(known.sort()).toEqual(told.sort());
    }
  });
});
