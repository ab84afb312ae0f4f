import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openForReading } from '../../main/store/database.ts';
import { ROSTER_MIGRATIONS } from '../../main/store/migrations/roster.ts';
import { MemberWindows } from '../../main/store/reading/member-window.ts';
import type { Selection } from '../../main/store/reading/membership.ts';
import type { Filter } from '../../shared/api/filter.ts';
import { cohortOf, member, type Sync } from '../exporting/support/cohort.ts';
import { passes, readPerson } from './support/naive-filter.ts';
import { people, questions } from './support/random-people.ts';

// each history goes through the threads of a store of its own
vi.setConfig({ testTimeout: 120_000 });

const NOW = { what: 'members', at: 'now' } as const;

type Question = readonly Filter[];
type Find = (filters: Question, selection?: Selection) => string[];

/** Who is found in a cohort that received these syncs, by id. */
async function finderIn(...syncs: readonly Sync[]): Promise<Find> {
  const { request } = await cohortOf(...syncs);
  const roster = openForReading(request.rosterPath, ROSTER_MIGRATIONS);
  onTestFinished(() => roster.close());
  return (filters, selection = NOW) => {
    const who = { cohort: 1, selection, filters };
    const page = { order: 'distinct_id', descending: false, offset: 0, limit: 500 } as const;
    const { rows, count } = new MemberWindows(roster).read({ ...who, ...page });
    const ids = rows.map(({ distinctId }) => distinctId);
    expect([count, new MemberWindows(roster).count(who).count]).toEqual([ids.length, ids.length]);
    return ids;
  };
}

const all = (members: readonly string[]): Sync => ({
  action: 'members',
  members: `[${members.join(',')}]`,
});

