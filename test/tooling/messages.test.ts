import { describe, expect, it } from 'vitest';
import { ERROR_CODES, type ErrorCode, RollcallError } from '../../shared/errors.ts';
import {
  errorSentence,
  LANGUAGES,
  type Language,
  languageOf,
  messages,
} from '../../shared/messages/messages.ts';

describe.each(LANGUAGES)('the sentences in %s', (language) => {
  it.each(ERROR_CODES)('say something for %s', (code) => {
    const sentence = errorSentence(new RollcallError(code), language);
    expect(sentence.trim()).toBe(sentence);
    expect(sentence).not.toBe('');
  });

  it('belong to codes that exist', () => {
    expect(Object.keys(messages(language).errors).sort()).toEqual([...ERROR_CODES].sort());
  });
});

it.each(ERROR_CODES)('every language names the same details of %s', (code) => {
  const named = LANGUAGES.map((language) => detailsNamed(code, language));
  expect(new Set(named).size).toBe(1);
});

it.each([
  ['ja', 'ja'],
  ['ja-JP', 'ja'],
  ['JA-jp', 'ja'],
  ['en-US', 'en'],
  ['jam', 'en'],
  ['', 'en'],
])('reads the locale "%s" as %s', (locale, language) => {
  expect(languageOf(locale)).toBe(language);
});

it('one of something is said as one in English', () => {
  const { exportWarnings, desktop, screens } = messages('en');
  expect(exportWarnings.apostrophes(1)).toMatch(/^One cell is too long/);
  expect(screens.state.waiting(1)).toMatch(/ 1 update$/);
  expect(desktop.firstSync.body('1')).toMatch(/1 member\.$/);
  expect(screens.cohort.receiving(0, 1)).toMatch(/^0 of 1 page has arrived/);
  expect(screens.connect.forecast('20,500', '20,000', 1)).toMatch(/after 1 day\./);
});

function detailsNamed(code: ErrorCode, language: Language): string {
  const names = new Set<string>();
  const details = new Proxy({}, { get: (_, name) => names.add(String(name)) && '…' });
  errorSentence(new RollcallError(code, details), language);
  return [...names].sort().join(' ');
}
