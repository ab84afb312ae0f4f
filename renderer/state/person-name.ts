const FAMILY_FIRST = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u;

interface Names {
  readonly firstName: string | null;
  readonly lastName: string | null;
  /** As one, where neither of the two is known. */
  readonly fullName: string | null;
}

/** Both names in the order their script is read in, else the full name; empty when none is known. */
export function personName({ firstName, lastName, fullName }: Names): string {
  const [first, last] = [firstName ?? '', lastName ?? ''];
  const names = FAMILY_FIRST.test(first + last) ? [last, first] : [first, last];
  return names.filter((name) => name !== '').join(' ') || (fullName ?? '');
}
