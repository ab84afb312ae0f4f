import { isDeepStrictEqual } from 'node:util';
import { afterAll, describe, expect } from 'vitest';
import * as z from 'zod';
import type { Snapshot } from '../../shared/api/contract.ts';
import { followState } from '../../shared/api/follow-state.ts';
import type { Cohort, Member, Moment, Property, Round, Sync } from '../../shared/api/model.ts';
import type { Settings } from '../../shared/api/settings-model.ts';
import { RollcallError } from '../../shared/errors.ts';
import { removeDataFolders } from '../support/data-folders.ts';
import { post, sendPage } from '../support/mixpanel.ts';
import { until } from '../support/until.ts';
import { type AppClient, person, type TransportName, test } from './support/with-api.ts';

afterAll(removeDataFolders);

const propertiesSchema = z.record(z.string(), z.unknown());

async function onlyCohort(client: AppClient): Promise<Cohort> {
  const { cohorts } = await client.call('app.snapshot', {});
  const [cohort] = cohorts;
  if (cohort === undefined || cohorts.length > 1) throw new Error('There is not just one cohort.');
  return cohort;
}

async function idsOf(client: AppClient, query: { cohort: number; at?: Moment }): Promise<string[]> {
  const rows = await allRows(client, query);
  return rows.map(({ distinctId }) => distinctId);
}

async function allRows(
  client: AppClient,
  { cohort, at = 'now' }: { cohort: number; at?: Moment },
): Promise<Member[]> {
  const { rows } = await client.call('members.rows', {
    cohort,
    selection: { what: 'members', at },
    order: 'distinct_id',
    descending: false,
    offset: 0,
    limit: 500,
  });
  return rows;
}

function codeOf(asking: Promise<unknown>): Promise<string> {
  return asking.then(
    () => 'no error',
    (error: unknown) => (error instanceof RollcallError ? error.code : String(error)),
  );
}