describe('filters', () => {
  it('find whom a reader with pencil and paper would, whatever names and values are', async () => {
    const history = fc.tuple(people, people, questions);
    await fc.assert(
      fc.asyncProperty(history, async ([before, now, asked]) => {
        const find = await finderIn(all(before), all(now));
        const wasIn = new Map(before.map((json, i) => [`p${i}`, readPerson(json)]));
        const isIn = new Map(now.map((json, i) => [`p${i}`, readPerson(json)]));
        const left = new Map([...wasIn].filter(([id]) => !isIn.has(id)));
        for (const filters of asked) {
          const expected = (of: typeof isIn) =>
            [...of]
              .filter(([, person]) => filters.every((filter) => passes(person, filter)))
              .map(([id]) => id)
              .sort();
          const question = JSON.stringify(filters);
          expect(find(filters), question).toEqual(expected(isIn));
          const past = { what: 'members', at: 1 } as const;
          expect(find(filters, past), `${question} as of then`).toEqual(expected(wasIn));
          const gone = { what: 'left', since: 1, at: 'now' } as const;
          expect(find(filters, gone), `${question} who left`).toEqual(expected(left));
        }
      }),
      // what failed is in the message; a smaller case would take a new store for each try
      { numRuns: 10, endOnFailure: true },
    );
  });

  it('tell 64-bit ids apart that are one number to a computer', async () => {
    const find = await finderIn(
      all([
        '{"mixpanel_distinct_id":"a","account":9007199254740992}',
        '{"mixpanel_distinct_id":"b","account":9007199254740993}',
        '{"mixpanel_distinct_id":"c","account":12345678901234567890}',
        '{"mixpanel_distinct_id":"d","account":12345678901234567891}',
      ]),
    );
    const is = (value: string) => find([{ property: 'account', test: 'is', value }]);
    expect(is('9007199254740993')).toEqual(['b']);
    expect(is('12345678901234567890')).toEqual(['c']);
    const above = { property: 'account', test: 'atLeast', value: '9007199254740993' } as const;
    expect(find([above])).toEqual(['b', 'c', 'd']);
  });

  it('compare numbers as numbers, written as text too, and dates as dates', async () => {
    const members = [
      member({ score: 9, seen: '2026-01-31' }, 'a'),
      member({ score: 15, seen: '2026-02-01T08:00:00' }, 'b'),
      member({ score: '15', seen: '2026-11-01' }, 'c'),
      member({ score: 'n/a', seen: null }, 'd'),
    ];
    const find = await finderIn({ action: 'members', members });
    expect(find([{ property: 'score', test: 'atLeast', value: '10' }])).toEqual(['b', 'c']);
    expect(find([{ property: 'score', test: 'atMost', value: '9.0' }])).toEqual(['a']);
    expect(find([{ property: 'score', test: 'is', value: '9.0' }])).toEqual(['a']);
    expect(find([{ property: 'seen', test: 'atLeast', value: '2026-02-01' }])).toEqual(['b', 'c']);
    expect(find([{ property: 'seen', test: 'atLeast', value: '2026' }])).toEqual(['a', 'b', 'c']);
    const february: Question = [
      { property: 'seen', test: 'atLeast', value: '2026-02-01' },
      { property: 'seen', test: 'atMost', value: '2026-03-01' },
    ];
    expect(find(february)).toEqual(['b']);
  });

  it('find a day that was sent as its midnight by the day alone', async () => {
    const born = (day: string, id: string) => member({ birthday: `${day}T00:00:00` }, id);
    const members = [born('1990-04-30', 'a'), born('1990-05-01', 'b'), born('1990-05-02', 'c')];
    const find = await finderIn({ action: 'members', members });
    const on = (test: 'is' | 'isNot' | 'atLeast' | 'atMost') =>
      find([{ property: 'birthday', test, value: '1990-05-01' }]);
    expect(on('is')).toEqual(['b']);
    expect(on('isNot')).toEqual(['a', 'c']);
    expect(on('atLeast')).toEqual(['b', 'c']);
    expect(on('atMost')).toEqual(['a', 'b']);
  });

  it('take what is missing, null or empty for no value', async () => {
    const members = [
      member({ plan: 'Pro' }, 'a'),
      member({ plan: '' }, 'b'),
      member({ plan: null }, 'c'),
      member({}, 'd'),
      member({ plan: [] }, 'e'),
      member({ plan: 0 }, 'f'),
    ];
    const find = await finderIn({ action: 'members', members });
    expect(find([{ property: 'plan', test: 'hasNone' }])).toEqual(['b', 'c', 'd', 'e']);
    expect(find([{ property: 'plan', test: 'hasValue' }])).toEqual(['a', 'f']);
    const notPro = { property: 'plan', test: 'isNot', value: 'Pro' } as const;
    expect(find([notPro])).toEqual(['b', 'c', 'd', 'e', 'f']);
  });

  it('tell who joined by or from a moment, now, as of then, and among those who left', async () => {
    // Delivery n comes at the beginning of day n of January.
    const find = await finderIn(
      { action: 'members', members: [member({ plan: 'Pro' }, 'a'), member({}, 'b')] },
      { action: 'add_members', members: [member({ plan: 'Pro' }, 'c')] },
      { action: 'add_members', members: [member({}, 'd')] },
      { action: 'remove_members', members: [member({}, 'b'), member({}, 'd')] },
    );
    const from = (day: number) => ({ test: 'joinedFrom', atMs: Date.UTC(2026, 0, day) }) as const;
    const until = (day: number) => ({ test: 'joinedUntil', atMs: Date.UTC(2026, 0, day) }) as const;
    expect(find([from(2)])).toEqual(['c']);
    expect(find([until(1)])).toEqual(['a']);
    // Since when those of the first full sync are in, nobody knows: by then, and surely not since another moment.
    expect(find([from(1), until(2), { property: 'plan', test: 'is', value: 'Pro' }])).toEqual([
      'c',
    ]);
    expect(find([{ test: 'startUnknown' }])).toEqual(['a']);
    expect(find([{ test: 'startUnknown' }], { what: 'members', at: 3 })).toEqual(['a', 'b']);
    expect(find([from(5)])).toEqual([]);
    expect(find([from(2)], { what: 'members', at: 3 })).toEqual(['c', 'd']);
    expect(find([from(2)], { what: 'left', since: 3, at: 'now' })).toEqual(['d']);
    expect(find([until(2)], { what: 'joined', since: 1, at: 'now' })).toEqual(['c']);
  });

  it('look into lists', async () => {
    const members = '[{"mixpanel_distinct_id":"a","tags":["\\u65e5\\u672c","VIP"]}]';
    const find = await finderIn({ action: 'members', members });
    expect(find([{ property: 'tags', test: 'is', value: '日本' }])).toEqual(['a']);
    expect(find([{ property: 'tags', test: 'contains', value: 'vip' }])).toEqual(['a']);
    expect(find([{ property: 'tags', test: 'isNot', value: 'VIP' }])).toEqual([]);
  });
});
