import { describe, expect, it } from 'vitest';
import type { ExcelFormat } from '../../main/export/request.ts';
import { cohortOf, EXCEL, member } from './support/cohort.ts';
import { parseCsv } from './support/parse-csv.ts';

const BOM = '\ufeff';
const JAPANESE: ExcelFormat = { kind: 'excel', language: 'ja', timeZone: 'Asia/Tokyo' };

describe('the Excel kind', () => {
  it('begins with a byte order mark and heads the known columns in the chosen language', async () => {
    const person = {
      email: 'a@b.c',
      first_name: 'A',
      last_name: 'B',
      phone_number: 'x',
      plan: 'pro',
    };
    const cohort = await cohortOf({ action: 'members', members: [member(person)] });
    const english = await cohort.csv({ format: EXCEL });
    expect(english).toBe(
      `${BOM}Mixpanel ID,Email,First name,Last name,Phone,plan\r\nann,a@b.c,A,B,x,pro\r\n`,
    );
    const japanese = await cohort.csv({ format: JAPANESE });
    expect(japanese.split('\r\n')[0]).toBe(`${BOM}Mixpanel ID,メールアドレス,名,姓,電話番号,plan`);
  });

  it('separates as the locale or the person says', async () => {
    const cohort = await cohortOf({ action: 'members', members: [member({ n: 1.5 })] });
    const german: ExcelFormat = { ...EXCEL, locale: 'de-DE' };
    expect(await cohort.csv({ format: german })).toBe(`${BOM}Mixpanel ID;n\r\nann;1,5\r\n`);
    const tab: ExcelFormat = { ...german, separator: 'tab' };
    expect(await cohort.csv({ format: tab })).toBe(`${BOM}Mixpanel ID\tn\r\nann\t1,5\r\n`);
    const comma: ExcelFormat = { ...german, separator: 'comma' };
    expect(await cohort.csv({ format: comma })).toBe(`${BOM}Mixpanel ID,n\r\nann,"1,5"\r\n`);
    const semicolon: ExcelFormat = { ...EXCEL, separator: 'semicolon' };
    expect(await cohort.csv({ format: semicolon })).toBe(`${BOM}Mixpanel ID;n\r\nann;1.5\r\n`);
  });

  it('writes what Excel would change as a formula that gives the text', async () => {
    const cohort = await cohortOf({
      action: 'members',
      members: [
        {
          mixpanel_distinct_id: '123',
          phone_number: '+8180',
          first_name: '=A1&"x"',
          zip: '12345',
          n: '42',
          seats: 42,
          big: '!',
          '2026-01': 'x',
          '=1': true,
        },
        { mixpanel_distinct_id: '124', big: 12345678901234567890n.toString() },
      ],
    });
    expect(parseCsv((await cohort.csv({ format: EXCEL })).slice(1))).toEqual([
      ['Mixpanel ID', 'First name', 'Phone', 'zip', 'n', 'seats', 'big', '="2026-01"', '="=1"'],
      ['="123"', '="=A1&""x"""', '="+8180"', '="12345"', '42', '42', '!', 'x', 'TRUE'],
      ['="124"', '', '', '', '', '', '="12345678901234567890"', '', ''],
    ]);
  });

  it('keeps every digit of a number, as text where Excel would drop some', async () => {
    const cohort = await cohortOf({
      action: 'members',
      members:
        '[{"mixpanel_distinct_id":"ann","a":1e5,"b":12345678901,"c":123456789012,"d":-1.50,"e":0.30000000000000004}]',
    });
    const [, row] = parseCsv((await cohort.csv({ format: EXCEL })).slice(1));
    expect(row).toEqual([
      'ann',
      '100000',
      '12345678901',
      '="123456789012"',
      '-1.50',
      '="0.30000000000000004"',
    ]);
  });

  it('writes dates as local time and names the zone in the header', async () => {
    const cohort = await cohortOf({
      action: 'members',
      members: [
        member({ last_login: '2026-01-02T18:04:05', note: '2026-01-02' }, 'a'),
        member({ last_login: '2026-02-30T00:00:00', note: 'x' }, 'b'),
        member({ last_login: 'never', note: 'y' }, 'c'),
        member({ last_login: '1850-01-01T00:00:00' }, 'd'),
      ],
    });
    expect(parseCsv((await cohort.csv({ format: JAPANESE })).slice(1))).toEqual([
      ['Mixpanel ID', 'last_login (Asia/Tokyo)', 'note'],
      ['a', '2026-01-03 03:04:05', '="2026-01-02"'],
      ['b', '="2026-02-30T00:00:00"', 'x'],
      ['c', 'never', 'y'],
      ['d', '="1850-01-01T00:00:00"', ''],
    ]);
  });

  it('writes days, which come as midnight UTC, without time and zone', async () => {
    const cohort = await cohortOf(
      {
        action: 'members',
        members: [
          member({ birthday: '1990-05-01T00:00:00', mixed: '2026-05-01T00:00:00', odd: '' }, 'a'),
          member({ birthday: '1850-01-01T00:00:00', mixed: '2026-05-01T12:00:00', odd: 5 }, 'b'),
          member({ birthday: '', mixed: null, odd: '2026-05-01T00:00:00' }, 'c'),
          member({ birthday: null }, 'd'),
          member({ birthday: '2026-02-30T00:00:00' }, 'e'),
        ],
      },
      { action: 'add_members', members: [member({ birthday: '2000-12-31T00:00:00' }, 'f')] },
    );
    const format: ExcelFormat = { ...EXCEL, timeZone: 'America/New_York' };
    expect(parseCsv((await cohort.csv({ format })).slice(1))).toEqual([
      ['Mixpanel ID', 'birthday', 'mixed (America/New_York)', 'odd (America/New_York)'],
      ['a', '1990-05-01', '2026-04-30 20:00:00', ''],
      ['b', '1850-01-01', '2026-05-01 08:00:00', '5'],
      ['c', '', '', '2026-04-30 20:00:00'],
      ['d', '', '', ''],
      ['e', '="2026-02-30T00:00:00"', '', ''],
      ['f', '2000-12-31', '', ''],
    ]);
  });

  it('begins a protected cell that is too long for Excel with an apostrophe, and counts it', async () => {
    const long = `=${'x'.repeat(300)}`;
    const cohort = await cohortOf({
      action: 'members',
      members: [member({ long, fine: long.slice(1) })],
    });
    const csv = parseCsv((await cohort.csv({ format: EXCEL })).slice(1));
    expect(csv[1]).toEqual(['ann', `'${long}`, long.slice(1)]);
  });

  it('writes lists and objects as JSON', async () => {
    const cohort = await cohortOf({
      action: 'members',
      members: [member({ tags: ['a', 1], o: {} })],
    });
    const [, row] = parseCsv((await cohort.csv({ format: EXCEL })).slice(1));
    expect(row).toEqual(['ann', '["a",1]', '{}']);
  });

  it('shows lists and objects as they read, however the sender escapes, and every digit', async () => {
    const cohort = await cohortOf({
      action: 'members',
      members: String.raw`[{"mixpanel_distinct_id":"ann","cities":["\u6771\u4eac","\ud83d\ude00 \u0022\n\u0007\\"],
        "o":{"\u540d":["\u00fc",{"\u00e9":12345678901234567890}],"n":[123456789012345678,1.10,-0.0]}}]`,
    });
    const excel = parseCsv((await cohort.csv({ format: EXCEL })).slice(1))[1];
    expect(excel).toEqual([
      'ann',
      String.raw`["東京","😀 \"\n\u0007\\"]`,
      '{"名":["ü",{"é":12345678901234567890}],"n":[123456789012345678,1.10,-0.0]}',
    ]);
    const sent = parseCsv(await cohort.csv())[1];
    expect(sent).toEqual([
      'ann',
      String.raw`["\u6771\u4eac","\ud83d\ude00 \u0022\n\u0007\\"]`,
      String.raw`{"\u540d":["\u00fc",{"\u00e9":12345678901234567890}],"n":[123456789012345678,1.10,-0.0]}`,
    ]);
  });

  it('reads escaped text like any other', async () => {
    const cohort = await cohortOf({
      action: 'members',
      members: '[{"mixpanel_distinct_id":"ann","a":"\\u003d1","b":"\\u4f50\\n"}]',
    });
    const [, row] = parseCsv((await cohort.csv({ format: EXCEL })).slice(1));
    expect(row).toEqual(['ann', '="=1"', '佐\n']);
  });

  it('keeps two columns apart when a property has the name of a known one', async () => {
    const cohort = await cohortOf({
      action: 'members',
      members: [member({ email: 'a@b.c', Email: 'x' })],
    });
    const [header] = parseCsv((await cohort.csv({ format: EXCEL })).slice(1));
    expect(header).toEqual(['Mixpanel ID', 'email', 'Email']);
  });

  it('never begins like a file of another format', async () => {
    const cohort = await cohortOf({ action: 'members', members: [member({ ID: 'x' })] });
    expect(await cohort.csv({ format: EXCEL, columns: ['ID'] })).toBe(`${BOM}"=""ID"""\r\nx\r\n`);
  });

  it('does not know every time zone', async () => {
    const cohort = await cohortOf({ action: 'members', members: [] });
    await expect(
      cohort.csv({ format: { ...EXCEL, timeZone: 'Mars/Olympus' } }),
    ).rejects.toMatchObject({
      code: 'TIME_ZONE_UNKNOWN',
      details: { zone: 'Mars/Olympus' },
    });
  });
});