describe.each<TransportName>(['loopback', 'ipc'])('over the transport %s', (name) => {
  test('a screen hears of what arrives after it has asked for the whole state', async ({
    connect,
    rollcall,
  }) => {
    const client = await connect(name);
    const pushes: Snapshot[] = [];
    followState(client, (snapshot) => pushes.push(snapshot));
    const before = await client.call('app.snapshot', {});
    expect(before).toMatchObject({ cohorts: [], lastDelivery: 0, trouble: null, language: 'en' });
    expect(before.hookUrl).toBe(rollcall.hookUrl);

    await sendPage(rollcall.hookUrl, { action: 'members', session: 's', members: ['ann', 'bob'] });
    const push = await until('the cohort is pushed', () =>
      pushes.find(({ cohorts }) => cohorts[0]?.members === 2),
    );
    expect(push.cohorts).toMatchObject([
      { cohortId: '7', name: 'Cohort 7', baseline: 'known', state: 'complete', joined: 0, left: 0 },
    ]);
  });

  test('a cohort says what is arriving and how its last round went', async ({
    connect,
    deliver,
  }) => {
    const client = await connect(name);
    const page = { action: 'members', session: 's', totalPages: 3 } as const;
    await deliver({ ...page, page: 1, members: ['ann'] });
    await deliver({ ...page, page: 2, members: ['bob'] });
    expect(await onlyCohort(client)).toMatchObject({
      state: 'receiving',
      arriving: { pagesReceived: 2, totalPages: 3 },
    });
    await deliver({ ...page, page: 3, members: ['cid', 'dan'] });
    await deliver({ action: 'remove_members', session: 't', members: ['dan'] });
    const cohort = await onlyCohort(client);
    expect(cohort).toMatchObject({ arriving: null, members: 3, joined: 0, left: 0, sizes: [3] });
    expect(cohort).toMatchObject({
      removedMost: null,
      isSample: false,
      rhythm: { kind: 'unknown' },
    });
    const rounds: Round[] = await client.call('rounds.list', { cohort: cohort.id, limit: 10 });
    expect(rounds).toMatchObject([{ joined: 0, left: 0, size: 3 }]);
    const syncs: Sync[] = await client.call('syncs.list', { cohort: cohort.id });
    expect(syncs.map(({ action, left }) => [action, left])).toEqual([
      ['members', 0],
      ['remove_members', 1],
    ]);
  });

  test('a full sync that removes most of a cohort is marked', async ({ connect, deliver }) => {
    const client = await connect(name);
    await deliver({ action: 'members', session: 's', members: ['ann', 'bob', 'cid'] });
    await deliver({ action: 'members', session: 't', members: ['ann'] });
    const { id, removedMost } = await onlyCohort(client);
    const syncs = await client.call('syncs.list', { cohort: id });
    expect(removedMost).toBe(syncs.at(-1)?.id);
  });

  test('rows hold every property as it was sent', async ({ connect, deliver }) => {
    const client = await connect(name);
    const members = [
      person('ann', { first_name: 'Ann "A"', plan: 'pro', big: 1e21, list: [1, { a: null }] }),
      { mixpanel_distinct_id: 'bob', email: 5 },
    ];
    const startedAtMs = Date.now();
    await deliver({ action: 'members', session: 's', members });
    const { id } = await onlyCohort(client);
    const [ann, bob] = await allRows(client, { cohort: id });
    expect(ann?.properties).toContain('"big":1e+21');
    expect(propertiesSchema.parse(JSON.parse(ann?.properties ?? ''))).toEqual({
      email: 'ann@example.com',
      first_name: 'Ann "A"',
      plan: 'pro',
      big: 1e21,
      list: [1, { a: null }],
    });
    expect(bob?.properties).toBe('{"email":5}');
    expect(ann?.joinedAtMs).toBeNull();
    expect(ann?.inSinceBeforeMs).toBeGreaterThanOrEqual(startedAtMs);
    expect(ann?.leftAtMs).toBeNull();
    const columns: Property[] = await client.call('properties.list', { cohort: id });
    expect(columns.map((column) => column.name)).toEqual([
      'mixpanel_distinct_id',
      'email',
      'first_name',
      'plan',
      'big',
      'list',
    ]);
  });

  test('rows come from any depth, in any order and direction', async ({ connect, deliver }) => {
    const client = await connect(name);
    const ids = Array.from({ length: 250 }, (_, i) => `p${String(i).padStart(3, '0')}`);
    const members = ids.map((id, i) =>
      person(id, { email: `${String(i % 7)}@example.com`, last_name: `L${i % 5}` }),
    );
    await deliver({ action: 'members', session: 's', members });
    const { id: cohort } = await onlyCohort(client);
    const base = { cohort, selection: { what: 'members', at: 'now' }, limit: 60 } as const;
    for (const order of ['distinct_id', 'email', 'name', 'joined'] as const) {
      for (const descending of [false, true]) {
        const windows = await Promise.all(
          [0, 60, 120, 180, 240].map((offset) =>
            client.call('members.rows', { ...base, order, descending, offset }),
          ),
        );
        const found = windows.flatMap(({ rows }) => rows.map(({ distinctId }) => distinctId));
        expect(found.toSorted(), `${order} ${descending}`).toEqual(ids);
        if (order === 'distinct_id') expect(found).toEqual(descending ? ids.toReversed() : ids);
      }
    }
    const beyond = { ...base, order: 'email', descending: false, offset: 250 } as const;
    expect((await client.call('members.rows', beyond)).rows).toEqual([]);
  });

  test('a search, a past moment and who joined or left are shown, sorted and counted', async ({
    connect,
    deliver,
  }) => {
    const client = await connect(name);
    const plans = (plan: string) => ['ann', 'bob', 'cid'].map((id) => person(id, { plan }));
    await deliver({ action: 'members', session: 's', members: plans('free') });
    const { id: cohort, revision: first } = await onlyCohort(client);
    await deliver({
      action: 'add_members',
      session: 't',
      members: [person('ann', { plan: 'pro' })],
    });
    await deliver({ action: 'add_members', session: 't2', members: ['dan'] });
    await deliver({ action: 'remove_members', session: 'u', members: ['bob'] });

    expect(await idsOf(client, { cohort })).toEqual(['ann', 'cid', 'dan']);
    expect(await idsOf(client, { cohort, at: first })).toEqual(['ann', 'bob', 'cid']);
    const [ann] = await allRows(client, { cohort, at: first });
    expect(ann?.properties).toContain('"plan":"free"');

    const rows = { cohort, order: 'distinct_id', descending: true, offset: 0, limit: 9 } as const;
    const joined = { what: 'joined', since: first, at: 'now' } as const;
    const left = { what: 'left', since: first, at: 'now' } as const;
    const ofJoined = await client.call('members.rows', { ...rows, selection: joined });
    expect(ofJoined.rows.map(({ distinctId }) => distinctId)).toEqual(['dan']);
    const ofLeft = await client.call('members.rows', { ...rows, selection: left });
    expect(ofLeft.rows).toMatchObject([{ distinctId: 'bob', leftAtMs: expect.any(Number) }]);
    const found = await client.call('members.rows', {
      ...rows,
      selection: { what: 'members', at: 'now' },
      search: 'N@EXAMPLE',
    });
    expect(found.rows.map(({ distinctId }) => distinctId)).toEqual(['dan', 'ann']);
    expect([ofJoined.count, ofLeft.count, found.count]).toEqual([1, 1, 2]);
    const nobody = await client.call('members.rows', { ...rows, selection: left, search: 'ann' });
    expect(nobody).toMatchObject({ rows: [], count: 0 });
  });

  test('a person is found by any common field and has a history', async ({ connect, deliver }) => {
    const client = await connect(name);
    await deliver({ action: 'members', session: 's', members: [person('ann', { plan: 'pro' })] });
    await deliver({ action: 'members', cohort: '8', session: 't', members: ['ann', 'bob'] });
    await deliver({ action: 'remove_members', cohort: '8', session: 'u', members: ['bob'] });
    const people = await client.call('people.find', { search: 'example.com' });
    expect(people).toMatchObject([
      { projectId: '1', distinctId: 'ann', cohorts: [1, 2] },
      { projectId: '1', distinctId: 'bob', cohorts: [] },
    ]);
    const ann = { projectId: '1', distinctId: 'ann' };
    expect(await client.call('people.stays', ann)).toMatchObject([
      {
        cohort: 1,
        cohortName: 'Cohort 7',
        leftAtMs: null,
        properties: expect.stringContaining('pro'),
      },
      { cohort: 2, cohortName: 'Cohort 8', leftAtMs: null },
    ]);
    const [bob] = await client.call('people.stays', { ...ann, distinctId: 'bob' });
    expect(bob?.leftAtMs).toEqual(expect.any(Number));
  });

  test('deliveries are listed, found and shown as they came', async ({
    connect,
    deliver,
    rollcall,
  }) => {
    const client = await connect(name);
    await deliver({ action: 'members', session: 'first', members: [person('ann', { n: 1.0 })] });
    await post(rollcall.hookUrl, '{"action":"members", "members":[1.50]}');
    const list = await client.call('deliveries.list', { limit: 10 });
    expect(list).toMatchObject([
      { number: 2, kind: 'refused', code: 'COHORT_ID_MISSING', report: null },
      {
        number: 1,
        kind: 'sync',
        cohortName: 'Cohort 7',
        report: { outcome: 'applied', inSinceBefore: 1, joined: 0 },
      },
    ]);
    const found = await client.call('deliveries.list', { search: 'cohort 7', limit: 10 });
    expect(found.map(({ number }) => number)).toEqual([1]);
    expect((await client.call('deliveries.list', { before: 2, limit: 10 }))[0]?.number).toBe(1);
    const refused = await client.call('deliveries.read', { number: 2 });
    expect(refused.body).toBe('{\n  "action": "members",\n  "members": [\n    1.50\n  ]\n}');
    expect(refused.headers).toMatchObject({ 'content-type': 'application/json' });
    expect(await codeOf(client.call('deliveries.read', { number: 99 }))).toBe('DELIVERY_GONE');
  });

  test('settings are kept and in force at once', async ({ connect, rollcall }) => {
    const client = await connect(name);
    const chosen: Partial<Settings> = { paused: true, theme: 'dark', language: 'ja' };
    await client.call('settings.update', chosen);
    const { settings, language } = await client.call('app.snapshot', {});
    expect(settings).toMatchObject({ paused: true, theme: 'dark', retentionDays: 30 });
    expect(language).toBe('ja');
    const answer = await sendPage(rollcall.hookUrl, {
      action: 'members',
      session: 's',
      members: [],
    });
    expect(answer.status).toBe(503);
    expect(await codeOf(client.call('sample.start', {}))).toBe('PAUSED');
    await client.call('settings.update', { paused: false });
    expect((await client.call('app.snapshot', {})).trouble).toBeNull();
  });

  test('what is unknown or ill-formed is refused by a code', async ({
    connect,
    rollcall,
    uiUrl,
  }) => {
    const client = await connect(name);
    expect(await codeOf(client.call('cohorts.remove', { cohort: 99 }))).toBe('COHORT_GONE');
    expect(await codeOf(client.call('deliveries.list', { limit: 0 }))).toBe('REQUEST_INVALID');
    expect(uiUrl).toBe(rollcall.uiUrl);
    expect(await rollcall.api.request('constructor', {})).toMatchObject({
      ok: false,
      error: { code: 'REQUEST_UNKNOWN' },
    });
    expect(await rollcall.api.request('app.changed', {})).toMatchObject({ ok: false });
  });

  test('two screens see the same', async ({ connect, deliver }) => {
    const [one, other] = await Promise.all([connect(name), connect('loopback')]);
    const latest: { one?: Snapshot; other?: Snapshot } = {};
    followState(one, (snapshot) => {
      latest.one = snapshot;
    });
    followState(other, (snapshot) => {
      latest.other = snapshot;
    });
    await deliver({ action: 'members', session: 's', members: ['ann', 'bob'] });
    await one.call('settings.update', { theme: 'dark' });
    await until('both have heard of it', () => {
      const heard = [latest.one, latest.other].every(
        (snapshot) => snapshot?.settings.theme === 'dark' && snapshot.cohorts[0]?.members === 2,
      );
      return heard && isDeepStrictEqual(latest.one, latest.other);
    });
    expect(latest.one).toEqual(latest.other);
  });
});
