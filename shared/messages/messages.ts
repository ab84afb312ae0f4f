import type { RollcallError } from '../errors.ts';
import { en } from './en.ts';
import { ja } from './ja.ts';

/** Texts may differ between languages, everything else may not. */
type Translated<T> = T extends string
  ? string
  : T extends (...details: never[]) => string
    ? T
    : { readonly [K in keyof T]: Translated<T[K]> };

/** What every language file provides; `en` sets the keys. */
export type Messages = Translated<typeof en>;

export const LANGUAGES = ['en', 'ja'] as const;
export type Language = (typeof LANGUAGES)[number];

const byLanguage: Readonly<Record<Language, Messages>> = { en, ja };

/** Every sentence a person reads, in one language. */
export function messages(language: Language): Messages {
  return byLanguage[language];
}

/** The language of a locale such as `ja-JP`; English for all others. */
export function languageOf(locale: string): Language {
  return /^ja(?![a-z])/i.test(locale) ? 'ja' : 'en';
}

/** The sentence for an expected failure. */
export function errorSentence(error: RollcallError, language: Language): string {
  return messages(language).errors[error.code](error.details);
}
