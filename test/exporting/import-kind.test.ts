import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CsvExport } from '../../main/export/csv-export.ts';
import { cohortOf, IMPORT, member, tempDir } from './support/cohort.ts';
import { HOSTILE } from './support/hostile.ts';
import { parseCsv } from './support/parse-csv.ts';
import { emptyRoster, replaceMembers } from './support/roster.ts';

describe('the import kind', () => {
  it('writes every text as it was sent, as a property, a common field and an id', async () => {
    const members = HOSTILE.map((text, i) => ({
      mixpanel_distinct_id: `${letter(i)}:${text}`,
      email: text,
      first_name: text,
      note: text,
    }));
    const cohort = await cohortOf({ action: 'members', members });
    expect(parseCsv(await cohort.csv())).toEqual([
      ['mixpanel_distinct_id', 'email', 'first_name', 'note'],
      ...HOSTILE.map((text, i) => [`${letter(i)}:${text}`, text, text, text]),
    ]);
  });

  it('heads columns with names as they were sent, whatever is in them', async () => {
    const names = [
      'a"b',
      'a,b',
      'two\nlines',
      '__proto__',
      'constructor',
      '',
      ' ',
      'a.b',
      '$name',
      '名前',
      'é',
      '\u0000',
      'x'.repeat(300),
      '0',
      '-1',
    ];
    const properties = names.map((name, i) => `${JSON.stringify(name)}:${i}`).join(',');
    const cohort = await cohortOf({
      action: 'members',
      members: `[{"mixpanel_distinct_id":"ann",${properties}}]`,
    });
    const [header = [], row = []] = parseCsv(await cohort.csv());
    const found = new Map(header.map((name, i) => [name, row[i]]));
    expect(header).toHaveLength(names.length + 1);
    expect(header[0]).toBe('mixpanel_distinct_id');
    for (const [i, name] of names.entries())
      expect([name, found.get(name)]).toEqual([name, `${i}`]);
  });

  it('finds a name however its letters are escaped', async () => {
    const cohort = await cohortOf({
      action: 'members',
      members: `[{"mixpanel_distinct_id":"a","名前":"1"},{"mixpanel_distinct_id":"b","\\u540d\\u524d":"\\ud83d\\ude00\\u00e9\\/"}]`,
    });
    expect(parseCsv(await cohort.csv())).toEqual([
      ['mixpanel_distinct_id', '名前'],
      ['a', '1'],
      ['b', '😀é/'],
    ]);
  });

  it('writes numbers, booleans, lists and objects as JSON wrote them, and nothing for null', async () => {
    const values = [
      ['1e5', '1e5'],
      ['1.0', '1.0'],
      ['-0', '-0'],
      ['1E+400', '1E+400'],
      ['12345678901234567890123', '12345678901234567890123'],
      ['0.1000', '0.1000'],
      ['true', 'true'],
      ['false', 'false'],
      ['null', ''],
      ['""', ''],
      ['[]', '[]'],
      ['{}', '{}'],
      [
        '[ 1.0, 1e5 , "a\\"b\\n\\u00e9", null, true, {"k" : [ {} ], "": false} ]',
        '[1.0,1e5,"a\\"b\\n\\u00e9",null,true,{"k":[{}],"":false}]',
      ],
    ];
    const members = values.map(
      ([json], i) => `{"mixpanel_distinct_id":"${letter(i)}","value":${json},"email":${json}}`,
    );
    const cohort = await cohortOf({ action: 'members', members: `[${members}]` });
    const table = parseCsv(await cohort.csv({ columns: ['value', 'email'] }));
    expect(table.slice(1)).toEqual(values.map(([, text]) => [text, text]));
  });

  it('leaves empty what a member was not sent with', async () => {
    const cohort = await cohortOf({
      action: 'members',
      members: [member({ plan: 'pro' }, 'a'), member({ seats: 3 }, 'b'), member({}, 'c')],
    });
    expect(await cohort.csv()).toBe('mixpanel_distinct_id,plan,seats\r\na,pro,\r\nb,,3\r\nc,,\r\n');
  });

  it('lets a property count before the text of its name that was known', async () => {
    const cohort = await cohortOf(
      { action: 'members', members: [member({ email: 'ann@example.com' })] },
      { action: 'add_members', members: [member({ email: 42 })] },
    );
    expect(await cohort.csv()).toBe('mixpanel_distinct_id,email\r\nann,42\r\n');
  });

  it('uses the last of a name that comes twice', async () => {
    const cohort = await cohortOf({
      action: 'members',
      members: '[{"mixpanel_distinct_id":"ann","a":1,"b":2,"a":3}]',
    });
    expect(parseCsv(await cohort.csv({ columns: ['a', 'b'] }))).toEqual([
      ['a', 'b'],
      ['3', '2'],
    ]);
  });

  it('holds the id used in the first column', async () => {
    const cohort = await cohortOf({
      action: 'members',
      members: [{ $distinct_id: 'ann', distinct_id: 'other' }, { distinct_id: 7 }],
    });
    const [header, ...rows] = parseCsv(await cohort.csv());
    expect(header?.[0]).toBe('mixpanel_distinct_id');
    expect(rows.map(([id]) => id)).toEqual(expect.arrayContaining(['ann', '7']));
  });

  it('quotes only where it must', async () => {
    const cohort = await cohortOf({
      action: 'members',
      members: [member({ a: 'x y', b: 'x,y', c: ' x', d: '\tx', e: "it's; fine\t." })],
    });
    expect(await cohort.csv()).toBe(
      'mixpanel_distinct_id,a,b,c,d,e\r\nann,x y,"x,y"," x","\tx",it\'s; fine\t.\r\n',
    );
  });

  it('separates as asked to', async () => {
    const cohort = await cohortOf({ action: 'members', members: [member({ all: ',;\t' })] });
    const signs = { comma: ',', semicolon: ';', tab: '\t' } as const;
    for (const separator of ['comma', 'semicolon', 'tab'] as const) {
      const sign = signs[separator];
      const csv = await cohort.csv({ format: { kind: 'import', separator } });
      expect(csv).toBe(`mixpanel_distinct_id${sign}all\r\nann${sign}",;\t"\r\n`);
    }
  });

  it('writes no line that a reader would take for none', async () => {
    const cohort = await cohortOf({
      action: 'members',
      members: [member({ '': 'x' }, 'a'), member({}, 'b')],
    });
    expect(await cohort.csv({ columns: [''] })).toBe('""\r\nx\r\n""\r\n');
  });

  it('gives the header of an empty cohort', async () => {
    const cohort = await cohortOf(
      { action: 'members', members: [member({ plan: 'pro' })] },
      { action: 'members', members: [] },
    );
    expect(await cohort.csv()).toBe('mixpanel_distinct_id,plan\r\n');
  });

  it('comes back from an independent parser as it went in', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.constantFrom('"', ',', '\r', '\n', ' ', 'a', '\\', '\u0000', 'é', '😀'),
      }),
    );
    const value = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(text));
    const people = fc.array(fc.dictionary(text, value, { maxKeys: 6 }), { maxLength: 30 });
    const rosterPath = join(tempDir(), 'roster.db');
    const db = emptyRoster(rosterPath);
    onTestFinished(() => db.close());
    fc.assert(
      fc.property(people, (sent) => {
        replaceMembers(db, sent);
        const [header = [], ...rows] = parseCsv(importOf(rosterPath));
        const names = new Set(sent.flatMap((person) => Object.keys(person)));
        expect(new Set(header)).toEqual(new Set([...names, 'mixpanel_distinct_id']));
        expect(rows).toEqual(
          sent.map((person, i) => [
            `${i}`,
            ...header
              .slice(1)
              .map((name) => asText(Object.hasOwn(person, name) ? person[name] : null)),
          ]),
        );
      }),
      { numRuns: 300 },
    );
  });
});

/** Ids in the order of the alphabet, in which the members of a page are kept. */
function letter(i: number): string {
  return String.fromCodePoint(0x61 + i);
}

function importOf(rosterPath: string): string {
  const selection = { what: 'members', at: 'now' } as const;
  const csv = new CsvExport({ rosterPath, cohort: 1, selection, format: IMPORT });
  const pieces: Buffer[] = [];
  for (let piece = csv.next(); piece !== null; piece = csv.next()) pieces.push(Buffer.from(piece));
  csv.close();
  return Buffer.concat(pieces).toString();
}

function asText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
