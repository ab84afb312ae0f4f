import type { Messages } from '../messages.ts';

const number = new Intl.NumberFormat('ja');
const n0 = (n: number) => number.format(n);

/** What a cohort's screen says at its head, and of how far its list is known. */
export const cohortJa: Messages['screens']['cohort'] = {
  export: '書き出し…',
  notify: '変化を通知',
  notifyHint: 'メンバーが参加・離脱したときに知らせます。間隔は設定で変えられます。',
  memberUnitNow: () => '人（現在）',
  memberUnit: () => '人',
  memberCount: (n) => `${n0(n)}人`,
  since: '前回の同期',
  heard: (when) => `最後の受信: ${when}`,
  asOnce: (when) => `${when}時点（1回のみ受信）`,
  notHeard: 'まだ受信していません',
  nextExpected: (when) => `次は${when}ごろの予定`,
  nextDue: (when) => `次の同期は${when}ごろの予定でした`,
  oneMissed: (when) => `1回届きませんでした。次は${when}ごろの予定`,
  tabs: 'このコホートの表示',
  members: 'メンバー',
  rounds: '参加と離脱',
  syncs: '同期',
  receiving: (pages, total) =>
    `${n0(total)}ページ中${n0(pages)}ページを受信しました。残りが届くまで、メンバーは外れません。`,
  partial: (when, missing, total, most) =>
    `${when}の同期は${n0(total)}件中${n0(missing)}件が届いていないため、人数は正確ではありません（最大${n0(most)}人が未反映）。通常は次回の同期で解消します。`,
  failed:
    '一部のデータを読み取れなかったか、失われたため、含まれないメンバーがいる可能性があります。詳しくは「受信履歴」をご覧ください。次回の全件同期で解消します。',
  unidentified: (n) =>
    `前回の全件同期に、Rollcallで使えるIDのない人が${n0(n)}人いたため、一覧に含まれていません。MixpanelのProperties to Exportでmixpanel_distinct_idを選択してください。`,
  withheld: (n) =>
    `前回の全件同期に含まれていなかった${n0(n)}人は、IDが足りず離脱と判断できないため、一覧に残しています。`,
  about: '約',
  notWhole: '全員が揃っていない可能性があります。',
  incomplete: '未完了',
  firstSync: '初回同期',
  same: (name, id, n) =>
    `「${name}」（ID：${id}、${n0(n)}人）と同じコホートの可能性があります。以前のバージョンのRollcallでは別々に扱われていました。`,
  merge: '統合する',
  keepApart: '別のままにする',
  merged: 'コホートを統合しました。',
  removedMost:
    '前回の全件同期で、このコホートの半数を超える人が外れました。意図していない場合は、Mixpanelでコホートの条件を確認してください。外れた人は「参加と離脱」に残っています。',
  seeLeft: '離脱した人を見る',
  baselineUnknown:
    '変更分しか届いていないため、以前からのメンバーは表示されていません。Mixpanelで全件同期すると全員が表示されます。',
  baselineAssumed:
    '最初に届いた変更分をコホート全体とみなしています。以前からのメンバーが含まれていない可能性があります。',
  startUnknown:
    '全件同期がまだ完了していないため、以前からのメンバーが含まれていない可能性があります。',
  chartSummary: (from, to, rounds) => `人数の推移（${n0(rounds)}回の同期）: ${from}から${to}`,
  gone: 'このコホートはもうありません。',
  goneText: '削除されたか、まだ届いていません。次の同期で表示されます。',
  announce: (joined, left) => `${n0(joined)}人が参加、${n0(left)}人が離脱`,
};

