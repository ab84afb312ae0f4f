import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openForReading } from '../../main/store/database.ts';
import { ROSTER_MIGRATIONS } from '../../main/store/migrations/roster.ts';
import { findPeople } from '../../main/store/reading/find-people.ts';
import { MemberWindows } from '../../main/store/reading/member-window.ts';
import type { Selection } from '../../main/store/reading/membership.ts';
import { RawIndexKeeper } from '../../main/store/roster/keep-raw-indexes.ts';
import type { PropertyFilter } from '../../shared/api/filter.ts';
import { type Cohort, cohortOf, EXCEL, type Sync } from '../exporting/support/cohort.ts';
import { parseCsv } from '../exporting/support/parse-csv.ts';
import { passes } from './support/naive-filter.ts';
import { FIELDS, NaivePerson } from './support/naive-person.ts';

// each history goes through the threads of a store of its own
vi.setConfig({ testTimeout: 120_000 });

const NOW = { what: 'members', at: 'now' } as const;
const ALL = { descending: false, offset: 0, limit: 500 } as const;

const NAMES = [...FIELDS, '$email', '$first_name', '$last_name', '$phone', '$name'];
const TEXTS = ['Ann', 'ann@example.com', 'Bo', '佐藤', 'Zed', 'raw@example.com', '+81', '100%'];
const text = fc.constantFrom(...TEXTS).map((value) => JSON.stringify(value));
const value = fc.oneof(
  { weight: 6, arbitrary: text },
  { weight: 2, arbitrary: fc.constant('""') },
  { weight: 2, arbitrary: fc.constantFrom('null', '[]', '{}', '7', 'true', '["Zed"]') },
);
/** Values that nearly all senders have: texts, or nothing. */
const plainValue = fc.oneof(
  { weight: 4, arbitrary: text },
  { weight: 1, arbitrary: fc.constantFrom('""', 'null') },
);

/** People with ids p0, p1, …, as JSON, who came with some of the names. */
function people(names: readonly string[], of: fc.Arbitrary<string>) {
  const person = fc
    .array(fc.tuple(fc.constantFrom(...names), of), { maxLength: 8 })
    .map((entries) => [...new Map(entries)].map(([name, json]) => `${written(name)}:${json}`));
  return fc
    .array(person, { minLength: 10, maxLength: 24 })
    .map((all) =>
      all.map((each, i) => `{${[`"mixpanel_distinct_id":"p${i}"`, ...each].join(',')}}`),
    );
}

/** A dollar sign escaped now and then, as some senders do. */
function written(name: string): string {
  return name === '$phone' ? '"\\u0024phone"' : JSON.stringify(name);
}

const histories = fc
  .tuple(fc.subarray(NAMES, { minLength: 2 }), fc.constantFrom(value, plainValue))
  .chain(([names, of]) => fc.tuple(people(names, of), people(names, of)));

const searches = ['ann', 'RAW@', 'Zed', '佐', '100%', '7', 'p1', 'nobody'];
const filters: readonly PropertyFilter[] = FIELDS.flatMap((property) => [
  { property, test: 'hasNone' },
  { property, test: 'hasValue' },
  { property, test: 'is', value: 'Zed' },
  { property, test: 'isNot', value: 'Zed' },
  { property, test: 'contains', value: 'an' },
  { property, test: 'atLeast', value: '7' },
]);

const sync = (members: readonly string[]): Sync => ({
  action: 'members',
  members: `[${members.join(',')}]`,
});

function open({ request }: Cohort) {
  const roster = openForReading(request.rosterPath, ROSTER_MIGRATIONS);
  onTestFinished(() => roster.close());
  return roster;
}

/** As the roster's thread makes them for large cohorts. */
function makeIndexes({ request }: Cohort): void {
  const roster = new DatabaseSync(request.rosterPath);
  const keeper = new RawIndexKeeper(roster, 0);
  let steps = 0;
  while (keeper.step()) steps += 1;
  roster.close();
  expect([0, 2]).toContain(steps);
}

/** As the naive model sorts: by keys, then by row; whoever has nothing comes last, whatever the direction. */
function sorted(
  found: readonly NaivePerson[],
  order: 'email' | 'name',
  rowOf: (id: string) => number,
): string[] {
  const compare = (a: NaivePerson, b: NaivePerson) => {
    for (const [i, key] of a.keys(order).entries()) {
      const difference = Buffer.compare(Buffer.from(key), Buffer.from(b.keys(order)[i] ?? ''));
      if (difference !== 0) return difference;
    }
    return rowOf(a.id) - rowOf(b.id);
  };
  const isBlank = (person: NaivePerson) => person.keys(order)[0] === '';
  const inOrder = [...found].sort(compare);
  return [...inOrder.filter((each) => !isBlank(each)), ...inOrder.filter(isBlank)].map(
    ({ id }) => id,
  );
}

function descending(ids: readonly string[], blanks: number): string[] {
  return [
    ...ids.slice(0, ids.length - blanks).reverse(),
    ...ids.slice(ids.length - blanks).reverse(),
  ];
}

