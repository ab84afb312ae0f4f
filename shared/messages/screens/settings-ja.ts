import type { Messages } from '../messages.ts';

const number = new Intl.NumberFormat('ja');
const n0 = (n: number) => number.format(n);

export const settingsJa: Messages['screens']['settings'] = {
  title: '設定',
  contents: 'このページの内容',
  setAsideSeen: '確認しました',
  setAsideData: (path) => `壊れたデータファイルを別に保存し、新しいファイルで再開しました：${path}`,
  historyGap:
    '受信したデータの一部が反映前に失われたため、一覧に含まれていないメンバーがいる可能性があります。Mixpanelで各コホートを全件同期すると、正しい状態に戻ります。',
  setAsideHook:
    '受信URLもそこにあったため、新しいURLになりました。以前のURLに送られたデータは届きません。Mixpanelをもう一度つなぐか、ファイルを元に戻してRollcallを起動し直してください。',
  sections: {
    appearance: '全般',
    shell: 'このコンピューター',
    notifications: '通知',
    receiving: '受信',
    access: 'アクセス',
    data: 'データについて',
    backup: 'バックアップ',
    remove: '削除',
  },
  language: '言語',
  languages: { system: 'システムに合わせる', en: 'English', ja: '日本語' },
  theme: '外観',
  themes: { system: 'システムに合わせる', light: 'ライト', dark: 'ダーク' },

  switches: {
    openAtLogin: 'ログイン時に開く',
    keepRunning: 'ウインドウを閉じても受信を続ける',
    keepAwake: '同期の間はスリープしない',
    notifications: '最初の同期と途絶え',
    updates: '自動アップデート',
  },
  switchHints: {
    openAtLogin: 'Rollcallが動いていない間は、何も届きません。',
    keepRunning:
      'トレイに残ります。オフにすると、ウインドウを閉じたときに終了し、同期を受け取れません。',
    keepAwake: '同期の受信中と、10分以内に届く予定のときだけです。ふたを閉じるとスリープします。',
    notifications:
      'コホートの最初の同期が終わったときと、コホートの同期が途絶えたときに、時間帯を問わず知らせます。',
    updates:
      '新しいバージョンを自動でダウンロードし、Rollcallを終了したときに入れ替えます。勝手に再起動することはありません。',
  },

  changes: '変化を通知するコホート',
  changesNone: 'まだありません。コホートの画面で「変化を通知」をオンにすると、ここに表示されます。',
  changesOf: (names) =>
    `${names.map((name) => `「${name}」`).join('')}。各コホートの画面の「変化を通知」で切り替えられます。`,
  gather: '変化をまとめる間隔',
  gatherAtOnce: 'まとめずに知らせる',
  gatherText: 'この間の変化を1件の通知にまとめます。人数だけを知らせ、名前は表示しません。',
  quietHours: '通知しない時間帯',
  quietHoursText: 'この間の変化は、終わったときに1件の通知にまとめて知らせます。',
  quietFrom: '開始',
  quietTo: '終了',

  pause: '受信を一時停止',
  pauseText:
    '一時停止中は、Mixpanelには、あとで送るように伝えます。長く続くと、Mixpanelが同期を止めることがあります。',
  resume: '受信を再開',
  retention: '受信データの保存期間',
  retentionText: '期間と容量のどちらかを超えると、古いものから消します。',
  retentionSize: '受信データの容量の上限',
  retentionSizeText:
    '消すのは反映済みのものだけで、反映待ちのものは失われません。メンバーと履歴も残ります。',
  retentionSoon: '新しい上限を超える分は、5分後に削除されます。',
  days: (n) => `${n0(n)}日`,

  password: 'Mixpanel用のパスワード',
  passwordNone: '設定されていません。受信URLを知っている人は誰でも送れます。',
  passwordSet: (user) => `設定済みです（ユーザー名: ${user}）。`,
  passwordLost:
    '設定したパスワードをキーチェーンから取り出せないため、Mixpanelからの送信を受け付けていません。設定し直してください。',
  passwordObstacles: {
    environment:
      '起動時にROLLCALL_HOOK_PASSWORDで指定されています。変更するには、値を変えて起動し直してください。',
    headless:
      'ブラウザーで使うRollcallには、安全に保存するキーチェーンがありません。ROLLCALL_HOOK_USERとROLLCALL_HOOK_PASSWORDを指定して起動してください。',
    unavailable:
      'このコンピューターには、安全に保存するキーチェーンがありません。ROLLCALL_HOOK_PASSWORDを指定して起動してください。',
    basic:
      'キーリングが動いていないため、安全に保存できません。GNOME KeyringかKWalletを起動してから、Rollcallを起動し直してください。',
  },
  passwordAdd: 'パスワードを設定…',
  passwordChange: '変更…',
  passwordRemove: '解除…',
  passwordDialog: 'Mixpanel用のパスワード',
  passwordWarning:
    '設定したら、すぐにMixpanelにも同じものを入力してください。一致するまでRollcallは401を返し、Mixpanelは同期を一時停止します。再開はMixpanelで行います。',
  passwordUser: 'ユーザー名',
  passwordUserError: 'コロン（:）を含まない100文字以内のユーザー名を入力してください。',
  passwordText: 'パスワード',
  passwordTextError: '12文字以上、200文字以内で入力してください。',
  passwordGenerate: '別のものを作る',
  passwordSave: 'パスワードを設定',
  passwordDone: '設定しました。続けてMixpanelに入力してください',
  passwordOnce:
    'MixpanelのData > Destinations > Webhookを開き、UsernameとPasswordに入力します。パスワードを表示するのは今だけです。',
  passwordCopyUser: 'ユーザー名をコピー',
  passwordCopy: 'パスワードをコピー',
  passwordRemoveTitle: 'パスワードを解除しますか？',
  passwordRemoveText:
    '受信URLを知っている人は誰でも送れるようになります。Mixpanel側の設定はそのままでかまいません。送られてきたパスワードは確認しません。',
  passwordRemoveConfirm: 'パスワードを解除',
  passwordRemoved: 'パスワードを解除しました。',

  key: 'この画面のアドレス',
  keyText:
    'アドレスにはキーが含まれ、知っている人はデータを見られます。キーを新しくすると、ほかのタブやブックマークにある古いアドレスは使えなくなります。',
  keyRenew: 'キーを新しくする',
  keyRenewed:
    'キーを新しくしました。この画面はそのまま使えます。ほかの画面はこのアドレスから開いてください。',

  where: '保存場所',
  whereText: 'あなただけが読めるファイルです。ディスク自体の暗号化のほかに、暗号化はしていません。',
  showInFolder: 'フォルダーで表示',
  space: '使っている容量',
  spaceText: ({ members, deliveries }) =>
    `メンバーと履歴に ${members}、受信データに ${deliveries} を使っています。`,
  spaceSetAside: (size) => `ほかに、以前のデータ ${size} を別に残しています。`,
  spaceFree: (size) => `ディスクの空きは ${size} です。`,
  privacyTitle: 'このコンピューターから出るもの、出ないもの',
  privacy: [
    'メンバー、履歴、受信データは外に出ません。出るのは、自分で保存したファイルや書き出したファイルだけです。',
    'Mixpanelから届いたデータには、受け取れたかどうかだけを返します。データは返しません。',
    'トンネルを通るデータは暗号化されたままではないため、トンネルの運営者は読むことができます。',
    '設定したトンネルと、自動アップデートがオンのときの配布元のほかには、どこにも接続しません。利用状況も送信しません。',
  ],

  backup: 'すべてのバックアップ',
  backupText:
    'メンバー、履歴、受信データ、設定を1つのファイルにまとめます。その間も受信は続きます。個人情報を含み、ファイルを持つ人は読めます。パスワードと受信URLは含みません。',
  backupSave: 'バックアップを保存…',
  restore: '復元',
  restoreText: '先にファイルの中を確認して、内容を表示します。確認するまで何も置き換えません。',
  restoreChoose: 'バックアップから復元…',
  move: '別のコンピューターに移す',
  moveText:
    'Mixpanelでは受信URLを変更できません。このファイルで受信URLごと移すと、別のコンピューターが代わりに受信します。',
  moveSave: '別のコンピューターに移す…',

  backupTitle: 'バックアップの保存',
  moveTitle: '別のコンピューターに移す',
  moveSteps: [
    'このコンピューターで、ファイルを保存します。ファイルに入らないデータが届かないよう、先に受信を一時停止します。',
    'このコンピューターで、Rollcallを終了します。これ以降、2台で同時に動かさないでください。',
    '移す先で、Rollcallをインストールし、設定の「バックアップ」からこのファイルを復元して、Rollcallを起動し直します。',
    '移す先で、ngrokのトークンとパスワードを入力し直します。キーチェーンの内容はファイルに含まれません。',
  ],
  moveWarning:
    'このファイルには個人情報と、受信URLの秘密の部分が含まれます。ファイルを持つ人は、個人情報を読むことも、受信URLに送ることもできます。移し終えたら削除してください。',
  moveStart: '一時停止してファイルを保存…',
  phases: {
    copying: 'データをコピーしています',
    packing: 'ファイルに書き込んでいます',
    checking: 'ファイルを確認しています',
  },
  percent: (n) => `${n0(n)}%`,
  backupDone: (file, size) => `${file}（${size}）を保存し、確認しました。`,
  backupDownloaded: (file, size) =>
    `${file}（${size}）を確認し、ブラウザーのダウンロード先に保存しました。`,
  backupCancelled: '何も保存していません。',
  moveNext: '続けて、このコンピューターのRollcallを終了し、移す先で作業してください。',

  restoreTitle: 'バックアップから復元',
  restoreReading: 'ファイルを読み込んでいます',
  restoreMade: '保存日時',
  restoreHolds: (cohorts, members, deliveries) =>
    `コホート${n0(cohorts)}個、メンバー${n0(members)}人、受信データ${n0(deliveries)}件`,
  restoreContents: '内容',
  restoreSound: 'ファイルに問題はありません。',
  restoreReplaces:
    '今あるデータはすべて、このバックアップに置き換わります。今のデータは消さずに、データフォルダーに別に残します。',
  restoreHook: '受信URLも引き継ぐ',
  restoreHookText:
    'このファイルは、別のコンピューターから移すためのものです。次にRollcallを起動したときから、その受信URLで受信します。元のコンピューターでは、もうRollcallを動かさないでください。',
  restoreConfirm: '置き換える',
  restoreDone: 'バックアップを復元しました。以前のデータは、データフォルダーに別に残しています。',
  restoreRestart:
    '続けて、Rollcallを終了して起動し直してください。移した受信URLでの受信が始まります。',
  restoreShow: '表示する',

  noCohorts: '保存しているコホートはありません。',
  removeCohort: (name) => `${name}を削除`,
  removeOne: '削除…',
  removeConfirm: '削除',
  removeTitle: (name) => `${name}を削除しますか？`,
  removeText: (n) =>
    `${n0(n)}人のメンバーとその履歴、このコホートの受信データを、このコンピューターから消します。次の同期が届くと、コホートは再び表示されます。この操作は取り消せません。`,
  removed: (name) => `${name}を削除しました。`,
  removeSample: 'サンプルを取り除く',
  sampleRemoved: 'サンプルを取り除きました。',
  removeAll: 'すべて削除…',
  removeAllTitle: 'すべて削除しますか？',
  removeAllText:
    'すべてのコホートとその履歴、受信データ、別に残したデータを、このコンピューターから消します。受信URLは変わりません。この操作は取り消せません。',
  removeAllConfirm: 'すべて削除',
  removedAll: 'すべて削除しました。',
};
