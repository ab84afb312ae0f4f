import { afterEach, describe, expect, it } from 'vitest';
import type { Filter } from '../../shared/api/filter.ts';
import { endAll, runRollcall } from '../support/start-rollcall.ts';
import { cohortOf, EXCEL, member } from './support/cohort.ts';

afterEach(endAll);

describe('who is exported', () => {
  it('is the cohort now, at a delivery, or who joined or left since one', async () => {
    const cohort = await cohortOf(
      {
        action: 'members',
        members: [member({ plan: 'free' }, 'ann'), member({ plan: 'pro' }, 'bob')],
      },
      {
        action: 'add_members',
        members: [member({ plan: 'pro' }, 'ann'), member({ plan: 'new' }, 'cyd')],
      },
      { action: 'remove_members', members: [member({}, 'bob')] },
    );
    const header = 'mixpanel_distinct_id,plan\r\n';
    const of = (selection: typeof cohort.request.selection) => cohort.csv({ selection });
    expect(await of({ what: 'members', at: 'now' })).toBe(`${header}ann,pro\r\ncyd,new\r\n`);
    expect(await of({ what: 'members', at: 3 })).toBe(`${header}ann,pro\r\ncyd,new\r\n`);
    expect(await of({ what: 'members', at: 2 })).toBe(`${header}ann,pro\r\ncyd,new\r\nbob,pro\r\n`);
    expect(await of({ what: 'members', at: 1 })).toBe(`${header}ann,free\r\nbob,pro\r\n`);
    expect(await of({ what: 'members', at: 0 })).toBe(header);
    expect(await of({ what: 'joined', since: 1, at: 'now' })).toBe(`${header}cyd,new\r\n`);
    expect(await of({ what: 'left', since: 1, at: 'now' })).toBe(`${header}bob,pro\r\n`);
    expect(await of({ what: 'left', since: 1, at: 2 })).toBe(header);
  });

  it('can be narrowed by a text in any common field, taken as it stands', async () => {
    const cohort = await cohortOf({
      action: 'members',
      members: [
        member({ email: '100%@example.com' }, 'a'),
        member({ email: '1000@example.com' }, 'b'),
        member({ last_name: 'snake_case' }, 'c'),
        member({ last_name: 'snakeXcase' }, 'd'),
        member({ first_name: '花子', phone_number: '+81 90' }, 'e'),
        member({ first_name: 'back\\slash' }, 'f'),
      ],
    });
    const found = async (search: string): Promise<string[]> => {
      const csv = await cohort.csv({ search, columns: ['mixpanel_distinct_id'] });
      return csv.split('\r\n').slice(1, -1);
    };
    expect(await found('0%@')).toEqual(['a']);
    expect(await found('e_c')).toEqual(['c']);
    expect(await found('花')).toEqual(['e']);
    expect(await found('+81')).toEqual(['e']);
    expect(await found('k\\s')).toEqual(['f']);
    expect(await found('EXAMPLE')).toEqual(['a', 'b']);
    expect(await found('nobody')).toEqual([]);
    expect(await found('')).toHaveLength(6);
  });

  it('can be narrowed by filters on any property, with the values of then', async () => {
    const cohort = await cohortOf(
      {
        action: 'members',
        members: [
          member({ plan: 'pro', $city: '東京', seats: 3 }, 'a'),
          member({ plan: 'pro', $city: '大阪', seats: 12 }, 'b'),
          member({ plan: 'free', seats: 12 }, 'c'),
        ],
      },
      { action: 'add_members', members: [member({ plan: 'free' }, 'a')] },
    );
    const found = async (filters: Filter[], at: 'now' | number = 'now'): Promise<string[]> => {
      const selection = { what: 'members', at } as const;
      const columns = ['mixpanel_distinct_id'];
      const csv = await cohort.csv({ filters, columns, selection });
      return csv.split('\r\n').slice(1, -1);
    };
    const isPro: Filter = { property: 'plan', test: 'is', value: 'pro' };
    expect(await found([isPro])).toEqual(['b']);
    expect(await found([isPro], 1)).toEqual(['a', 'b']);
    const isLarge: Filter = { property: 'seats', test: 'atLeast', value: '10' };
    expect(await found([isLarge])).toEqual(['b', 'c']);
    expect(await found([isPro, isLarge], 1)).toEqual(['b']);
    expect(await found([{ property: '$city', test: 'hasNone' }])).toEqual(['c']);
  });

  it('can be more people than are read at a time', async () => {
    const many = Array.from({ length: 1001 }, (_, i) => member({ n: i }, `${10_000 + i}`));
    const cohort = await cohortOf({ action: 'members', members: many });
    const expected = many.map((_, i) => `${10_000 + i},${i}\r\n`).join('');
    expect(await cohort.csv()).toBe(`mixpanel_distinct_id,n\r\n${expected}`);
    const at = { what: 'members', at: 1 } as const;
    expect(await cohort.csv({ selection: at })).toBe(`mixpanel_distinct_id,n\r\n${expected}`);
  });
});

