const FAMILY_FIRST = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Both names in the order their script is read in; empty when neither is known. */
export function personName(first: string, last: string): string {
  const names = FAMILY_FIRST.test(first + last) ? [last, first] : [first, last];
  return names.filter((name) => name !== '').join(' ');
}
