import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { createLogger } from '../../main/log.ts';
import { dataFolder } from '../../main/store/data-folder.ts';
import { listProperties } from '../../main/store/reading/properties.ts';
import { openStore } from '../../main/store/store.ts';
import { cohortOf, member, type Sync } from '../exporting/support/cohort.ts';
import { until } from '../support/until.ts';

// each history goes through the threads of a store of its own
vi.setConfig({ testTimeout: 120_000 });

const DAY = '1990-05-01T00:00:00';
const TIME = '1990-05-01T12:30:00';
/** Beside the types: what a version before it did not note. */
const SURVEY_BITS = 128 | 256;

const NAMES = ['a', 'b', 'say "hi"', '日本語', '__proto__', ''] as const;
const value = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom(DAY, '2026-12-31T00:00:00') },
  { weight: 2, arbitrary: fc.constantFrom('', null) },
  { weight: 1, arbitrary: fc.constantFrom(TIME, '1990-05-01', 'n/a', 7, true, [DAY], { DAY }) },
);
const person = fc
  .array(fc.tuple(fc.constantFrom(...NAMES), value), { maxLength: 4 })
  .map((entries) => Object.fromEntries(entries.map(([name, each]) => [name, each])));
/** Some people, of whom the same come again with other values. */
const sync: fc.Arbitrary<Sync> = fc.record({
  action: fc.constantFrom('members', 'add_members'),
  members: fc
    .array(fc.tuple(fc.integer({ min: 0, max: 5 }), person), { minLength: 1, maxLength: 5 })
    .map((people) => [...new Map(people)].map(([id, each]) => member(each, `p${id}`))),
});

const isNoDay = (each: unknown) =>
  each !== null && each !== '' && !(typeof each === 'string' && each.endsWith('T00:00:00'));

/** The values that ever came, by property. */
function valuesOf(syncs: readonly Sync[]): ReadonlyMap<string, unknown[]> {
  const values = new Map<string, unknown[]>();
  for (const { members } of syncs) {
    for (const each of Array.isArray(members) ? members : []) {
      for (const [name, one] of Object.entries(each)) {
        values.set(name, [...(values.get(name) ?? []), one]);
      }
    }
  }
  return values;
}

async function open(dir: string) {
  const log = createLogger(() => {});
  return openStore({ dir, log, retention: { days: 30, bytes: 2 ** 30 } });
}

type Store = Awaited<ReturnType<typeof open>>;

async function typesIn(store: Store): Promise<ReadonlyMap<string, readonly string[]>> {
  return new Map((await store.read('properties', 1)).map(({ name, types }) => [name, types]));
}

it('a property of which every value ever received is midnight is one of days', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(sync, { minLength: 1, maxLength: 4 }), async (syncs) => {
      const { dir } = await cohortOf(...syncs);
      const store = await open(dir);
      const types = await typesIn(store);
      await store.close();
      for (const [name, values] of valuesOf(syncs)) {
        if (name === 'mixpanel_distinct_id') continue;
        const hasDays = values.includes(DAY) || values.includes('2026-12-31T00:00:00');
        const expected = hasDays && !values.some(isNoDay);
        expect(types.get(name)?.includes('day'), JSON.stringify([name, values])).toBe(expected);
      }
    }),
    { numRuns: 15, endOnFailure: true },
  );
});

it('what an older version stored counts as times until it is looked through by itself', async () => {
  const { dir } = await cohortOf(
    {
      action: 'members',
      members: [
        member({ day: DAY, once: TIME, gone: DAY, time: TIME, none: 'x', 'say "hi"': DAY }, 'ann'),
        member({ day: '', gone: TIME }, 'bob'),
      ],
    },
    { action: 'members', members: [member({ day: DAY, once: DAY, gone: DAY }, 'ann')] },
  );
  const { rosterPath } = dataFolder(dir);
  const roster = new DatabaseSync(rosterPath);
  roster.exec(`UPDATE property SET types = types & ~${SURVEY_BITS}`);
  roster.close();
  const before = new DatabaseSync(rosterPath, { readOnly: true });
  const unread = new Map(listProperties(before, 1).map(({ name, types }) => [name, types]));
  before.close();
  expect(unread.get('day')).toEqual(['text', 'date']);
  const store = await open(dir);
  await until('the days are found', async () => {
    return (await typesIn(store)).get('day')?.includes('day') === true;
  });
  const types = await typesIn(store);
  expect(Object.fromEntries(types)).toMatchObject({
    day: ['text', 'day'],
    'say "hi"': ['day'],
    once: ['date'],
    gone: ['date'],
    time: ['date'],
    none: ['text'],
  });
  await store.keep({
    receivedAtMs: Date.UTC(2026, 1, 1),
    headers: {},
    body: new Uint8Array(
      Buffer.from(
        JSON.stringify({
          action: 'add_members',
          parameters: {
            mixpanel_project_id: '1',
            mixpanel_cohort_id: '7',
            mixpanel_session_id: 'later',
            members: [member({ day: TIME }, 'cid')],
          },
        }),
      ),
    ),
  });
  await store.applyAll();
  expect((await typesIn(store)).get('day')).toEqual(['text', 'date']);
  await store.close();
});
