import { describe, expect, it } from 'vitest';
import { openForReading } from '../../main/store/database.ts';
import { ROSTER_MIGRATIONS } from '../../main/store/migrations/roster.ts';
import { listProperties } from '../../main/store/reading/properties.ts';
import { cohortOf, EXCEL, member } from './support/cohort.ts';
import { parseCsv } from './support/parse-csv.ts';

const ANN = { $email: 'ann@example.com', $phone: '+81', $name: 'Ann Lee' };
const BOB = { $email: 'bob@example.com', $first_name: 'Bob', $last_name: 'Ray', plan: 'pro' };

const rawOnly = () =>
  cohortOf({ action: 'members', members: [member(ANN, 'ann'), member(BOB, 'bob')] });

/** Documented and raw names, with and without values. */
const mixed = () =>
  cohortOf({
    action: 'members',
    members: [
      member({ email: 'a@documented', $email: 'a@raw' }, 'a'),
      member({ email: '', $email: 'b@raw' }, 'b'),
      member({ email: null, $email: '' }, 'c'),
      member({ $email: 'd@raw' }, 'd'),
      member({}, 'e'),
    ],
  });

describe('members who came with raw names', () => {
  it('stand in the Excel kind under the common fields', async () => {
    const cohort = await rawOnly();
    expect(parseCsv((await cohort.csv({ format: EXCEL })).slice(1))).toEqual([
      ['Mixpanel ID', 'Email', 'First name', 'Last name', 'Phone', 'Name', 'plan'],
      ['ann', 'ann@example.com', '', '', '="+81"', 'Ann Lee', ''],
      ['bob', 'bob@example.com', 'Bob', 'Ray', '', '', 'pro'],
    ]);
    const japanese = { ...EXCEL, language: 'ja' } as const;
    expect((await cohort.csv({ format: japanese })).split('\r\n')[0]).toBe(
      '\ufeffMixpanel ID,メールアドレス,名,姓,電話番号,氏名,plan',
    );
  });

  it('keep the names they were sent with in the import kind', async () => {
    const cohort = await rawOnly();
    expect(parseCsv(await cohort.csv())).toEqual([
      ['mixpanel_distinct_id', '$email', '$phone', '$name', '$first_name', '$last_name', 'plan'],
      ['ann', 'ann@example.com', '+81', 'Ann Lee', '', '', ''],
      ['bob', 'bob@example.com', '', '', 'Bob', 'Ray', 'pro'],
    ]);
  });

  it('have the first of both values in the Excel kind, and both as sent', async () => {
    const cohort = await mixed();
    expect(parseCsv((await cohort.csv({ format: EXCEL })).slice(1))).toEqual([
      ['Mixpanel ID', 'Email', '$email'],
      ['a', 'a@documented', 'a@raw'],
      ['b', 'b@raw', 'b@raw'],
      ['c', '', ''],
      ['d', 'd@raw', 'd@raw'],
      ['e', '', ''],
    ]);
    expect(parseCsv(await cohort.csv())).toEqual([
      ['mixpanel_distinct_id', 'email', '$email'],
      ['a', 'a@documented', 'a@raw'],
      ['b', '', 'b@raw'],
      ['c', '', ''],
      ['d', '', 'd@raw'],
      ['e', '', ''],
    ]);
  });

  it('are written by either name where columns are chosen', async () => {
    const cohort = await rawOnly();
    const columns = ['phone_number', '$email', 'email'];
    expect(parseCsv(await cohort.csv({ columns }))).toEqual([
      ['$phone', '$email'],
      ['+81', 'ann@example.com'],
      ['', 'bob@example.com'],
    ]);
    expect(parseCsv((await cohort.csv({ columns, format: EXCEL })).slice(1))).toEqual([
      ['Phone', '$email', 'Email'],
      ['="+81"', 'ann@example.com', 'ann@example.com'],
      ['', 'bob@example.com', 'bob@example.com'],
    ]);
    const unknown = cohort.csv({ columns: ['$last'] });
    await expect(unknown).rejects.toMatchObject({ code: 'COLUMN_UNKNOWN' });
  });

  it('leave a common field empty that nobody came with, where it is chosen', async () => {
    const cohort = await cohortOf({ action: 'members', members: [member({ $email: 'a@raw' })] });
    const columns = ['email', 'last_name', 'last_name'];
    expect(await cohort.csv({ columns })).toBe('$email,last_name\r\na@raw,\r\n');
    expect(await cohort.csv({ columns, format: EXCEL })).toBe(
      '\ufeffEmail,Last name\r\na@raw,\r\n',
    );
  });

  it('are found by what is shown of them, in either kind', async () => {
    const cohort = await rawOnly();
    const found = async (search: string) =>
      parseCsv(await cohort.csv({ search, columns: ['mixpanel_distinct_id'] })).slice(1);
    expect(await found('ANN@')).toEqual([['ann']]);
    expect(await found('lee')).toEqual([['ann']]);
    expect(await found('ray')).toEqual([['bob']]);
    expect(await found('pro')).toEqual([]);
  });

  it('have the time of their creation as a date', async () => {
    const cohort = await cohortOf({
      action: 'members',
      members: [member({ $created: '2026-01-02T03:04:05' })],
    });
    const format = { ...EXCEL, timeZone: 'Asia/Tokyo' };
    expect(parseCsv((await cohort.csv({ format })).slice(1))).toEqual([
      ['Mixpanel ID', '$created (Asia/Tokyo)'],
      ['ann', '2026-01-02 12:04:05'],
    ]);
    const odd = await cohortOf({ action: 'members', members: [member({ $created: 'yesterday' })] });
    const roster = openForReading(odd.request.rosterPath, ROSTER_MIGRATIONS);
    expect(listProperties(roster, 1).at(-1)).toEqual({ name: '$created', types: ['date'] });
    roster.close();
  });
});
