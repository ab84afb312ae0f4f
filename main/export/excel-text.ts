// What Excel does to text when it opens a CSV: it evaluates some and retypes much. There is no full description; the
// rules here lean to the safe side, for protected text still reads as it is, and retyped text is lost.

/** Begins a formula, in ASCII or in the forms Excel takes for it; U+2212 and the small forms included. */
const EVALUATED = /^(?:[\t\r]|[\s\p{Cf}\p{Cc}]*[=+\-@−])/u;
const ASCII = /^[ -~]*$/;
const DIGIT = /\p{Nd}/u;
/** Anything else in a text keeps Excel from reading a number, a date or a time. */
const NUMERIC_SIGNS = /^[\p{Nd}\p{L}\p{M}\s\p{Sc}.,:;/\\\-–—‐'’()+%‰°º⁄]*$/u;
const PLAIN_DIGITS = /^\d+$/;
const LONGEST_NUMBER = 11;
/** "Jan 5, 2026 10:30 am GMT" is about as long as it gets. */
const MOST_WORDS = 6;
const ERROR_VALUE = /^#(?:N\/A|NV|[\p{Lu}\d/_]+[!?])$/iu;

/** Words Excel reads as truth values, in the languages it comes in. */
const TRUTH_VALUES = new Set(
  'true false wahr falsch vrai faux verdadero falso vero verdadeiro waar onwaar prawda fałsz истина ложь pravda nepravda sant falskt sand falsk tosi epätosi igaz hamis doğru yanliş yanlış adevărat fals'.split(
    ' ',
  ),
);

const WORDS = new Set(
  // exponents, 12-hour clocks, zones, the letters of ISO 8601 and of Japanese eras, currencies
  'e d am pm a p t z utc gmt h m s r st nd rd th de of del di den der le ad bc ce bce kr zł kč ft lei лв руб р chf rm rp us usd eur jpy gbp'.split(
    ' ',
  ),
);
/** What dates and times of East Asia are made of; written without spaces between. */
const EAST_ASIAN =
  /上午|下午|午前|午後|오전|오후|曜日|明治|大正|昭和|平成|令和|元年|[年月日時时分秒号년월일시분초円元원明大昭平令]/gu;
/** A letter and a number, such as A1, is a name: Excel wants more to see a date in it. */
const LETTER_AND_NUMBER = /^\p{L}\p{Nd}+$/u;

/** Names of months and days, in the languages Excel comes in. */
const NAME_LOCALES =
  'en ja de fr es it pt nl sv da nb fi pl cs sk hu ro bg ru uk tr el he ar th vi id ko zh hr sl lt lv et ca'.split(
    ' ',
  );
const SHORTEST_NAME = 3;

/** Whether Excel would show something else than this text, or compute with it. */
export function isRetyped(text: string, isIdColumn: boolean): boolean {
  // Full-width digits and signs count like ASCII ones.
  const plain = ASCII.test(text) ? text : text.normalize('NFKC');
  if (EVALUATED.test(plain) || (plain !== text && EVALUATED.test(text))) return true;
  if (plain.startsWith('#') && ERROR_VALUE.test(plain)) return true;
  if (!DIGIT.test(plain)) return isTruthValue(plain);
  if (PLAIN_DIGITS.test(text)) {
    return isIdColumn || text.length > LONGEST_NUMBER || (text.startsWith('0') && text.length > 1);
  }
  if (!NUMERIC_SIGNS.test(plain) || LETTER_AND_NUMBER.test(plain)) return false;
  const words = plain.replace(EAST_ASIAN, ' ').match(/[\p{L}\p{M}]+/gu) ?? [];
  return words.length <= MOST_WORDS && words.every(isWordOfDates);
}

function isTruthValue(text: string): boolean {
  return text.length < 16 && TRUTH_VALUES.has(text.trim().toLowerCase());
}

let namesOfDates: ReadonlySet<string> | undefined;

function isWordOfDates(word: string): boolean {
  const lower = word.toLowerCase();
  namesOfDates ??= findNamesOfDates();
  return WORDS.has(lower) || namesOfDates.has(lower);
}

/** Months and days, and how they may be shortened. */
function findNamesOfDates(): ReadonlySet<string> {
  const found = new Set<string>();
  for (const locale of NAME_LOCALES) {
    for (const month of ['long', 'short'] as const) {
      // In a date some languages inflect the month's name.
      const formats = [{ month }, { month, day: 'numeric' }, { weekday: month }] as const;
      for (const format of formats) {
        const calendar = new Intl.DateTimeFormat(locale, { ...format, timeZone: 'UTC' });
        for (let i = 0; i < 12; i += 1) {
          const text = calendar.format(Date.UTC(2026, i, i + 1)).toLowerCase();
          for (const name of text.match(/[\p{L}\p{M}]+/gu) ?? []) {
            found.add(name);
            for (let n = SHORTEST_NAME; n < name.length; n += 1) found.add(name.slice(0, n));
          }
        }
      }
    }
  }
  return found;
}

const ID_WORDS = new Set(
  'id ids uid uuid guid key phone phones telephone tel mobile cell cellphone msisdn whatsapp sms fax zip postal postcode'.split(
    ' ',
  ),
);

/** Whether a column's name says that its digits are no numbers to compute with. */
export function looksLikeIds(name: string): boolean {
  if (/電話|携帯|番号|識別|郵便|ＩＤ|ID(?![a-z])/u.test(name)) return true;
  return name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .some((word) => ID_WORDS.has(word) || /(?:phone|uuid)$/.test(word));
}