/** What a cohort's screen says: members. */
export const membersJa: Messages['screens']['members'] = {
  table: (name) => `${name}のメンバー`,
  search: 'メンバーを検索',
  searchPast: 'この時点のメンバーから検索',
  searchHint: (n) => `${n0(n)}人から検索`,
  export: 'これを書き出す',
  before: (when) => `${when}より前`,
  asOf: '時点',
  now: '現在',
  past: (when, label) => `${when} · ${label}`,
  sortBy: '並べ替え',
  orders: { joined: '参加日', name: '名前', email: 'メール', distinct_id: 'Mixpanel ID' },
  ascending: '昇順',
  descending: '降順',
  columns: '列',
  columnsHint: '列の表示と順序、幅',
  width: (column, pixels) => `${column}: 幅${n0(pixels)}ピクセル`,
  place: (column, at, all) => `${column}: ${n0(all)}列中${n0(at)}列目`,
  narrower: (column) => `${column}の幅を狭く`,
  wider: (column) => `${column}の幅を広く`,
  moveUp: (column) => `${column}を左へ`,
  moveDown: (column) => `${column}を右へ`,
  resetColumns: '列を元に戻す',
  columnsReset: '列を元に戻しました。',
  columnHidden: (column) => `${column}を非表示にしました。`,
  column: {
    distinct_id: 'Mixpanel ID',
    email: 'メール',
    last_name: '姓',
    first_name: '名',
    phone_number: '電話番号',
    full_name: '氏名',
    joined: '参加',
    left: '離脱',
  },
  missing: '値なし',
  empty: '空の文字列',
  nullValue: 'null',
  none: '今このコホートには誰もいません。',
  noneFound: (text) => `「${text}」に合う人はいません。`,
  noneFoundHint: '名前、メール、電話番号、Mixpanel IDから検索します。',
  footerFound: (n, all) => `${n0(all)}人中${n0(n)}人`,
  footerAwaited: (all) => `${n0(all)}人中…`,
  footerFoundPast: (n) => `該当${n0(n)}人`,
  footerHidden: (n) => `非表示の列${n0(n)}`,
  footerKeys: (copyKey) => `矢印キーで移動 · Enterで詳細 · ${copyKey}でコピー`,
  copied: (n) => `${n0(n)}行をコピーしました`,
  copiedCells: (n) => `${n0(n)}個のセルをコピーしました`,
  tooMany: (n) => `一度にコピーできるのは${n0(n)}行までです。それ以上は書き出してください。`,
  sorted: (column) => `${column}順`,
};

/** What a cohort's screen says: rounds. */
export const roundsJa: Messages['screens']['rounds'] = {
  list: '同期ごとの変化',
  text: 'Mixpanelがまとめて送った、参加した人と離脱した人です。',
  none: 'まだありません。最初の同期から記録されます。',
  size: (n) => `その後${n0(n)}人`,
  joinedTab: (n) => `参加 ${n0(n)}`,
  leftTab: (n) => `離脱 ${n0(n)}`,
  joinedTable: (when) => `参加した人（${when}）`,
  leftTable: (when) => `離脱した人（${when}）`,
  nobodyJoined: 'このとき参加した人はいません。',
  nobodyLeft: 'このとき離脱した人はいません。',
  firstSync: (n) =>
    `初回の同期です。${n0(n)}人は、この時点ですでに参加していました（参加日時は不明です）。`,
  export: 'これを書き出す',
};

/** What a cohort's screen says: syncs. */
export const syncsJa: Messages['screens']['syncs'] = {
  table: 'このコホートの同期',
  none: 'まだ同期が届いていません。',
  started: '開始',
  action: '内容',
  actions: {
    members: '全員',
    add_members: '参加した人',
    remove_members: '離脱した人',
  },
  state: '状態',
  states: {
    receiving: '受信中',
    complete: '完了',
    partial: '一部のみ',
    superseded: '新しい同期に置き換え',
    failed: '失敗',
  },
  pages: 'ページ',
  pageProgress: (received, total) => `${n0(total)}中${n0(received)}`,
  changed: '変化',
  nothing: '変更なし',
  notes: '備考',
  failedPages: (n) => `${n0(n)}ページを別に保管`,
  unidentified: (n) => `IDのない項目 ${n0(n)}件`,
  inSinceBefore: (n) => `初回同期 ${n0(n)}人`,
  withheld: (n) => `IDが足りず、離脱としなかった人 ${n0(n)}人`,
  unknown: (n) => `以前に届いていない人 ${n0(n)}人`,
  removedMost: '半数を超える人が離脱',
};
