import { afterAll, describe, expect } from 'vitest';
import { removeDataFolders } from '../support/data-folders.ts';
import { type AppClient, test } from './support/with-api.ts';

afterAll(removeDataFolders);

type Selection = Parameters<typeof listed>[1];

/** Early joined by a change before the first full sync, which found old in; new joined afterwards. */
const STORY = [
  { action: 'remove_members', session: '1', members: ['x'] },
  { action: 'add_members', session: '2', members: ['early'] },
  { action: 'members', session: '3', members: ['early', 'old'] },
  { action: 'add_members', session: '4', members: ['new'] },
] as const;

async function listed(
  client: AppClient,
  selection:
    | { readonly what: 'members'; readonly at: 'now' | number }
    | { readonly what: 'joined'; readonly since: number; readonly at: 'now' | number },
  descending: boolean,
  search?: string,
): Promise<string[]> {
  const { rows, count } = await client.call('members.rows', {
    ...{ cohort: 1, selection, order: 'joined', descending, offset: 0, limit: 10 },
    ...(search !== undefined && { search }),
  });
  expect(count).toBe(rows.length);
  return rows.map(({ distinctId }) => distinctId);
}

describe('people who were in by the first full sync, nobody knows since when', () => {
  test('come after all who joined, newest first, however they are looked for', async ({
    connect,
    deliver,
  }) => {
    const client = await connect('loopback');
    for (const page of STORY) await deliver(page);
    const selections: Selection[] = [
      { what: 'members', at: 'now' },
      { what: 'members', at: 4 },
    ];
    for (const selection of selections) {
      expect(await listed(client, selection, true)).toEqual(['new', 'early', 'old']);
      expect(await listed(client, selection, false)).toEqual(['old', 'early', 'new']);
    }
    const everybody = { what: 'members', at: 'now' } as const;
    expect(await listed(client, everybody, true, 'example')).toEqual(['new', 'early', 'old']);
  });

  test('are not among those who joined: neither counted nor listed', async ({
    connect,
    deliver,
  }) => {
    const client = await connect('loopback');
    for (const page of STORY) await deliver(page);
    for (const at of ['now', 4] as const) {
      const joined = { what: 'joined', since: 0, at } as const;
      expect(await listed(client, joined, false)).toEqual(['early', 'new']);
    }
    const rounds = await client.call('rounds.list', { cohort: 1, limit: 10 });
    expect(rounds.map(({ joined }) => joined)).toEqual([2]);
  });
});
