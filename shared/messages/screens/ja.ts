import { connectJa } from '../connect/ja.ts';
import type { Messages } from '../messages.ts';
import { cohortJa, membersJa, roundsJa, syncsJa } from './cohort-ja.ts';
import { deliveriesJa } from './deliveries-ja.ts';
import { exportJa } from './export-ja.ts';
import { filtersJa } from './filters-ja.ts';
import { settingsJa } from './settings-ja.ts';
import { turnedAwayJa } from './turned-away-ja.ts';

const number = new Intl.NumberFormat('ja');
const n0 = (n: number) => number.format(n);
/** A cohort by its name, and how many it stands for. */
const andMore = (cohort: string, others: number) =>
  others === 0 ? `「${cohort}」` : `「${cohort}」ほか${n0(others)}件`;

export const screensJa: Messages['screens'] = {
  common: {
    copy: 'コピー',
    copied: 'コピーしました',
    copyFailed: 'ブラウザーがコピーを許可しませんでした。文字を選択してコピーしてください。',
    cancel: 'キャンセル',
    close: '閉じる',
    undo: '元に戻す',
    undone: '元に戻しました。',
    said: 'お知らせ',
    tryAgain: 'もう一度試す',
    loading: '読み込み中',
    justNow: 'たった今',
    untitled: (id) => `コホート ${id}`,
    joined: (n) => `+${n0(n)}`,
    left: (n) => `−${n0(n)}`,
    joinedWords: (n) => `参加${n0(n)}人`,
    leftWords: (n) => `離脱${n0(n)}人`,
    failed: '読み込めませんでした。',
    sentences: (all) => all.join(''),
    sample: 'サンプル',
    skip: '本文へ移動',
  },
  state: {
    ready: '受信できます',
    readyDetail: (when) => `最終受信：${when}`,
    nothingYet: '最初の同期を待っています',
    notConnected: '未接続',
    notConnectedDetail: 'Mixpanelからはまだ受信できません。接続すると受信できます。',
    syncing: '同期中',
    syncingDetail: (pages, total) => `受信中（${n0(pages)}/${n0(total)}）`,
    waiting: (n) => `${n0(n)}件を処理中`,
    attention: '確認が必要です',
    trouble: 'データを保存できません',
    partial: (cohort, others) => `${andMore(cohort, others)}の同期が未完了です。`,
    failed: (cohort, others) => `${andMore(cohort, others)}の同期の一部を処理できませんでした。`,
    removedMost: (cohort, others) =>
      `${andMore(cohort, others)}の直近の全件同期で、半数を超えるメンバーが離脱しました。`,
    silent: (cohort, others, since) =>
      `${andMore(cohort, others)}の同期が${since}から届いていません。`,
    paused: '一時停止中',
    pausedDetail: '一時停止中の同期は、Mixpanelが再送します。',
    pausedUntil: (when) =>
      `${when}までに再開すれば、変更分だけが届きます。過ぎると全件が再送されます。`,
    nextExpected: (when) => `次回の同期：${when}ごろ`,
    nextDue: (when) => `${when}ごろの予定でしたが、まだ届いていません`,
    policyOutdated: 'ngrokのトラフィックポリシーが古くなっています。',
    otherAddress: '現在とは別の受信URLに送信されています。',
    urlAlert: 'Mixpanelに古い受信URLが登録されています。',
    setAside: '一部のデータを読み込めませんでした。',
    historyGap: '受信したデータの一部が失われました。',
    asOf: (when) => `${when}時点の内容です`,
    offline: '再接続しています',
    offlineDetail: '表示が最新でないことがあります。',
    locked: 'このアドレスは使えなくなりました',
    lockedDetail: 'Rollcallを起動したときに表示されたURLから開き直してください。',
  },
  nav: {
    label: 'メイン',
    cohorts: 'コホート',
    noCohorts: 'まだありません。最初の同期がここに表示されます。',
    deliveries: '受信履歴',
    connect: '接続',
    settings: '設定',
    find: '検索と操作',
  },
  welcome: {
    title: '今、コホートに誰がいるか。',
    lead: 'RollcallはMixpanelのコホート同期をこのコンピューターで受信し、参加と離脱を記録して、表計算ソフト用に書き出します。',
    hookTitle: '受信URL',
    hookHint: 'Mixpanelはここに送信します。パスワードと同じように扱ってください。',
    connectTitle: '自分のコホートを受信する',
    connectHint:
      '4つの手順で最初の同期まで進みます。Mixpanelから届くアドレスとパスワードを用意し、Mixpanelに入力するだけです。',
    connect: 'Mixpanelとつなぐ',
    sampleTitle: 'Mixpanelがまだなくても',
    sampleText: '架空の2,400人のサンプルコホートが、本物と同じ経路で届きます。あとで取り除けます。',
    sample: 'サンプルデータで試す',
    sampleRunning: 'サンプルの同期が届いています…',
    privacy: 'データはこのコンピューターから出ません。アカウントも利用状況の送信もありません。',
  },
  connect: connectJa,
  cohort: cohortJa,
  span: {
    minutes: (n) => `${n}分`,
    hours: (n) => `${n}時間`,
    hoursAndMinutes: (hours, minutes) => `${hours}時間${minutes}分`,
    days: (n) => `${n0(n)}日`,
  },
  turnedAway: turnedAwayJa,
  silence: {
    short: '未着',
    title: (span, every) => `Mixpanelから${span}届いていません。いつもは${every}ごとに届きます。`,
    tunnelIsDown: (since) =>
      `${since}からトンネルが切れています。Mixpanelから届かないため、同期が一時停止されたかもしれません。`,
    tunnelWasDown: (from, to) =>
      `${from}から${to}までトンネルが切れていました。その間に同期が一時停止されたかもしれません。`,
    away: (from, to) =>
      `${from}から${to}まで、このコンピューターでは受信できませんでした。その間に同期が一時停止されたかもしれません。`,
    turnedAway: (when, cause) =>
      `${when}に受信を拒否したため（${cause}）、Mixpanelが同期を一時停止したと考えられます。`,
    stopped:
      'こちらに問題はありません。Mixpanelで同期が一時停止されたか、削除されたと考えられます。',
    resume:
      '再開するには、MixpanelでData > Destinationsを開き、状態にマウスを重ねて理由を確認してから、同期をいったん切断してつなぎ直します。',
  },
  away: {
    kept: (away, left) =>
      `このコンピューターでは${away}受信できませんでした。Mixpanelは前回送った内容をあと${left}覚えているので、次の同期では変化分だけが届きます。`,
    keptNoLonger: (away) =>
      `このコンピューターでは${away}受信できませんでした。Mixpanelは前回送った内容をもう覚えていないため、次の同期で全員が届きます。`,
    caughtUp: (joined, left) => `追いつきました: 参加${n0(joined)}人、離脱${n0(left)}人`,
  },
  members: membersJa,
  filters: filtersJa,
  rounds: roundsJa,
  syncs: syncsJa,
  person: {
    back: '戻る',
    title: '人物',
    stays: '参加と離脱',
    in: '参加中',
    out: '離脱',
    from: (when) => `${when}に参加`,
    between: (from, to) => `${from}から${to}の間に参加`,
    before: (when) => `${when}より前から参加`,
    until: (when) => `${when}に離脱`,
    properties: 'プロパティ',
    propertiesOf: (cohort) => `${cohort}で届いた値`,
    none: 'このIDの人は、どのコホートにもいたことがありません。',
    copyId: 'IDをコピー',
  },
  deliveries: deliveriesJa,
  export: exportJa,
  settings: settingsJa,
  palette: {
    title: '検索と操作',
    placeholder: 'コホート、人、操作を入力',
    none: '見つかりません。',
    go: '移動',
    doing: '操作',
    inCohorts: (n) => `${n0(n)}個のコホート`,
    copyHook: '受信URLをコピー',
    trySample: 'サンプルデータで試す',
    removeSample: 'サンプルを取り除く',
    lightTheme: 'ライトにする',
    darkTheme: 'ダークにする',
    inEnglish: 'English',
    inJapanese: '日本語',
    filter: 'メンバーを絞り込む',
    shortcuts: 'キーボードショートカット',
  },
  shortcuts: {
    title: 'キーボードショートカット',
    palette: '検索と操作',
    search: 'この画面を検索',
    export: 'コホートを書き出す',
    cells: 'セルを移動',
    extend: '複数のセルを選択',
    copy: '選択範囲をコピー',
    open: '人物を開く',
    ends: '最初と最後の行',
    undo: '直前の操作を元に戻す',
    help: 'この一覧',
  },
};
