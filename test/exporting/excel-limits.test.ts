import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { foreseeCuts } from '../../main/export/preview.ts';
import type { ExportRequest } from '../../main/export/request.ts';
import { startExport } from '../../main/export/start-export.ts';
import { endAll, runRollcall } from '../support/start-rollcall.ts';
import { cohortOf, EXCEL, member, tempDir } from './support/cohort.ts';
import { hasLibreOffice, shownBy } from './support/libre-office.ts';
import { parseCsv } from './support/parse-csv.ts';
import { emptyRoster, replaceMembers } from './support/roster.ts';

afterEach(endAll);

const CELL = 32_767;
const SHEET_MEMBERS = 1_048_575;
const PAGES = Array.from({ length: 3000 }, (_, i) => `page_${String(i).padStart(5, '0')}`);

async function excelOf(
  properties: Readonly<Record<string, unknown>>,
  format: ExportRequest['format'] = EXCEL,
): Promise<string[]> {
  const cohort = await cohortOf({ action: 'members', members: [member(properties)] });
  return parseCsv((await cohort.csv({ format })).replace(/^\ufeff/, ''))[1] ?? [];
}

describe('a value longer than a cell of Excel', () => {
  it('is cut to what fits, with a mark that tells how long it was; the others are whole', async () => {
    const list = JSON.stringify(PAGES);
    const text = 'x'.repeat(CELL + 1);
    const [, history = '', plan, note = ''] = await excelOf({
      history: PAGES,
      plan: 'pro',
      note: text,
    });
    expect(list).toHaveLength(39_001);
    expect(history).toHaveLength(CELL);
    expect(history).toMatch(/… \[cut here: 39,001 characters in all\]$/);
    expect(list.startsWith(history.slice(0, history.indexOf('…')))).toBe(true);
    expect(plan).toBe('pro');
    expect(note).toHaveLength(CELL);
    expect(note).toMatch(/^x+… \[cut here: 32,768 characters in all\]$/);
  });

  it('says so in the language of the headers', async () => {
    const [, note] = await excelOf({ note: 'x'.repeat(40_000) }, { ...EXCEL, language: 'ja' });
    expect(note).toMatch(/x…［以下省略：全40,000文字］$/);
  });

  it('is one only beyond the limit, in characters and not in bytes', async () => {
    const wide = '東'.repeat(CELL);
    expect(await excelOf({ note: 'x'.repeat(CELL), wide })).toEqual([
      'ann',
      'x'.repeat(CELL),
      wide,
    ]);
  });

  it('loses no half of a letter, and keeps its apostrophe', async () => {
    const [, emoji = '', formula = ''] = await excelOf({
      emoji: `${'x'.repeat(CELL % 2)}${'😀'.repeat(CELL)}`,
      formula: `=${'x'.repeat(CELL)}`,
    });
    expect(emoji.isWellFormed()).toBe(true);
    expect(emoji.length).toBeGreaterThan(CELL - 2);
    expect(formula).toHaveLength(CELL);
    expect(formula).toMatch(/^'=x+… \[cut here: 32,769 characters in all\]$/);
  });

  it('is written whole for import', async () => {
    const [, note] = await excelOf({ note: 'x'.repeat(CELL + 1) }, { kind: 'import' });
    expect(note).toBe('x'.repeat(CELL + 1));
  });

  it.runIf(hasLibreOffice)('leaves the row as it is in a spreadsheet', async () => {
    const cohort = await cohortOf({
      action: 'members',
      members: [member({ a: PAGES, b: 'next', c: 'x'.repeat(100_000) }), member({ b: 'y' }, 'bob')],
    });
    const path = join(tempDir(), 'cohort.csv');
    writeFileSync(path, await cohort.csv({ format: EXCEL }));
    const [header, ann, bob] = await shownBy(path);
    expect(header).toEqual(['Mixpanel ID', 'a', 'b', 'c']);
    expect(ann?.map((cell) => cell.length)).toEqual([3, CELL, 4, CELL]);
    expect(bob).toEqual(['bob', '', 'y', '']);
  });

  it('is counted before and after, alike, whatever the values are', async () => {
    const lengths = fc.oneof(
      fc.integer({ min: 0, max: 300 }),
      fc.integer({ min: CELL - 3, max: CELL + 3 }),
    );
    const text = fc
      .tuple(fc.constantFrom('x', '東', '😀', '\u0001', '"', '='), lengths)
      .map(([letter, length]) => letter.repeat(length));
    const list = fc
      .tuple(fc.constantFrom(false, null, '', 12_345, 'ab'), lengths)
      .map(([value, length]) => Array.from({ length: Math.ceil(length / 4) }, () => value));
    const person = fc.record({ email: text, a: fc.oneof(text, list), b: fc.oneof(text, list) });
    await fc.assert(
      fc.asyncProperty(fc.array(person, { minLength: 1, maxLength: 3 }), async (people) => {
        const rosterPath = join(tempDir(), 'roster.db');
        const db = emptyRoster(rosterPath);
        replaceMembers(db, people);
        db.close();
        const selection = { what: 'members', at: 'now' } as const;
        const request: ExportRequest = { rosterPath, cohort: 1, selection, format: EXCEL };
        const path = join(tempDir(), 'cohort.csv');
        const { cut } = await startExport(request, { kind: 'file', path }).done;
        expect(await foreseeCuts(request)).toBe(cut);
        const cells = parseCsv(readFileSync(path, 'utf8').slice(1)).flat();
        expect(cells.filter((cell) => cell.endsWith('characters in all]'))).toHaveLength(cut);
        expect(Math.max(...cells.map(({ length }) => length))).toBeLessThanOrEqual(CELL);
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  it('is told by the command before it writes and after; not for import', async () => {
    const { dir } = await cohortOf({ action: 'members', members: [member({ history: PAGES })] });
    const args = ['export', '--data-dir', dir, '--cohort', '7'];
    const told = await runRollcall([...args, '--for', 'excel']);
    expect(told.stderr).toBe(
      `One value is longer than the 32,767 characters that fit into an Excel cell. It will be cut there and marked; --for import writes it whole.
One value was too long for Excel and was cut and marked.
`,
    );
    expect(await runRollcall(args)).toMatchObject({ code: 0, stderr: '' });
    const other = [...args, '--for', 'excel', '--columns', 'mixpanel_distinct_id'];
    expect(await runRollcall(other)).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('more members than a sheet of Excel has rows', () => {
  it('are all written, and what Excel will not show is said before and after', async () => {
    const { dir } = await cohortOf({ action: 'members', members: [member()] });
    const db = new DatabaseSync(join(dir, 'roster.db'));
    db.exec(`
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${SHEET_MEMBERS})
      INSERT INTO member (cohort, distinct_id, joined, evidence, changed, props)
      SELECT 1, 'id-' || i, 1, 1, 1, jsonb('{}') FROM n`);
    const out = join(tempDir(), 'members.csv');
    const args = ['export', '--data-dir', dir, '--cohort', '7', '--for', 'excel', '--out', out];
    const beyond = await runRollcall(args);
    expect(beyond.stderr).toBe(
      `The file will hold 1,048,576 members, and Excel shows only the first 1,048,575 of them.
The file holds 1,048,576 members; Excel shows only the first 1,048,575 of them.
`,
    );
    expect(JSON.parse(beyond.stdout)).toMatchObject({ rows: SHEET_MEMBERS + 1 });
    db.exec("DELETE FROM member WHERE distinct_id = 'ann'");
    db.close();
    expect(await runRollcall(args)).toMatchObject({ code: 0, stderr: '' });
  }, 180_000);
});
