import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRetyped, looksLikeIds } from '../../main/export/excel-text.ts';
import { protectedText } from '../../main/export/protected-text.ts';
import { decimalMarkFor, separatorFor } from '../../main/export/separator.ts';
import { isSurelyText } from '../../main/export/surely-text.ts';
import { excelNumber } from '../../shared/excel-number.ts';
import { LEFT_ALONE, RETYPED } from './support/hostile.ts';

describe('text that Excel would retype or evaluate', () => {
  it.each(RETYPED)('is %j', (text) => {
    expect(isRetyped(text, false)).toBe(true);
  });

  it.each(LEFT_ALONE)('is not %j', (text) => {
    expect(isRetyped(text, false)).toBe(false);
  });

  it('is every run of digits in a column of ids or phone numbers', () => {
    for (const digits of ['0', '42', '12345678901']) expect(isRetyped(digits, true)).toBe(true);
    expect(isRetyped('ann', true)).toBe(false);
  });

  it('is never passed by the first look', () => {
    const unit = fc.constantFrom(..."=+-@ \t\r\n0123456789.,:/%$#eEaApPmMTRUtrueJan_&'()月日é");
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit }), fc.string()), (text) => {
        const bytes = Buffer.from(text);
        const isPassed = isSurelyText(bytes, 0, bytes.length);
        if (isPassed) expect([text, isRetyped(text, true)]).toEqual([text, false]);
      }),
      { numRuns: 5000 },
    );
    for (const text of RETYPED) {
      const bytes = Buffer.from(text);
      expect([text, isSurelyText(bytes, 0, bytes.length)]).toEqual([text, false]);
    }
  });
});

it.each([
  'mixpanel_distinct_id',
  '$distinct_id',
  'id',
  'userId',
  'USER_ID',
  'userID',
  'Account ID',
  'uuid',
  'phone',
  'phone_number',
  'Phone 2',
  'workPhone',
  'mobile',
  'tel',
  '電話番号',
  '会員ID',
  '会員番号',
  'postal_code',
  'zip',
])('takes %s for a column of ids or phone numbers', (name) => {
  expect(looksLikeIds(name)).toBe(true);
});

it.each([
  'plan',
  'paid',
  'valid',
  'orders',
  'number_of_orders',
  'idea',
  'Madrid',
  'hotel',
  '年齢',
  '',
])('takes %s for any other column', (name) => {
  expect(looksLikeIds(name)).toBe(false);
});

describe('JSON numbers', () => {
  it.each([
    ['42', '42'],
    ['-42', '-42'],
    ['1.0', '1.0'],
    ['19.90', '19.90'],
    ['12345678901', '12345678901'],
    ['12345.6789012345', '12345.6789012345'],
    ['0.000123456789012345', '0.000123456789012345'],
    ['1e5', '100000'],
    ['1.5E-3', '0.0015'],
  ])('%s stay the number %s', (json, text) => {
    expect(excelNumber(json, '.')).toBe(text);
  });

  it.each([
    '123456789012',
    '-123456789012',
    '12345678901234567890',
    '0.1234567890123456',
    '1e15',
    '1e400',
    '1e-300',
  ])('%s are kept as text', (json) => {
    expect(excelNumber(json, '.')).toBeNull();
  });

  it('take the decimal mark of the locale, where a point would make a date', () => {
    expect(excelNumber('3.10', ',')).toBe('3,10');
  });
});

it.each([
  ['en', 'comma', '.'],
  ['ja-JP', 'comma', '.'],
  ['de-DE', 'semicolon', ','],
  ['fr', 'semicolon', ','],
  ['pt_BR.UTF-8', 'semicolon', ','],
  ['en-DE', 'semicolon', ','],
  ['ja-DE', 'semicolon', ','],
  ['de-JP', 'comma', '.'],
  ['de-CH', 'comma', '.'],
  ['nb-NO', 'semicolon', ','],
  ['en-US@rg=dezzzz', 'semicolon', ','],
  ['de_DE@rg=uszzzz', 'comma', '.'],
  ['C', 'comma', '.'],
  ['', 'comma', '.'],
] as const)(
  'in the locale "%s" separates by %s and writes decimals after "%s"',
  (locale, separator, mark) => {
    expect(separatorFor(locale)).toBe(separator);
    expect(decimalMarkFor(locale)).toBe(mark);
  },
);

describe('protected text', () => {
  it('doubles quotes', () => {
    expect(protectedText('=A1&"x"', 'en')).toBe('="=A1&""x"""');
  });

  it('computes line breaks where Excel knows how', () => {
    expect(protectedText('=1\r\n2\r3\n4', 'ja')).toBe(
      '="=1"&CHAR(10)&"2"&CHAR(10)&"3"&CHAR(10)&"4"',
    );
    expect(protectedText('=1\n2', 'de-DE')).toBeNull();
  });

  it('has a limit that Excel sets', () => {
    expect(protectedText(`=${'"'.repeat(254)}`, 'en')).not.toBeNull();
    expect(protectedText(`=${'x'.repeat(255)}`, 'en')).toBeNull();
  });
});
