import type { Messages } from '../messages.ts';

const number = new Intl.NumberFormat('ja');
const n0 = (n: number) => number.format(n);

export const exportJa: Messages['screens']['export'] = {
  title: (name) => `${name}の書き出し`,
  members: '現在のメンバー',
  membersAt: (when) => `${when}時点のメンバー`,
  joined: (when) => `参加した人（${when}）`,
  left: (when) => `離脱した人（${when}）`,
  matching: (text) => `「${text}」に合う人`,
  kind: '用途',
  excel: 'Excelで見る',
  excelText: 'ダブルクリックで開けます。長い数字や電話番号もそのままです。',
  import: '別のサービスに取り込む',
  importText: '余計なもののないUTF-8で、列名はMixpanelと同じです。',
  columns: '列',
  allColumns: 'すべての列',
  chosenColumns: (n, all) => `${n0(all)}列中${n0(n)}列`,
  separator: '区切り文字',
  separators: { comma: 'カンマ', semicolon: 'セミコロン', tab: 'タブ' },
  usualSeparator: (separator) => `自動（${separator}）`,
  separatorNote:
    'このコンピューターの標準とは違う区切り文字です。ダブルクリックで開くと、1行が1つのセルにまとまることがあります。',
  preview: 'プレビュー',
  firstLine: '1行目',
  excelNote: '="…" の部分は、Excelでは桁をそのまま残した文字として表示されます。',
  rows: (n) => `${n0(n)}行`,
  start: (n) => `${n0(n)}行を書き出す`,
  noColumns: '列を1つ以上選んでください。',
  progress: (rows, total) => `${n0(total)}行中${n0(rows)}行を書き出しました`,
  done: (rows, file) => `${n0(rows)}人を ${file} に書き出しました。`,
  apostrophes: (n) => `${n0(n)}個のセルはExcelには長すぎるため、先頭にアポストロフィを付けました。`,
  willCut: (n, wholeKind) =>
    `Excelのセルに入る32,767文字を超える値が${n0(n)}件あり、途中で切って印を付けます。「${wholeKind}」なら、すべて書き出せます。`,
  cut: (n) => `Excelのセルに入りきらない値が${n0(n)}件あり、途中で切って印を付けました。`,
  willNotShow: (shown) =>
    `Excelで表示されるのは先頭の${n0(shown)}人までです。ファイルには全員が入ります。Excelで全員を見るには、絞り込んで分けて書き出してください。`,
  notShown: (shown) => `Excelで表示されるのは先頭の${n0(shown)}人までです。`,
  cancelled: '書き出しを中止しました。ファイルは作られていません。',
  failed: '書き出せませんでした。ファイルは作られていません。',
  unknown:
    '書き出しの結果を確認できませんでした。ファイルが保存され、最後まで書かれているかご確認ください。',
  showInFolder: 'フォルダーで表示',
  again: '条件を変えて書き出す',
};
