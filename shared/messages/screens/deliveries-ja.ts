import type { Messages } from '../messages.ts';

const number = new Intl.NumberFormat('ja');
const n0 = (n: number) => number.format(n);

export const deliveriesJa: Messages['screens']['deliveries'] = {
  title: '受信履歴',
  lead: '届いたデータをそのまま、しばらくこのコンピューターに残しています。',
  list: '受信履歴（新しい順）',
  search: '受信履歴を検索',
  searchHint: 'コホート、セッション、日時、本文',
  show: '表示',
  states: {
    all: 'すべて',
    changed: '参加・離脱のあったもの',
    failed: '別に保管したもの',
    refused: '受け付けなかったもの',
    tests: 'テスト',
    heartbeats: '変化なしの連絡',
  },
  none: 'まだ何も届いていません。',
  noneText: '受信URLに届いたデータと、それによる変化がここに並びます。',
  noneListed: (text) => `「${text}」は、コホート名、セッション、種類、日時には見つかりません。`,
  noneOfState: 'この種類の受信は残っていません。',
  bodies: {
    title: '届いた本文',
    list: '本文に含まれる受信（新しい順）',
    running: (when) =>
      when === null ? '本文を調べています…' : `本文を調べています（${when}まで）…`,
    reached: (when) => `${when}までさかのぼって本文を調べました。`,
    whole: (found) =>
      found === 0
        ? '残っている本文のどれにも含まれていません。'
        : '残っている本文をすべて調べました。',
    further: 'さらにさかのぼる',
  },
  choose: '左から選ぶと、届いた内容をそのまま確認できます。',
  number: (n) => `#${n0(n)}`,
  page: (page, total) => `${n0(total)}ページ中${n0(page)}ページ目`,
  pageShort: (page, total) => `ページ${n0(page)}/${n0(total)}`,
  entries: (n) => `${n0(n)}件`,
  test: 'テスト',
  refused: '受け付けず',
  more: '以前のものを表示',
  outcomes: {
    applied: '反映済み',
    repeat: '重複（変化なし）',
    superseded: '新しい同期に置き換え',
    failed: '別に保管',
    waiting: '反映待ち',
  },
  effect: (joined, left) => `参加${n0(joined)}人、離脱${n0(left)}人`,
  headers: 'ヘッダー',
  headersHint: 'パスワードなどは残していません。',
  body: '本文',
  noBody: '本文は空か、保存期間を過ぎています。',
  cut: '最初の256 KiBだけを表示しています。一部だけのためコピーはできません。',
  curl: 'cURLでコピー',
  copyBody: '本文をコピー',
  curlHint: 'cURLにも含みません。受信URLはご自身で入れてください。',
  unknown: (n) => `以前に届いていない人 ${n0(n)}人`,
  nullNumbers: (n) => `空欄として扱った値（NaN、Infinity） ${n0(n)}件`,
  unidentified: (n) => `IDのない項目 ${n0(n)}件`,
  failedText:
    'この受信データは反映できず、別に保管しています。ほかの受信には影響していません。もう一度反映すると、届いた順番どおりに扱われ、後から届いた内容が優先されます。',
  applyAgain: 'もう一度反映',
  applying: '反映しています…',
  appliedAgain: '届いた順番どおりに反映しました。',
  foresee: '今なら何が変わるか',
  foresight: {
    working: '調べています',
    nothing: {
      same: '参加、離脱、プロパティの変化はありません',
      repeat: '何も変わりません。同じリストがすでに反映されています。',
      superseded: '何も変わりません。より新しい全件同期が完了しています。',
      refused: '何も変わりません。今回も受け付けません。',
      test: '何も変わりません。テストは何も変更しません。',
    },
    joined: (n) => `${n0(n)}人が参加`,
    left: (n) => `${n0(n)}人が離脱`,
    changed: (n) => `${n0(n)}人のプロパティが変化`,
    unknown: (n) => `外す対象だが入っていない人 ${n0(n)}人`,
    joins: '参加',
    leaves: '離脱',
    changes: '変化',
    asIfNow: '今もう一度届いた場合の結果です。何も変更していません。',
    inItsPlace: '届いた順番どおりに反映した場合の結果です。何も変更していません。',
  },
};
