// What Excel does to text when it opens a CSV: it evaluates some and retypes much. There is no full description; the
// rules here lean to the safe side, for protected text still reads as it is, and retyped text is lost.

/** Begins a formula, in ASCII or in the forms Excel takes for it; U+2212 and the small forms included. */
const EVALUATED = /^[\s\p{Cf}\p{Cc}]*[=+\-@−\u3012]/u;
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
  // exponents, 12-hour clocks, zones and the letters of ISO 8601
  `e d am pm a p t z utc gmt h m s st nd rd th de of del di den der le
  上午 下午 午前 午後 오전 오후 年 月 日 時 分 秒 时 년 월 일 시 분 초 号 日付 曜日 元年
  明治 大正 昭和 平成 令和 明 大 昭 平 令 r ad bc ce bce be
  kr zł kč ft lei лв руб р chf rm rp r us usd eur jpy gbp nz a hk nt au ca mx 円 元 원 won`.split(/\s+/),
);

/** Names of months and days, in the languages Excel comes in. */
const NAME_LOCALES =
  'en ja de fr es it pt nl sv da nb fi pl cs sk hu ro bg ru uk tr el he ar th vi id ko zh hr sl lt lv et ca'.split(
    ' ',
  );
const SHORTEST_NAME = 3;

/** Whether Excel would show something else than this text, or compute with it. */
export function isRetyped(text: string, isIdColumn: boolean): boolean {
  // Full-width digits and signs count like ASCII ones.
  const plain = text.normalize('NFKC');
  if (EVALUATED.test(text) || EVALUATED.test(plain)) return true;
  if (!DIGIT.test(plain)) return ERROR_VALUE.test(plain) || isTruthValue(plain);
  if (PLAIN_DIGITS.test(text)) {
    return isIdColumn || text.length > LONGEST_NUMBER || (text.startsWith('0') && text.length > 1);
  }
  return NUMERIC_SIGNS.test(plain) && wordsOf(plain).every(isWordOfDates);
}

function isTruthValue(text: string): boolean {
  return text.length < 16 && TRUTH_VALUES.has(text.trim().toLowerCase());
}

function wordsOf(text: string): readonly string[] {
  const words = text.match(/[\p{L}\p{M}]+/gu) ?? [];
  return words.length > MOST_WORDS ? ['too', 'many'] : words;
}

let names: readonly string[] | undefined;

function isWordOfDates(word: string): boolean {
  const lower = word.toLowerCase();
  if (WORDS.has(lower)) return true;
  names ??= namesOfDates();
  return names.some(
    (name) => name === lower || (lower.length >= SHORTEST_NAME && name.startsWith(lower)),
  );
}

function namesOfDates(): readonly string[] {
  const found = new Set<string>();
  for (const locale of NAME_LOCALES) {
    for (const style of ['long', 'short'] as const) {
      const month = new Intl.DateTimeFormat(locale, { month: style, timeZone: 'UTC' });
      const inDate = new Intl.DateTimeFormat(locale, { month: style, day: 'numeric', timeZone: 'UTC' });
      const day = new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' });
      for (let i = 0; i < 12; i += 1) {
        const at = Date.UTC(2026, i, i + 1);
        const texts = [month.format(at), inDate.format(at), day.format(at)];
        for (const text of texts) for (const name of text.match(/[\p{L}\p{M}]+/gu) ?? []) found.add(name.toLowerCase());
      }
    }
  }
  return [...found];
}

const ID_WORDS = new Set(
  'id ids uid uuid guid key phone phones telephone tel mobile cell cellphone msisdn whatsapp sms fax zip postal postcode'.split(
    ' ',
  ),
);

/** Whether a column's name says that its digits are no numbers to compute with. */
export function looksLikeIds(name: string): boolean {
  if (/電話|携帯|番号|識別|郵便|ＩＤ/.test(name)) return true;
  return name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .some((word) => ID_WORDS.has(word) || /^.*(?:phone|uuid)$/.test(word) || /id$/i.test(word) && /[^\x00-\x7f]/.test(word));
}
