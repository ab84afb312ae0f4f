import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportCohort } from '../../main/export/export-cohort.ts';
import type { ExcelFormat, ExportFormat } from '../../main/export/request.ts';
import { type Cohort, cohortOf, EXCEL, IMPORT, tempDir } from './support/cohort.ts';
import { HOSTILE, LEFT_ALONE, RETYPED } from './support/hostile.ts';
import { hasLibreOffice, shownBy } from './support/libre-office.ts';

const TIMEOUT_MS = 180_000;
/** LibreOffice has no NUL in cells; and one date would make its columns columns of dates. */
const TEXTS = [...HOSTILE, ...RETYPED, ...LEFT_ALONE].filter(
  (text) => !text.includes('\u0000') && !/^\d{4}-\d\d-\d\dT[\d:]{8}$/.test(text),
);
const LONGEST_IN_FORMULA = 255;

const isRequired = process.env.CI !== undefined;
if (!hasLibreOffice)
  console.warn('LibreOffice is not installed: what a spreadsheet shows is not tested.');

describe.skipIf(!hasLibreOffice && !isRequired)('LibreOffice', { timeout: TIMEOUT_MS }, () => {
  it('reads the import kind as the texts that were sent', async () => {
    const cohort = await cohortOfTexts(TEXTS);
    const path = await exportOf(cohort, IMPORT);
    const shown = await shownBy(path, { asText: { columns: 5 } });
    expect(shown).toEqual([
      ['mixpanel_distinct_id', 'email', 'note', 'user_id', '=1+1'],
      ...TEXTS.map((text, i) => [`${1000 + i}`, text, text, text, text].map(asOneLineBreak)),
    ]);
  });

  it.each([
    ['English', EXCEL, ',', 1033],
    ['Japanese', { ...EXCEL, language: 'ja' }, ',', 1041],
    ['German', { ...EXCEL, locale: 'de-DE', separator: 'semicolon' }, ';', 1031],
  ] as const)(
    'shows the %s Excel kind as the texts that were sent',
    async (_, format, separator, language) => {
      // Elsewhere than in English and East Asia a break within protected text costs an apostrophe.
      const isBreakKept = separator === ',';
      const texts = TEXTS.filter(
        (text) => text.length <= LONGEST_IN_FORMULA && (isBreakKept || !/[\r\n]/.test(text)),
      );
      const cohort = await cohortOfTexts(texts);
      const path = await exportOf(cohort, format);
      const [header, ...rows] = await shownBy(path, { separator, language });
      expect(header?.slice(2)).toEqual(['note', 'user_id', '=1+1']);
      expect(rows).toEqual(
        texts.map((text, i) => [`${1000 + i}`, text, text, text, text].map(asOneLineBreak)),
      );
    },
  );

  it('takes numbers, truth values and dates of the Excel kind for what they are', async () => {
    const members = [
      {
        mixpanel_distinct_id: 'a',
        n: 1234.5,
        big: 12345678901,
        yes: true,
        at: '2026-01-02T18:04:05',
        born: '1990-05-01T00:00:00',
      },
      { mixpanel_distinct_id: 'b', n: -7, big: 123456789012, yes: false, at: 'never' },
    ];
    const cohort = await cohortOf({ action: 'members', members });
    const japanese: ExcelFormat = { ...EXCEL, language: 'ja', timeZone: 'Asia/Tokyo' };
    const american: ExcelFormat = { ...EXCEL, timeZone: 'America/New_York' };
    const shown = await shownBy(await exportOf(cohort, japanese), { language: 1041 });
    expect(shown).toEqual([
      ['Mixpanel ID', 'n', 'big', 'yes', 'at (Asia/Tokyo)', 'born'],
      ['a', '1234.5', '12345678901', 'TRUE', expect.stringMatching(/2026.*0?3:04:05/), DAY],
      ['b', '-7', '123456789012', 'FALSE', 'never', ''],
    ]);
    const west = await shownBy(await exportOf(cohort, american));
    expect(west.map((row) => row.at(-1))).toEqual(['born', DAY, '']);
  });
});

/** A day of May, without an hour, in the way of the spreadsheet. */
const DAY = expect.stringMatching(/^(?:1990[-/]0?5[-/]0?1|0?5\/0?1\/(?:19)?90)$/);

/** One member for each text, which stands in a known column, one of ids, and under a name that is a formula. */
async function cohortOfTexts(texts: readonly string[]): Promise<Cohort> {
  const members = texts.map((text, i) => ({
    mixpanel_distinct_id: `${1000 + i}`,
    email: text,
    note: text,
    user_id: text,
    '=1+1': text,
  }));
  return await cohortOf({ action: 'members', members });
}

async function exportOf(cohort: Cohort, format: ExportFormat): Promise<string> {
  const path = join(tempDir(), 'cohort.csv');
  await exportCohort({ ...cohort.request, format }, path);
  return path;
}

function asOneLineBreak(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