describe('a date without a time', () => {
  it.each([
    // They came at 00:00 UTC on January 1, 2 and 3.
    ['America/Los_Angeles', '2025-12-30', []],
    ['America/Los_Angeles', '2025-12-31', ['ann']],
    ['Asia/Tokyo', '2025-12-31', []],
    ['Asia/Tokyo', '2026-01-02', ['ann', 'bob']],
    ['UTC', '2026-01-02', ['ann', 'bob']],
  ] as const)('means in %s the end of %s there', async (TZ, day, expected) => {
    const { dir } = await cohortOf(
      { action: 'members', members: [member({}, 'ann')] },
      { action: 'add_members', members: [member({}, 'bob')] },
      { action: 'add_members', members: [member({}, 'cyd')] },
    );
    const args = ['export', '--data-dir', dir, '--cohort', '7', '--as-of', day];
    const { stdout, stderr } = await runRollcall(args, { environment: { TZ } });
    // Before the first full sync nobody can know who was in.
    expect(stderr).toMatch(expected.length === 0 ? /^Without a finished full sync, .*\n$/ : /^$/);
    expect(stdout.split('\r\n').slice(1, -1)).toEqual(expected);
  });
});

describe('the columns', () => {
  it.each([
    ['plan, seats', 'plan,seats'],
    [' plan ,\tseats ', 'plan,seats'],
    ['seats , "City, Country" , plan', 'seats,"City, Country",plan'],
    ['"City, Country"', '"City, Country"'],
    [' padded,plan', '" padded",plan'],
    ['" padded", plan', '" padded",plan'],
    ['say "hi", plan', '"say ""hi""",plan'],
    ['"say ""hi""",plan', '"say ""hi""",plan'],
  ])(
    'of %j are named with blanks around the commas, unless a column has them',
    async (columns, header) => {
      const person = {
        plan: 'pro',
        seats: 3,
        'City, Country': 'x',
        ' padded': 'y',
        'say "hi"': 'z',
      };
      const { dir } = await cohortOf({ action: 'members', members: [member(person)] });
      const args = ['export', '--data-dir', dir, '--cohort', '7', '--columns', columns];
      const { stdout, stderr } = await runRollcall(args);
      expect(stderr).toBe('');
      expect(stdout.split('\r\n')[0]).toBe(header);
    },
  );

  it('are those asked for, in that order, each once', async () => {
    const cohort = await cohortOf({
      action: 'members',
      members: [member({ plan: 'pro', seats: 3, email: 'a@b.c' })],
    });
    const columns = ['seats', 'email', 'mixpanel_distinct_id', 'seats'];
    expect(await cohort.csv({ columns })).toBe(
      'seats,email,mixpanel_distinct_id\r\n3,a@b.c,ann\r\n',
    );
    expect(await cohort.csv({ columns, format: EXCEL })).toBe(
      '\ufeffseats,Email,Mixpanel ID\r\n3,a@b.c,ann\r\n',
    );
  });

  it('are all there are, the known ones first, when none is asked for', async () => {
    const cohort = await cohortOf({
      action: 'members',
      members: [member({ z: 1, phone_number: '2', last_name: '3', a: 4, email: '5' })],
    });
    const header = (await cohort.csv({ columns: [] })).split('\r\n')[0];
    expect(header).toBe('mixpanel_distinct_id,email,last_name,phone_number,z,a');
  });

  it('must exist', async () => {
    const cohort = await cohortOf({ action: 'members', members: [member({ plan: 'pro' })] });
    await expect(cohort.csv({ columns: ['plan', 'Plan'] })).rejects.toMatchObject({
      code: 'COLUMN_UNKNOWN',
      details: {
        column: 'Plan',
        columns: 'mixpanel_distinct_id, plan, joined, left, in_since_before',
      },
    });
  });
});
