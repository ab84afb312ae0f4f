import type { Messages } from '../messages.ts';

const number = new Intl.NumberFormat('ja');
const n0 = (n: number) => number.format(n);

export const filtersJa: Messages['screens']['filters'] = {
  add: '絞り込み',
  title: 'メンバーを絞り込む',
  column: '列',
  test: '条件',
  value: '値',
  tests: {
    is: '等しい',
    isNot: '等しくない',
    contains: '含む',
    atLeast: '以上',
    atMost: '以下',
    hasValue: '値がある',
    hasNone: '値がない',
  },
  says: {
    is: (column, value) => `${column}が「${value}」`,
    isNot: (column, value) => `${column}が「${value}」以外`,
    contains: (column, value) => `${column}に「${value}」を含む`,
    atLeast: (column, value) => `${column}が${value}以上`,
    atMost: (column, value) => `${column}が${value}以下`,
    hasValue: (column) => `${column}に値がある`,
    hasNone: (column) => `${column}に値がない`,
  },
  hints: {
    is: '値全体が一致する人です。大文字と小文字を区別します。リストはどれか1つが一致すれば含みます。',
    isNot: '値がない人も含みます。',
    contains: '値のどこかに含む人です。大文字と小文字は区別しません。リストはどれか1つで足ります。',
    atLeast: '数値は大きさ、2026-01-31 のような日付は日時、ほかの文字は文字順で比べます。',
    atMost: '数値は大きさ、2026-01-31 のような日付は日時、ほかの文字は文字順で比べます。',
    hasValue: 'nullでも空でもない値が届いている人です。',
    hasNone: '届いていないか、null、空の文字列、空のリストの人です。',
  },
  apply: '条件を追加',
  list: '適用中の条件',
  remove: (sentence) => `条件を外す: ${sentence}`,
  removeAll: 'すべて外す',
  removed: (sentence) => `条件を外しました: ${sentence}`,
  cleared: (n) => `条件を${n0(n)}件外しました。`,
  clear: (n) => (n === 1 ? '条件を外す' : 'すべての条件を外す'),
  on: (n) => `条件${n0(n)}件で絞り込み中`,
  most: (n) => `一度に使える条件は${n0(n)}件までです。`,
  noneFit: (n) => (n === 1 ? '条件に合う人はいません。' : 'すべての条件に合う人はいません。'),
  noneFitSearch: (text) => `「${text}」に合う人の中に、条件に合う人はいません。`,
};
