/**
 * What a terminal obeys (ESC, BEL, the C1 controls), what begins a line of its own, and what turns the direction of the
 * text after it: a cohort's name could clear the screen or forge a row. Marks of direction that end with their letter
 * stay, since names in Hebrew and Arabic have them.
 */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;
const UNPRINTABLE_BUT_LINE_FEED = /(?!\n)[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

const SHORT: Readonly<Record<string, string>> = {
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
};

/** The text as one line that a terminal only shows: what it would obey stands there as JSON escapes it. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, escaped);
}

/** The same for text of several lines. JSON stays the same value. */
export function printableLines(text: string): string {
  return text.replace(UNPRINTABLE_BUT_LINE_FEED, escaped);
}

function escaped(character: string): string {
  const hex = character.charCodeAt(0).toString(16).padStart(4, '0');
  return SHORT[character] ?? `\\u${hex}`;
}
