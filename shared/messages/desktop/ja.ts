import type { Messages } from '../messages.ts';

export const desktopJa: Messages['desktop'] = {
  state: {
    receiving: '受信できます。Mixpanelからはまだ届いていません。',
    receivingSince: (time) => `受信できます。最後に届いたのは${time}です。`,
    receivingNext: ({ since, next }) =>
      `受信できます。最後に届いたのは${since}、次は${next}ごろの予定です。`,
    urlAlert: '今は使えないURLがMixpanelに登録されたままです。Rollcallを開いて確認してください。',
    syncing: '同期を受信しています。',
    syncingPages: ({ received, total }) =>
      `同期を受信しています(${total}ページ中${received}ページ)。`,
    attention: (cohorts) => `確認が必要なコホートが${cohorts}件あります。`,
    trouble: 'データの保存に問題があります。Rollcallを開いて確認してください。',
    paused: '一時停止中です。Mixpanelには、あとで送り直すよう伝えます。',
  },
  tray: {
    copyUrl: '受信URLをコピー',
    pause: '受信を一時停止',
    resume: '受信を再開',
    noCohorts: 'コホートはまだありません',
    cohort: ({ name, size, change }) => `${name}:${size}人${change === '' ? '' : `(${change})`}`,
    openCohort: '開く',
    exportCohort: '書き出す…',
    open: 'Rollcallを開く',
    settings: '設定…',
    keepRunning: 'ウインドウを閉じても受信を続ける',
    openAtLogin: 'ログイン時に開く',
    updateWaiting: (version) => `次回の起動からバージョン${version}になります`,
    quit: 'Rollcallを終了',
  },
  menu: {
    file: 'ファイル',
    edit: '編集',
    view: '表示',
    window: 'ウインドウ',
    help: 'ヘルプ',
    about: 'Rollcallについて',
    services: 'サービス',
    hide: 'Rollcallを隠す',
    hideOthers: 'ほかを隠す',
    showAll: 'すべてを表示',
    quit: 'Rollcallを終了',
    close: 'ウインドウを閉じる',
    undo: '取り消す',
    redo: 'やり直す',
    cut: 'カット',
    copy: 'コピー',
    paste: 'ペースト',
    selectAll: 'すべてを選択',
    zoomIn: '拡大',
    zoomOut: '縮小',
    actualSize: '実際のサイズ',
    fullScreen: 'フルスクリーン',
    minimize: '最小化',
    zoom: '拡大/縮小',
    bringToFront: 'すべてを手前に移動',
    mixpanelHelp: 'Mixpanelのコホート同期について',
  },
  save: {
    title: 'コホートの書き出し',
    button: '書き出す',
    csv: 'CSVファイル',
  },
  policy: {
    title: 'ngrokのポリシーの保存',
    button: '保存',
    files: 'ngrokのトラフィックポリシー',
  },
  backup: {
    saveTitle: 'バックアップの保存',
    saveButton: '保存',
    openTitle: 'バックアップから復元',
    openButton: '中を確認',
    files: 'Rollcallのバックアップ',
  },
  firstSync: {
    title: (cohort) => `「${cohort}」が届きました`,
    body: (members) => `最初の同期が完了しました。メンバーは${members}人です。`,
  },
  silence: {
    title: (cohort) => `「${cohort}」が届いていません`,
    tunnel: (since) =>
      `${since}を最後に届いていません。トンネルが切れていたため、Mixpanelが同期を一時停止したかもしれません。`,
    away: (since) =>
      `${since}を最後に届いていません。このコンピューターで受信できなかった間に、Mixpanelが同期を一時停止したかもしれません。`,
    stopped: (since) =>
      `${since}を最後に届いていません。こちらに問題はないため、Mixpanelが同期を一時停止したと考えられます。`,
  },
  closeHint: {
    message: 'Rollcallは受信を続けます',
    detail:
      'ウインドウを閉じても、同期は届きます。トレイのアイコンから、またはRollcallをもう一度起動すると、ウインドウが開きます。受信をやめるには「Rollcallを終了」を選んでください。',
    openAtLogin: 'ログイン時にRollcallを開く',
    ok: 'OK',
  },
  passwordLost:
    '保存したパスワードをキーチェーンから取り出せません。設定し直すまで、Mixpanelからの送信は受け付けません。',
  quitting: {
    message: '同期を受信している途中です',
    detail:
      '届いた分は保存され、次に起動したときに反映されます。終了している間にMixpanelが送ったページは受け取れず、再び送られるまでコホートは不完全なままになります。',
    expected: (minutes) => `約${minutes}分後にMixpanelから届く予定です`,
    expectedDetail: '応答がないと、同期が一時停止されることがあります。',
    wait: '受信が終わったら終了',
    now: '今すぐ終了',
    stay: '終了しない',
  },
  pageGone: {
    message: 'ウインドウの表示に繰り返し失敗しました',
    detail: '受信は続いており、データは失われていません。ウインドウだけが表示できない状態です。',
    again: 'もう一度表示',
    close: 'ウインドウを閉じる',
  },
  browserMode:
    'Electronが入っていないため(npx install-electronで入れられます)、ブラウザーで開きます。',
  startFailed: 'Rollcallを起動できませんでした',
};
