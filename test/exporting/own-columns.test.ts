import { describe, expect, it } from 'vitest';
import { runRollcall } from '../support/start-rollcall.ts';
import { type Cohort, cohortOf, EXCEL, IMPORT, member } from './support/cohort.ts';
import { parseCsv } from './support/parse-csv.ts';

// Syncs came at 00:00 UTC on January 1, 2, 3 and 4.
const FIRST = '2026-01-01T00:00:00.000Z';
const SECOND = '2026-01-02T00:00:00.000Z';
const THIRD = '2026-01-03T00:00:00.000Z';
const FOURTH = '2026-01-04T00:00:00.000Z';
const OWN = ['mixpanel_distinct_id', 'joined', 'left', 'in_since_before'];

/** Ann and bob were in the first full sync; cyd joined, bob left, and the next full sync found dan and no cyd. */
function history(properties: object = {}): Promise<Cohort> {
  const [ann, bob, cyd, dan] = ['ann', 'bob', 'cyd', 'dan'].map((id) => member(properties, id));
  return cohortOf(
    { action: 'members', members: [ann ?? {}, bob ?? {}] },
    { action: 'add_members', members: [cyd ?? {}] },
    { action: 'remove_members', members: [bob ?? {}] },
    { action: 'members', members: [ann ?? {}, dan ?? {}] },
  );
}

async function rowsOf(cohort: Cohort, wishes: Parameters<Cohort['csv']>[0]): Promise<string[][]> {
  return parseCsv(await cohort.csv(wishes)).sort();
}

describe('when somebody joined and left', () => {
  it('is written by name: since when, or by when where nobody can know', async () => {
    const cohort = await history();
    expect(await rowsOf(cohort, { columns: OWN })).toEqual([
      ['ann', '', '', FIRST],
      ['dan', FOURTH, '', ''],
      OWN,
    ]);
    const then = { what: 'members', at: 2 } as const;
    expect(await rowsOf(cohort, { columns: OWN, selection: then })).toEqual([
      ['ann', '', '', FIRST],
      ['bob', '', '', FIRST],
      ['cyd', SECOND, '', ''],
      OWN,
    ]);
    const left = { what: 'left', since: 2, at: 'now' } as const;
    expect(await rowsOf(cohort, { columns: OWN, selection: left })).toEqual([
      ['bob', '', THIRD, FIRST],
      ['cyd', SECOND, FOURTH, ''],
      OWN,
    ]);
    const joined = { what: 'joined', since: 1, at: 'now' } as const;
    expect(await rowsOf(cohort, { columns: ['joined'], selection: joined })).toEqual([
      [FOURTH],
      ['joined'],
    ]);
  });

  it('is in no file that does not ask for it', async () => {
    const cohort = await history({ plan: 'pro' });
    for (const format of [IMPORT, EXCEL]) {
      const [header] = parseCsv(await cohort.csv({ format }));
      expect(header).toHaveLength(2);
    }
  });

  it('can stand anywhere among the properties, or after all of them', async () => {
    const cohort = await history({ plan: 'pro' });
    const among = await rowsOf(cohort, { columns: ['joined', 'plan', 'mixpanel_distinct_id'] });
    expect(among).toEqual([
      ['', 'pro', 'ann'],
      [FOURTH, 'pro', 'dan'],
      ['joined', 'plan', 'mixpanel_distinct_id'],
    ]);
    const after = await rowsOf(cohort, { own: ['in_since_before', 'joined'] });
    expect(after.at(-1)).toEqual(['mixpanel_distinct_id', 'plan', 'joined', 'in_since_before']);
    expect(after[0]).toEqual(['ann', 'pro', '', FIRST]);
  });

  it('is called otherwise where a property has its name', async () => {
    const cohort = await history({ joined: 'yes', left: 'no' });
    const columns = ['joined', 'rollcall joined', 'rollcall left', 'in_since_before'];
    expect(await rowsOf(cohort, { columns })).toEqual(
      [columns, ['yes', '', '', FIRST], ['yes', FOURTH, '', '']].sort(),
    );
    await expect(cohort.csv({ columns: ['rollcall in_since_before'] })).rejects.toMatchObject({
      code: 'COLUMN_UNKNOWN',
    });
  });

  it('is local time for people, with the zone and in their language', async () => {
    const cohort = await history();
    const format = { ...EXCEL, timeZone: 'Asia/Tokyo' } as const;
    expect(await rowsOf(cohort, { format, columns: OWN })).toEqual(
      [
        [
          '\ufeffMixpanel ID',
          'Joined (Asia/Tokyo)',
          'Left (Asia/Tokyo)',
          'In since before (Asia/Tokyo)',
        ],
        ['ann', '', '', '2026-01-01 09:00:00'],
        ['dan', '2026-01-04 09:00:00', '', ''],
      ].sort(),
    );
    const [header] = parseCsv(
      await cohort.csv({ format: { ...format, language: 'ja' }, columns: OWN.slice(1) }),
    );
    expect(header).toEqual([
      '\ufeff参加日時 (Asia/Tokyo)',
      '離脱日時 (Asia/Tokyo)',
      'この日時より前から参加 (Asia/Tokyo)',
    ]);
  });

  it('is never mixed up with a property that a header of ours would read like', async () => {
    const cohort = await history({ Joined: 'never' });
    const [header] = parseCsv(await cohort.csv({ format: EXCEL, columns: ['Joined', 'joined'] }));
    expect(header).toEqual(['\ufeffJoined', 'joined (UTC)']);
  });

  it('is empty for those whose first changes are taken for the whole cohort', async () => {
    const cohort = await cohortOf(
      { action: 'add_members', members: [member({}, 'ann')] },
      { action: 'add_members', members: [member({}, 'bob')] },
    );
    expect(await rowsOf(cohort, { columns: ['joined', 'in_since_before'] })).toEqual([
      ['', FIRST],
      [SECOND, ''],
      ['joined', 'in_since_before'],
    ]);
  });

  it('comes for more people than are read at a time', async () => {
    const many = Array.from({ length: 1001 }, (_, i) => member({ n: i }, `${10_000 + i}`));
    const cohort = await cohortOf({ action: 'members', members: many });
    const expected = many.map((_, i) => `${10_000 + i},${FIRST},${i}\r\n`).join('');
    const columns = ['mixpanel_distinct_id', 'in_since_before', 'n'];
    expect(await cohort.csv({ columns })).toBe(`${columns.join(',')}\r\n${expected}`);
  });

  it('is asked for on the command line, too', async () => {
    const { dir } = await history();
    const args = [
      'export',
      '--data-dir',
      dir,
      '--cohort',
      '7',
      '--columns',
      'joined,in_since_before',
    ];
    const { stdout, stderr } = await runRollcall(args);
    expect({ stdout, stderr }).toEqual({
      stdout: `joined,in_since_before\r\n,${FIRST}\r\n${FOURTH},\r\n`,
      stderr: '',
    });
  });
});
