import { afterAll, expect } from 'vitest';
import type { Filter } from '../../shared/api/filter.ts';
import { removeDataFolders } from '../support/data-folders.ts';
import { type AppClient, person, test } from './support/with-api.ts';

afterAll(removeDataFolders);

const PAGES = 5;
const PAGE_SIZE = 1000;
const EVERYBODY = { what: 'members', at: 'now' } as const;

/** Of a thousand, 500 live in Osaka and 4 in Nara; more Osakans than are sorted whichever of them are asked for. */
function townOf(i: number): string {
  if (i % 250 === 3) return 'nara';
  return i % 2 === 0 ? 'osaka' : 'kyoto';
}

function pageOfPeople(page: number) {
  return Array.from({ length: PAGE_SIZE }, (_, i) => {
    const n = page * PAGE_SIZE + ((i * 7919) % PAGE_SIZE);
    const email = n % 11 === 5 ? '' : `${n % 97}@${townOf(n)}.example`;
    return person(`p${n}`, { email, ...(n % 5 !== 2 && { last_name: `L${n % 13}` }) });
  });
}

interface Listing {
  readonly cohort: number;
  readonly order: 'distinct_id' | 'email' | 'name' | 'joined';
  readonly descending: boolean;
  readonly selection?: { readonly what: 'members'; readonly at: number };
  readonly search?: string;
  readonly filters?: Filter[];
}

/** What the properties of somebody look like who has nothing to be sorted by. */
const BLANK = {
  email: /"email":""/,
  name: /^(?!.*"last_name")/,
} as const;

function expectBlanksLast(rows: readonly { text: string }[], blank: RegExp): void {
  const isBlank = rows.map(({ text }) => blank.test(text));
  expect(isBlank).toContain(true);
  expect(isBlank.slice(isBlank.indexOf(true))).not.toContain(false);
}

/** Every row, asked for in pieces as a table does that is scrolled through. */
async function listAll(client: AppClient, listing: Listing) {
  const rows: { id: string; text: string }[] = [];
  let count = Number.POSITIVE_INFINITY;
  for (let offset = 0; offset < count; offset += 500) {
    const answer = await client.call('members.rows', {
      selection: EVERYBODY,
      ...listing,
      offset,
      limit: 500,
    });
    count = answer.count;
    rows.push(
      ...answer.rows.map(({ distinctId, properties }) => ({ id: distinctId, text: properties })),
    );
  }
  return rows;
}

test('who is found stands in the same order as among everybody, to the last row', async ({
  connect,
  deliver,
}) => {
  const client = await connect('ipc');
  for (let page = 0; page < PAGES; page += 1) {
    await deliver({
      action: 'members',
      session: 's',
      page: page + 1,
      totalPages: PAGES,
      members: pageOfPeople(page),
    });
  }
  const { cohorts } = await client.call('app.snapshot', {});
  const cohort = cohorts[0]?.id ?? 0;
  for (const order of ['distinct_id', 'email', 'name', 'joined'] as const) {
    for (const descending of [false, true]) {
      const listing = { cohort, order, descending };
      const everybody = await listAll(client, listing);
      expect(everybody).toHaveLength(PAGES * PAGE_SIZE);
      if (order === 'email' || order === 'name') expectBlanksLast(everybody, BLANK[order]);
      const past = { ...listing, selection: { what: 'members', at: PAGES } } as const;
      expect(await listAll(client, past), `as of then by ${order}`).toEqual(everybody);
      const named = await listAll(client, { ...listing, search: 'p1' });
      expect(named).toEqual(everybody.filter(({ id }) => id.startsWith('p1')));
      for (const search of ['@OSAKA', '@nara', 'nobody']) {
        const wanted = everybody.filter(({ text }) => text.includes(search.toLowerCase()));
        const found = await listAll(client, { ...listing, search });
        expect(found, `${search} by ${order} ${descending}`).toEqual(wanted);
        const filter = { property: 'email', test: 'contains', value: search } as const;
        const filtered = await listAll(client, { ...listing, filters: [filter] });
        expect(filtered, `filtered: ${search} by ${order} ${descending}`).toEqual(wanted);
      }
    }
  }

  const typed = { cohort, order: 'email', descending: false } as const;
  const everybody = await listAll(client, typed);
  for (const search of ['@', '@n', '@N', '@na', '@nar', '@Nara', 'nara', '@na', '3@na', '3@nao']) {
    const wanted = everybody.filter(({ text }) => text.includes(search.toLowerCase()));
    const found = await listAll(client, { ...typed, search });
    expect(found, `after typing ${search}`).toEqual(wanted);
  }

  await deliver({ action: 'remove_members', session: 't', members: ['p3', 'p253'] });
  const listing = { cohort, order: 'joined', descending: false } as const;
  const osakans = everybody.filter(({ text }) => text.includes('@osaka'));
  const naraites = everybody.filter(({ text }) => text.includes('@nara'));
  expect(await listAll(client, { ...listing, search: '@nara' })).toHaveLength(naraites.length - 2);
  expect(await listAll(client, { ...listing, search: '@osaka' })).toHaveLength(osakans.length);
  const l3: Filter = { property: 'last_name', test: 'is', value: 'L3' };
  const both = await listAll(client, { ...listing, search: '@osaka', filters: [l3] });
  expect(both.length).toBeGreaterThan(0);
  expect(both.every(({ text }) => text.includes('@osaka') && text.includes('"L3"'))).toBe(true);
});
