import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect } from 'vitest';
import type { Delivery, DeliveryState } from '../../shared/api/delivery-model.ts';
import { RollcallError } from '../../shared/errors.ts';
import { removeDataFolders, rosterPath } from '../support/data-folders.ts';
import { post } from '../support/mixpanel.ts';
import { type AppClient, person, type TransportName, test } from './support/with-api.ts';

afterAll(removeDataFolders);

/** Lets the roster refuse to write this person until it is mended, as a fault of its own would. */
function refuseToWrite(dataDir: string, id: string): { mend: () => void } {
  const change = (sql: string): void => {
    const db = new DatabaseSync(rosterPath(dataDir), { timeout: 10_000 });
    db.exec(sql);
    db.close();
  };
  change(`
    CREATE TRIGGER refuse BEFORE INSERT ON member WHEN NEW.distinct_id = '${id}'
    BEGIN SELECT RAISE(ABORT, 'refused'); END`);
  return { mend: () => change('DROP TRIGGER refuse') };
}

async function listed(
  client: AppClient,
  query: { state?: DeliveryState; search?: string; before?: number },
): Promise<number[]> {
  const found: Delivery[] = await client.call('deliveries.list', { ...query, limit: 10 });
  return found.map(({ number }) => number);
}

async function inBodies(client: AppClient, search: string): Promise<number[]> {
  const numbers: number[] = [];
  let before: number | undefined;
  for (;;) {
    const { found, next } = await client.call('deliveries.searchBodies', {
      state: 'all',
      search,
      limit: 1,
      ...(before === undefined ? {} : { before }),
    });
    numbers.push(...found.map(({ number }) => number));
    if (next === null) return numbers;
    before = next.before;
  }
}

function codeOf(asking: Promise<unknown>): Promise<string> {
  return asking.then(
    () => 'no error',
    (error: unknown) => (error instanceof RollcallError ? error.code : String(error)),
  );
}

