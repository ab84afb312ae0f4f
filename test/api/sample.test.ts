import { afterAll, describe, expect } from 'vitest';
import type { Snapshot } from '../../shared/api/contract.ts';
import { followState } from '../../shared/api/follow-state.ts';
import { removeDataFolders } from '../support/data-folders.ts';
import { until } from '../support/until.ts';
import { test } from './support/with-api.ts';

afterAll(removeDataFolders);

describe('the sample', () => {
  test('fills a cohort page by page, changes it three times and can be taken away', async ({
    connect,
    deliver,
  }) => {
    const client = await connect('loopback');
    await deliver({ action: 'members', session: 's', members: ['ann'] });
    const sizes = new Set<number>();
    let latest: Snapshot | null = null;
    followState(client, (snapshot) => {
      latest = snapshot;
      const sample = snapshot.cohorts.find(({ isSample }) => isSample);
      if (sample !== undefined) sizes.add(sample.members);
    });
    await client.call('sample.start', {});
    await expect(client.call('sample.start', {})).rejects.toMatchObject({ code: 'SAMPLE_RUNNING' });
    const sample = await until('the sample is complete', () => {
      const { sampleRunning, waiting, cohorts } = latest ?? {};
      const isOver = sampleRunning === false && waiting === 0;
      return isOver && cohorts?.find(({ isSample, state }) => isSample && state === 'complete');
    });
    expect(sample).toMatchObject({ projectId: 'rollcall-sample', name: 'Sample: trial users' });
    expect([...sizes].filter((size) => size < 2400).length).toBeGreaterThan(2);
    const syncs = await client.call('syncs.list', { cohort: sample.id });
    expect(syncs.map(({ action, pagesReceived }) => [action, pagesReceived])).toEqual([
      ['members', 24],
      ...[1, 2, 3].flatMap(() => [
        ['add_members', 1],
        ['remove_members', 1],
      ]),
    ]);
    await client.call('sample.remove', {});
    const { cohorts } = await client.call('app.snapshot', {});
    expect(cohorts).toMatchObject([{ cohortId: '7', members: 1 }]);
  });

  test('can be taken away while it is on its way', async ({ connect }) => {
    const client = await connect('ipc');
    await client.call('sample.start', {});
    await until('some of it is there', async () => {
      const { cohorts } = await client.call('app.snapshot', {});
      return (cohorts[0]?.members ?? 0) > 0;
    });
    await client.call('sample.remove', {});
    const after = await client.call('app.snapshot', {});
    expect(after).toMatchObject({ cohorts: [], sampleRunning: false, waiting: 0, lastDelivery: 0 });
  });
});