describe('common fields under raw names', () => {
  it.each(['read off the properties', 'read off indexes of their own'])(
    'are shown, searched, sorted, filtered and exported as a reader with pencil and paper would, %s',
    async (way) => {
      await fc.assert(
        fc.asyncProperty(histories, async ([before, now]) => {
          const cohort = await cohortOf(sync(before), sync(now));
          if (way === 'read off indexes of their own') makeIndexes(cohort);
          const roster = open(cohort);
          const windows = new MemberWindows(roster);
          const wasIn = before.map((json) => new NaivePerson(json));
          const isIn = now.map((json) => new NaivePerson(json));
          const has = (all: readonly NaivePerson[], id: string) =>
            all.some((each) => each.id === id);
          const selections: readonly [Selection, readonly NaivePerson[]][] = [
            [NOW, isIn],
            [{ what: 'members', at: 1 }, wasIn],
            [{ what: 'joined', since: 1, at: 'now' }, isIn.filter(({ id }) => !has(wasIn, id))],
            [{ what: 'left', since: 1, at: 'now' }, wasIn.filter(({ id }) => !has(isIn, id))],
          ];
          for (const [selection, expected] of selections) {
            const where = JSON.stringify({ selection, before, now });
            const who = { cohort: 1, selection };
            const { rows } = windows.read({ ...who, order: 'distinct_id', ...ALL });
            const rowOf = (id: string) => rows.find(({ distinctId }) => distinctId === id)?.id ?? 0;
            const ids = (found: readonly { id: string }[]) => found.map(({ id }) => id).sort();
            const read = (
              more: object,
              order: 'distinct_id' | 'email' | 'name' = 'distinct_id',
            ) => {
              const query = { ...who, ...ALL, order, ...more };
              const window = windows.read(query);
              expect(window.count).toBe(window.rows.length);
              expect(windows.count({ ...who, ...more }).count).toBe(window.count);
              return window.rows.map(({ distinctId }) => distinctId);
            };
            for (const row of rows) {
              const person = expected.find(({ id }) => id === row.distinctId);
              const shown = new Map(Object.entries(JSON.parse(row.properties)));
              for (const field of FIELDS) {
                const plain = JSON.stringify(shown.get(field));
                expect(plain, `${field} of ${row.properties}`).toBe(jsonOf(person?.shown(field)));
              }
            }
            expect(read({}), where).toEqual(ids(expected));
            for (const search of searches) {
              const found = expected.filter((person) => person.isFoundBy(search));
              expect(read({ search }), `${search} in ${where}`).toEqual(ids(found));
              expect(read({ search }, 'name'), `${search} in ${where}`).toEqual(
                sorted(found, 'name', rowOf),
              );
            }
            for (const filter of filters) {
              const found = expected.filter((person) => passes(person.properties, filter));
              const question = JSON.stringify(filter);
              expect(read({ filters: [filter] }), `${question} in ${where}`).toEqual(ids(found));
            }
            for (const order of ['email', 'name'] as const) {
              const inOrder = sorted(expected, order, rowOf);
              const blanks = expected.filter((person) => person.keys(order)[0] === '').length;
              expect(read({}, order), `${order} in ${where}`).toEqual(inOrder);
              expect(read({ descending: true }, order), `${order} in ${where}`).toEqual(
                descending(inOrder, blanks),
              );
            }
          }
          for (const search of searches) {
            const found = findPeople(roster, search);
            const left = wasIn.filter(({ id }) => !has(isIn, id));
            const isFound = [...isIn, ...left].filter((person) => person.isFoundBy(search));
            const expected = isFound.map(({ id }) => id).sort();
            expect(found.map(({ distinctId }) => distinctId).sort(), search).toEqual(expected);
            for (const { distinctId, email, firstName, lastName, fullName } of found) {
              const person = isFound.find(({ id }) => id === distinctId);
              expect([email, firstName, lastName, fullName].map((text) => text ?? '')).toEqual([
                person?.text('email'),
                person?.text('first_name'),
                person?.text('last_name'),
                person?.fullName,
              ]);
            }
          }
          const csv = parseCsv((await cohort.csv({ format: EXCEL })).slice(1));
          const [header = [], ...lines] = csv;
          for (const [i, title] of ['Email', 'First name', 'Last name', 'Phone'].entries()) {
            const field = FIELDS[i];
            const at = header.indexOf(title);
            for (const line of lines) {
              const person = isIn.find(({ id }) => id === line[0]);
              const shown = field === undefined ? undefined : person?.shown(field);
              if (at === -1) expect(shown).toBeUndefined();
              else expect(line[at], `${title} of ${line[0]}`).toBe(cellOf(shown));
            }
          }
        }),
        // what failed is in the message; a smaller case would take a new store for each try
        { numRuns: 15, endOnFailure: true },
      );
    },
  );
});

function jsonOf(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(plainOf(value));
}

/** Numbers come from the model as they were sent. */
function plainOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainOf);
  return value instanceof Object && 'text' in value ? Number(value.text) : value;
}

function cellOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value === '+81') return '="+81"';
  if (value === '100%') return '="100%"';
  return typeof value === 'string' ? value : (jsonOf(value) ?? '');
}