describe.each<TransportName>(['loopback', 'ipc'])('over the transport %s', (name) => {
  test('deliveries are told apart by what became of them', async ({
    connect,
    deliver,
    dataDir,
    rollcall,
  }) => {
    const client = await connect(name);
    await deliver({ action: 'members', session: 's', members: ['ann'] });
    const { mend } = refuseToWrite(dataDir, 'bob');
    await deliver({ action: 'add_members', session: 't', members: ['bob'] });
    await deliver({ action: 'remove_members', session: 't', members: [] });
    await post(rollcall.hookUrl, '{"action":"members"}');
    await post(rollcall.hookUrl, '');
    mend();
    expect(await listed(client, { state: 'all' })).toEqual([5, 4, 3, 2, 1]);
    expect(await listed(client, { state: 'changed' })).toEqual([1]);
    expect(await listed(client, { state: 'failed' })).toEqual([2]);
    expect(await listed(client, { state: 'heartbeats' })).toEqual([3]);
    expect(await listed(client, { state: 'refused' })).toEqual([4]);
    expect(await listed(client, { state: 'tests' })).toEqual([5]);
    expect(await listed(client, { state: 'failed', search: 'add' })).toEqual([2]);
    expect(await listed(client, { state: 'failed', search: 'nothing' })).toEqual([]);
    expect(await listed(client, { state: 'all', before: 3 })).toEqual([2, 1]);
  });

  test('they are found by what is listed of them, also by their time', async ({
    connect,
    deliver,
  }) => {
    const client = await connect(name);
    await deliver({ action: 'members', session: 'first-session', members: ['ann'] });
    await deliver({ action: 'members', cohort: '100%_8', session: 'second', members: ['bob'] });
    expect(await listed(client, { search: 'FIRST-sess' })).toEqual([1]);
    expect(await listed(client, { search: 'cohort 100%' })).toEqual([2]);
    expect(await listed(client, { search: '%_8' })).toEqual([2]);
    const [delivery] = await client.call('deliveries.list', { limit: 1 });
    const at = new Date(delivery?.receivedAtMs ?? 0);
    const two = (part: number): string => String(part).padStart(2, '0');
    const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
    expect(await listed(client, { search: `${day} ${two(at.getHours())}:` })).toContain(2);
  });

  test('they are found by the text of their bodies, however JSON spells it, step by step', async ({
    connect,
    deliver,
    rollcall,
  }) => {
    const client = await connect(name);
    await deliver({ action: 'members', session: 's', members: [person('a', { n: '山田 "花"' })] });
    await deliver({ action: 'members', session: 't', members: [person('b', { n: 'Zoë' })] });
    const envelope = '"parameters":{"mixpanel_cohort_id":"9","members":';
    const escaped = '[{"mixpanel_distinct_id":"c","n":"\\u5C71\\u7530 \\"\\u82b1\\""}]';
    await post(rollcall.hookUrl, `{"action":"members",${envelope}${escaped}}}`);
    expect(await inBodies(client, '山田 "花"')).toEqual([3, 1]);
    expect(await inBodies(client, 'zoë')).toEqual([2]);
    expect(await inBodies(client, '"n": "zoë"')).toEqual([2]);
    expect(await inBodies(client, 'nowhere')).toEqual([]);
    // what is listed with it already is not found a second time
    expect(await inBodies(client, 'cohort 7')).toEqual([]);
  });

  test('a dry run tells what one would change and why nothing', async ({
    connect,
    deliver,
    rollcall,
  }) => {
    const client = await connect(name);
    const ann = person('ann', { first_name: 'Ann' });
    await deliver({ action: 'add_members', session: 's', members: [ann] });
    await deliver({ action: 'remove_members', session: 't', members: ['ann'] });
    await post(rollcall.hookUrl, '{"action":"members"}');
    await post(rollcall.hookUrl, '');
    const outcome = async (number: number) =>
      (await client.call('deliveries.foresee', { number })).outcome;
    expect([await outcome(1), await outcome(3), await outcome(4)]).toEqual([
      'repeat',
      'refused',
      'test',
    ]);
    const alone = { action: 'add_members', members: [ann, {}] } as const;
    await deliver({ ...alone, session: 'u' });
    await deliver({ action: 'remove_members', session: 'v', members: ['ann'] });
    expect(await client.call('deliveries.foresee', { number: 5 })).toMatchObject({
      outcome: 'repeat',
      joined: 0,
    });
    expect(await codeOf(client.call('deliveries.foresee', { number: 99 }))).toBe('DELIVERY_GONE');
  });

  test('one that failed is applied again, and every screen shows it', async ({
    connect,
    deliver,
    dataDir,
  }) => {
    const client = await connect(name);
    await deliver({ action: 'members', session: 's', members: ['ann'] });
    const { mend } = refuseToWrite(dataDir, 'bob');
    const bob = person('bob', { first_name: 'Bob' });
    await deliver({ action: 'add_members', session: 't', members: [bob, {}] });
    await deliver({ action: 'add_members', session: 'u', members: ['cid'] });
    const { cohorts: before } = await client.call('app.snapshot', {});
    expect(before).toMatchObject([{ members: 2 }]);
    const again = () => client.call('deliveries.applyAgain', { number: 2 });
    expect(await codeOf(again())).toBe('DELIVERY_FAILS_AGAIN');
    mend();
    expect(await client.call('deliveries.foresee', { number: 2 })).toEqual({
      outcome: 'applied',
      joined: 1,
      left: 0,
      changed: 0,
      unknown: 0,
      unidentified: 1,
      people: [
        {
          change: 'joins',
          distinctId: 'bob',
          email: 'bob@example.com',
          firstName: 'Bob',
          lastName: null,
          fullName: null,
        },
      ],
    });
    await again();
    await again();
    const { cohorts } = await client.call('app.snapshot', {});
    expect(cohorts).toMatchObject([{ members: 3, joined: 2 }]);
    expect(cohorts[0]?.revision).toBeGreaterThan(before[0]?.revision ?? 0);
    const { delivery } = await client.call('deliveries.read', { number: 2 });
    expect(delivery.report).toMatchObject({ outcome: 'applied', joined: 1, unidentified: 1 });
  });
});
