import { desktopJa } from './desktop/ja.ts';
import type { Messages } from './messages.ts';
import { screensJa } from './screens/ja.ts';
import { tunnelJa } from './tunnel/ja.ts';

const number = new Intl.NumberFormat('ja');

export const ja: Messages = {
  appName: 'Rollcall',
  sample: { cohortName: 'サンプル：トライアル中のユーザー' },
  cloudPolicyNotes: (url) =>
    [
      `ngrokのクラウドエンドポイント ${url} 用のトラフィックポリシー（Rollcallが作成）。`,
      'ngrokのダッシュボードの Endpoints > クラウドエンドポイント > Traffic Policy に貼り付けてください。',
      '受信URLだけを通します。Rollcallが動いていない間は、あとで送り直すようMixpanelに伝えます（503）。',
      '受信URLの秘密の部分が含まれるため、ほかの人に見せないでください。',
    ].join('\n'),
  screens: screensJa,
  desktop: desktopJa,
  exportWarnings: {
    start:
      '全件同期が完了していないため、以前からのメンバーがファイルに含まれていない可能性があります。Mixpanelで全件同期すると、全員が揃います。',
    assumed:
      'この一覧は最初に届いた変更分から始まっています。以前からのメンバーが含まれていない可能性があります。',
    pages:
      '前回の同期が未完了のため、含まれないメンバーや、離脱済みのメンバーがいる可能性があります。',
    failed:
      '一部のデータを読み取れなかったか、失われたため、含まれないメンバーや、離脱済みのメンバーがいる可能性があります。次回の全件同期で解消します。',
    receiving: '同期の途中のため、含まれないメンバーがいる可能性があります。',
    unidentified: (people) =>
      `前回の全件同期に、Rollcallで使えるIDのない人が${number.format(people)}人いたため、ファイルに含まれていません。MixpanelのProperties to Exportでmixpanel_distinct_idを選択してください。`,
    apostrophes: (cells) =>
      `${cells}個のセルはExcelには長すぎるため、先頭にアポストロフィを付けました。`,
    willCut: (cells) =>
      `Excelのセルに入る32,767文字を超える値が${number.format(cells)}件あります。途中で切って印を付けます（--for importなら、すべて書き出せます）。`,
    cut: (cells) =>
      `Excelのセルに入りきらない値が${number.format(cells)}件あり、途中で切って印を付けました。`,
    willNotShow: (members, shown) =>
      `${number.format(members)}人を書き出しますが、Excelで表示されるのは先頭の${number.format(shown)}人までです。`,
    notShown: (members, shown) =>
      `ファイルには${number.format(members)}人が入っていますが、Excelで表示されるのは先頭の${number.format(shown)}人までです。`,
  },
  exportCut: (characters) => `…［以下省略：全${number.format(characters)}文字］`,
  start: {
    ready: ({ hookUrl, publicHookUrl, uiUrl, dataDir }) =>
      `Rollcallは受信を始めました。

  画面       ${uiUrl}
  受信URL    ${publicHookUrl ?? hookUrl}
  データ     ${dataDir}

次にすること
  1. ${
    publicHookUrl === null
      ? `このコンピューターのプログラムは、受信URLにそのまま送れます。Mixpanelから届けるには公開アドレスが必要です。
     NGROK_AUTHTOKENにトークンを設定して--tunnel ngrokで起動するか、お使いのトンネルの
     アドレスを--tunnel manual --public-urlで指定してください。`
      : `受信URLは、Mixpanelが呼び出すアドレスです。変わることはありません。`
  }
  2. MixpanelのData > Destinations > Webhook > Connectで、公開されている受信URLを登録します。
  3. Syncs > Add Cohort Syncでコホートを追加します。最初の同期まで最大30分かかります。
  4. 最初のアドレスをブラウザーで開くと、届く様子が見られます。

どちらのアドレスも他の人に知らせないでください。画面のアドレスを知っている人はデータを見られ、受信URLを知っている人は
Rollcallに送れます。終了はCtrl+Cです。`,
    closed: 'Rollcallを終了しました。受信したデータは残っています。',
  },
  hookReady:
    'Mixpanelのコホート同期を受信するURLです。MixpanelのData > Destinations > Webhookに入力してください。',
  exportColumns: {
    mixpanel_distinct_id: 'Mixpanel ID',
    email: 'メールアドレス',
    first_name: '名',
    last_name: '姓',
    phone_number: '電話番号',
    $name: '氏名',
  },
  ownColumns: {
    joined: '参加日時',
    left: '離脱日時',
    in_since_before: 'この日時より前から参加',
  },
  errors: {
    WRONG_PASSWORD: () =>
      'ユーザー名またはパスワードが、Rollcallの設定と一致しません。Rollcallからコピーして、Mixpanelの接続に入れ直してください。',
    HEADERS_TOO_LARGE: () =>
      'ヘッダーが16 KiBを超えています。MixpanelとRollcallの間にある機器が加えています。経路から外してください。',
    BODY_TOO_LARGE: (d) =>
      `${d.limitMiB} MiBを超えるデータが届きました。Mixpanelの接続で、書き出すプロパティを減らしてください。`,
    BODY_UNREADABLE: () =>
      'JSONとして読み取れないデータが届きました。この受信URLに何が送られているか確認してください。',
    BODY_TOO_DEEP: () =>
      '1,000階層を超える入れ子があり、読み取れませんでした。そのプロパティを書き出しから外してください。',
    BODY_CUT: () =>
      'データが途中で終わっています。もう一度届いたときに受信します。何度も同じところで終わる場合は、途中の機器がデータを切っています。',
    BODY_STALLED: () => 'データが最後まで届きませんでした。もう一度届いたときに受信します。',
    ENCODING_UNKNOWN: (d) =>
      `「${d.encoding}」という圧縮形式は読み取れません。圧縮なし、またはgzip、deflate、br、zstdで送ってください。`,
    ACTION_MISSING: () =>
      '「action」がありません。Rollcallが受信するのはMixpanelのコホート同期です（Data > Destinations > Webhook）。',
    ACTION_UNKNOWN: () =>
      '「action」がmembers、add_members、remove_membersのいずれでもないため、処理できません。',
    COHORT_ID_MISSING: () =>
      'コホートのID（mixpanel_cohort_id）がないため、どのコホートか分かりません。',
    MEMBERS_MISSING: () => 'メンバーの一覧（members）がないため、反映するものがありません。',
    MIXPANEL_ALERT: () =>
      'これはMixpanelのアラートで、コホート同期ではありません。この受信URLはData > Destinations > Webhookで使い、アラートには別のURLを使ってください。',
    AMPLITUDE_COHORT: () =>
      'これはAmplitudeのコホートWebhookです。Rollcallが受信するのはMixpanelのコホート同期です。Amplitudeには別のURLを使ってください。',
    PAUSED: () => 'このRollcallは受信を一時停止しています。再開後に、この同期を受信します。',
    DISK_NEARLY_FULL: () =>
      'Rollcallのデータがあるディスクの空きがほとんどありません。空きを増やすと、次に届いたときに受信します。',
    BACKLOG_FULL: () => '先に届いたデータを処理しています。次に届いたときに受信します。',
    STORE_FULL: () =>
      'Rollcallのデータがあるディスクがいっぱいです。空きを増やすと、次に届いたときに受信します。',
    STORE_BUSY: () =>
      'ほかのプログラムがRollcallのデータファイルを使っています。閉じると、次に届いたときに受信します。',
    STORE_READ_ONLY: () =>
      'Rollcallがデータフォルダーに書き込めません。書き込みを許可すると、次に届いたときに受信します。',
    STORE_CORRUPT: () =>
      'Rollcallのデータファイルが壊れています。Rollcallを再起動すると、壊れたファイルを別に残して続けます。',
    STORE_GONE: () =>
      'Rollcallのデータフォルダーが移動または削除されました。元に戻すと、次に届いたときに受信します。',
    STORE_FAILED: () =>
      'Rollcallがディスクに書き込めませんでした。ディスクを確認してください。次に届いたときに受信します。',
    STORE_STOPPED: () => 'Rollcallを終了しています。次に起動したときに受信します。',
    NODE_TOO_OLD: (d) =>
      `RollcallにはNode.js 24以降が必要です（現在は${d.version}）。nodejs.orgからインストールしてください。`,
    USAGE: (d) => `${d.problem} 使い方: rollcall ${d.command} --help`,
    DATA_DIR_MISSING: (d) =>
      `${d.path} にRollcallのデータがありません。--data-dirで指定したフォルダーを確認してください。`,
    DATA_DIR_UNUSABLE: (d) =>
      `フォルダー ${d.path} を使えません。存在するか、書き込めるかを確認してください。`,
    DATA_DIR_SHARED: (d) =>
      `フォルダー ${d.path} にはほかの利用者も書き込めるため、メンバーのデータを安全に保存できません。専用のサブフォルダーを指定してください：--data-dir ${d.folder}`,
    DATA_DIR_IN_USE: (d) =>
      `フォルダー ${d.path} は別のRollcallが使っています。そちらを終了するか、別のフォルダーを選んでください。`,
    DATA_FROM_NEWER_VERSION: (d) =>
      `${d.path} のデータは新しいRollcallで作られています。最新版をインストールして開いてください。`,
    APPLYING_STALLED: () =>
      '受信したデータの反映が30秒間進んでいません。起動中のRollcallを確認するか、終了してからもう一度お試しください。',
    PORT_IN_USE: (d) =>
      `ポート${d.port}は別のプログラムが使っています。そのプログラムを終了するか、別のポートを選んでください。`,
    COHORT_UNKNOWN: (d) =>
      `コホート${d.cohort}はありません。「rollcall cohorts」で、届いたコホートを確認できます。`,
    COHORT_AMBIGUOUS: (d) =>
      `コホート${d.cohort}は複数のプロジェクト（${d.projects}）にあります。--projectで指定してください。`,
    SYNC_UNKNOWN: (d) =>
      `このコホートに同期${d.sync}はありません。「rollcall syncs」で、届いた同期を確認できます。`,
    TIME_UNREADABLE: (d) =>
      `「${d.value}」は、このコホートの同期でも、実在する日時でもありません。日時は2026-11-24T09:00:00Zのように書いてください。`,
    COLUMN_UNKNOWN: (d) => `このコホートに列${d.column}はありません。使える列: ${d.columns}`,
    TIME_ZONE_UNKNOWN: (d) =>
      `タイムゾーン${d.zone}が見つかりません。Asia/Tokyoのように書いてください。`,
    EXPORT_TARGET_UNUSABLE: (d) =>
      d.path === '-'
        ? '書き出しが終わる前に、出力先が閉じられました。'
        : `ファイル ${d.path} に書き込めません。フォルダーがあるか、書き込めるか、ディスクに空きがあるかを確認してください。`,
    EXPORT_ENDING_FOREIGN: (d) =>
      `書き出すファイルはCSVです。末尾が.${d.ending}の名前では正しく開けないため、末尾が.csvの名前にしてください。`,
    EXPORT_CANCELLED: () => '書き出しを中止しました。ファイルは作られていません。',
    SETTINGS_UNREADABLE: (d) =>
      `設定を読み取れませんでした。${d.path} に残し、新しい設定で起動しました。`,
    SIMULATION_REFUSED: (d) =>
      `受信側が${d.status}を返しました。Mixpanelはこの応答で同期を一時停止します: ${d.message}`,
    REQUEST_UNKNOWN: () =>
      '画面とRollcallのバージョンが異なるため、処理できませんでした。ページを再読み込みしてください。',
    REQUEST_INVALID: () =>
      '画面とRollcallのバージョンが異なるため、内容を読み取れませんでした。ページを再読み込みしてください。',
    REQUEST_TOO_LARGE: () => '一度に送れる量を超えています。短くして、もう一度お試しください。',
    KEY_WRONG: () =>
      'このアドレスのキーは無効になりました。Rollcallの起動時に表示されるアドレスを開いてください。',
    UNREACHABLE: () =>
      'Rollcallが応答していません。最後に分かっている内容を表示しています。Rollcallが動き出すと、自動で更新されます。',
    UNEXPECTED: () =>
      'うまくいきませんでした。分かっている限り、何も変更されていません。もう一度お試しください。',
    COHORT_GONE: () => 'このコホートはもうありません。次の全件同期が届くと、また表示されます。',
    DELIVERY_GONE: () => 'この受信データは残っていません。削除されたか、保存期間を過ぎています。',
    DELIVERY_NOT_KEPT: () =>
      'この受信データ、または合わせて反映すべき受信データが残っていないか読み取れないため、元の順序どおりには反映できません。足りない分は、コホートの次回の全件同期で補われます。',
    DELIVERY_FAILS_AGAIN: () =>
      'もう一度反映を試みましたが、うまくいきませんでした。何も変更していません。受信データは残っています。足りない分は、コホートの次回の全件同期で補われます。',
    EXPORT_GONE: () => 'この書き出しは終わっています。もう一度始めてください。',
    NOT_IN_BROWSER: () =>
      'ファイルはブラウザーのダウンロード先にあります。そこから開いてください。',
    SAMPLE_RUNNING: () => 'サンプルデータはすでに届き始めています。',
    BACKUP_CANCELLED: () => 'バックアップを中止しました。何も保存していません。',
    BACKUP_NO_ROOM: (d) =>
      `${d.path} があるディスクの空きが足りません（約${d.neededMiB} MiB必要です）。データは元のままです。空きを増やして、もう一度お試しください。`,
    BACKUP_FOREIGN: () =>
      'Rollcallのバックアップではありません。Rollcallで保存した、名前が .rollcall で終わるファイルを選んでください。',
    BACKUP_DAMAGED: () =>
      'バックアップが壊れているか、途中で切れています。何も変更していません。ファイルをコピーし直すか、別のバックアップを選んでください。',
    BACKUP_FROM_NEWER_VERSION: () =>
      'このバックアップは新しいRollcallで保存されています。最新版をインストールして、もう一度お試しください。',
    BACKUP_GONE: () => 'このバックアップはもう手元にありません。選び直すか、保存し直してください。',
    RESTORE_FAILED: () =>
      'データを置き換えられなかったため、元のデータで続けています。データフォルダーを使っているほかのプログラムを閉じて、もう一度お試しください。',
    PASSWORD_NOT_KEPT: () =>
      'パスワードを安全に保存できないため、何も変更していません。理由と対処は設定画面をご覧ください。',
    ...tunnelJa,
  },
};
