import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { readTime } from '../../main/store/reading/read-time.ts';
import { failure } from '../storing/support/failure.ts';
import { endAll } from '../support/start-rollcall.ts';
import { cohortOf, member } from './support/cohort.ts';

afterEach(endAll);

const NO_TIMES = [
  '2026-06-31',
  '2026-02-29',
  '2026-00-10',
  '2026-13-01',
  '2026-11-00',
  '2026-11-30junk',
  '2026-11-30 junk',
  '2026-11-30T',
  '2026-11-30T09:00Zjunk',
  '2026-11-30T09:00 (June)',
  '2026-06-31T09:00:00Z',
  '2026-11-30T24:00',
  '2026-11-30T09:60',
  '2026-11-30T9:00',
  '2026-11-30T09',
  '2026-11-30T09:00+25:00',
  '2026-11-30\n',
  '26-11-30',
  '2026/11/30',
];

it.each([
  ['2026-11-24T09:00:00Z', Date.UTC(2026, 10, 24, 9)],
  ['2026-11-24t09:00:00.250z', Date.UTC(2026, 10, 24, 9, 0, 0, 250)],
  ['2026-11-24 09:00 Z', Date.UTC(2026, 10, 24, 9)],
  ['2026-11-24T09:00+09:00', Date.UTC(2026, 10, 24)],
  ['2026-11-24 09:00:59 -0330', Date.UTC(2026, 10, 24, 12, 30, 59)],
  ['2026-11-24T09:00', new Date(2026, 10, 24, 9).getTime()],
  ['2028-02-29', new Date(2028, 2, 1).getTime() - 1],
  ['2026-12-31', new Date(2027, 0, 1).getTime() - 1],
])('%s is a time', (text, atMs) => {
  expect(readTime(text)).toBe(atMs);
});

it.each(NO_TIMES)('%j is no time', (text) => {
  expect(readTime(text)).toBeNull();
});

it('days are those of the calendar, and nothing may follow a time', () => {
  const days = fc.tuple(
    fc.integer({ min: 1900, max: 2200 }),
    fc.integer({ min: 0, max: 13 }),
    fc.integer({ min: 0, max: 32 }),
  );
  const tail = fc.string({ minLength: 1 }).filter((text) => !/^(?:\d|\.\d)/.test(text));
  fc.assert(
    fc.property(days, tail, ([year, month, day], junk) => {
      const two = (n: number): string => String(n).padStart(2, '0');
      const text = `${year}-${two(month)}-${two(day)}T12:00:00Z`;
      const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
      const isReal = month >= 1 && month <= 12 && day >= 1 && day <= lastDay;
      expect(readTime(text)).toBe(isReal ? Date.UTC(year, month - 1, day, 12) : null);
      expect(readTime(text + junk)).toBeNull();
    }),
  );
});

describe('an export as of what is no time', () => {
  it('is refused with a sentence, and writes nothing', async () => {
    const { dir } = await cohortOf({ action: 'members', members: [member()] });
    const args = ['export', '--data-dir', dir, '--cohort', '7', '--as-of'];
    for (const text of ['2026-06-31', '2026-11-30junk', '2026-11-30T09:00Z x']) {
      expect(await failure([...args, text])).toBe(
        `"${text}" is neither a sync of this cohort nor a day or time that exists. Write a time like 2026-11-24T09:00:00Z.`,
      );
    }
  });
});
