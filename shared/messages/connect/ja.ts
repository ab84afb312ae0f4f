import type { ConnectMessages } from './en.ts';

export const connectJa: ConnectMessages = {
  title: 'Mixpanelとつなぐ',
  lead: '最初に一度だけ、4つの手順です。それぞれ自動で確認します。',
  hookUrl: '受信URL',
  copyUrl: '受信URLをコピー',
  secret: 'このURLを知っている人は誰でもRollcallに送信できます。ほかの人に見せないでください。',
  stepDone: '完了',
  stepNow: '次はこれ',
  stepLater: 'あとで',

  reachTitle: '外からこのコンピューターに届くようにする',
  reachText:
    'Mixpanelはインターネットから送信します。ngrokを使うと、このコンピューターに変わらない公開アドレスが付きます。無料プランで十分です。',
  way: '方法',
  ways: { ngrok: 'ngrokを使う', manual: '自分の公開アドレスを使う' },
  account: 'ngrokの無料アカウントを作る',
  tokenPage: 'そこでAuthtokenをコピーする',
  token: 'Authtoken',
  tokenHint: 'このコンピューターのキーチェーンで保護され、二度と表示されません。',
  tokenHintOpen: '二度と表示されません。キーチェーンがないため、Rollcallを終了するまで使われます。',
  tokenThere: 'Authtokenは登録済みです。変えるときだけ入力してください。',
  tokenNotKept:
    'このコンピューターではキーチェーンを使えません。AuthtokenはRollcallを終了するまで有効で、次回もう一度入力が必要です。',
  ownDomain: 'ドメインを指定する',
  domain: 'ドメイン',
  domainHint: 'dashboard.ngrok.com > Domains にあります。空欄ならアカウントのドメインを使います。',
  goOnline: '公開する',
  goingOnline: '公開しています…',
  publicUrl: '公開アドレス',
  publicUrlHint: (local) =>
    `会社のプロキシなどを通して、このコンピューターの ${local} に届くアドレスです。`,
  checkAddress: 'アドレスを確認',
  ngrokReads:
    'ngrokは通過する内容を読むことができます。ngrokの管理画面のTraffic Inspectorで「Full Capture」をオフのままにしておけば、内容は保存されません。',
  onlineAs: (host) => `${host} で公開中`,

  passwordTitle: 'パスワードを設定する',
  passwordText:
    'URLだけでも秘密になっています。パスワードを設定すると、URLを知られても受け付けません。',
  passwordSet: 'パスワードを設定…',
  passwordChange: '変更…',
  passwordSkip: '設定しない',
  passwordAsked: (user) => `Mixpanelはユーザー名「${user}」で認証します。`,
  passwordNot: 'パスワードなし。',

  addressTitle: '受信URLをMixpanelに登録する',
  addressText:
    'Mixpanelで Data > Destinations > Webhook > Connect を開き、URLの欄に貼り付けます。歯車メニューのWebhookは通知用で、別のものです。',
  connection: 'Mixpanelでの接続の名前',
  connectionHint:
    'Mixpanelにも同じ名前を入力してください。どの接続がこのURLを使っているか分かるようになります。',
  addressStays: 'Mixpanelではあとからアドレスを変更できません。このアドレスは変わりません。',
  addressLocal:
    '先に手順1を済ませてください。それまで、このアドレスはこのコンピューターの中でしか使えません。',
  addressSignIn: (user) => `ユーザー名「${user}」とパスワードも入力してください。`,

  cohortTitle: 'コホートを追加する',
  cohortText:
    'Mixpanelで Syncs > Add Cohort Sync を開きます。コホートを選び、列にしたいプロパティにチェックを入れます。参加と離脱を追うには、定期的な同期を選びます。',
  waiting: '最初の受信を待っています。始まるまで30分ほどかかることがあります。',

  guideAgain: '手順をもう一度見る',
  toStatus: '接続の状態に戻る',

  statusTitle: '接続',
  states: {
    off: '公開していません',
    connecting: '接続しています',
    online: '受信できます',
    reconnecting: '再接続しています',
    failed: '受信できません',
    paused: '一時停止中',
  },
  details: {
    off: 'このコンピューターの中からしかRollcallに届きません。',
    connecting: '公開アドレスを開いています。',
    online: 'Mixpanelからこのコンピューターに届きます。',
    reconnecting: '今はMixpanelからこのコンピューターに届きません。自動でつなぎ直します。',
    failed: 'Mixpanelからこのコンピューターに届きません。',
    paused: 'Mixpanelには、あとで送るように伝えています。',
  },
  since: (when) => `${when}から。`,
  heard: (when) => `最後にMixpanelから届いたのは${when}です。`,
  notHeard: 'Mixpanelからはまだ届いていません。',
  proven: (when) => `外からの確認: 成功（${when}）`,
  doubtState: '届いていない可能性があります',
  doubtful: '外からの直近の確認は届きませんでした。',
  tryNow: '今すぐ試す',
  code: (raw) => `サポート用コード: ${raw}`,

  otherAddressTitle: 'Mixpanelが別のアドレスに送信している可能性があります',
  otherAddressUsed: (when) => `最後に使われた日時: ${when}`,
  otherAddressCopied: (when) => `コピーした日時: ${when}`,
  otherAddressForget: 'もう使っていない',
  otherAddressAdvice:
    'Mixpanelではアドレスを変更できません。下のアドレスでWebhookをもう一度接続し、コホートの同期を追加してから、古い接続を解除してください。',
  forecast: (calls, limit, days) => {
    const end = days === null ? '' : `約${days}日で上限に達します。`;
    return `今のペースでは、Rollcall自身の確認も含めて月に約${calls}回のリクエストがngrokを通ります。ngrokの無料プランの上限は${limit}回です。${end}Mixpanelで同期の間隔を長くするか、ngrokの有料プランを検討してください。`;
  },

  testTitle: '経路を確認する',
  testText: '公開アドレスを通って戻ってくる、無害なリクエストを送ります。記録には残りません。',
  test: '確認する',
  testing: '確認しています…',
  hops: {
    receiver: 'このコンピューターのRollcall',
    session: 'トンネルへの接続',
    door: '公開アドレス',
    roundTrip: '往復',
  },
  outcomes: { ok: '正常', failed: 'ここで失敗', skipped: '未確認' },
  ms: (n) => `${n}ミリ秒`,
  testAt: (when) => `${when}に確認しました。`,
  testOld: (when) =>
    `${when}時点の結果です。その後、接続の状態が変わりました。今の状態はもう一度確認してください。`,
  testGood: '経路はすべて正常です。',

  pauseTitle: '一時停止',
  pauseText:
    '一時停止の間、Mixpanelにはあとで送るように伝えます。データが失われることはありません。',
  pauseSafe: (until) => `${until}までなら安全です。過ぎると全員が送り直されます。`,
  pause: '受信を一時停止',
  resume: '再開',

  cloudTitle: 'このコンピューターが動いていない間',
  cloudWithout:
    'その間はngrokが「見つかりません」と応答するため、Mixpanelは同期を一時停止します。ngrokのプランでクラウドエンドポイントを使える場合（従量課金プラン）は、代わりにngrokが、あとで送り直すようMixpanelに伝えます。',
  cloudWith: (host) =>
    `ngrokのクラウドエンドポイント${host}がRollcallに転送しています。このコンピューターが動いていない間は、あとで送り直すようMixpanelに伝えます。`,
  cloudShow: '設定する',
  cloudHide: '閉じる',
  cloudPolicyStep:
    'トラフィックポリシーを保存するか、コピーします。受信URLの秘密の部分が含まれるため、ほかの人に見せないでください。',
  cloudSwitchStep:
    'Rollcallの接続先をクラウドエンドポイントに切り替えます。ここから次の手順が終わるまで、Mixpanelからは届きません。同期の予定がないときに行ってください。',
  cloudCreateStep: (url) =>
    `ngrokのダッシュボードで Endpoints > New > Cloud Endpoint を開きます。URLに${url}を入力し、トラフィックポリシーを貼り付けて保存します。Mixpanelに渡したアドレスは変わりません。`,
  cloudPage: 'ngrokのダッシュボードを開く',
  cloudTestStep: '上の「経路を確認する」で確認します。',
  cloudCopy: 'ポリシーをコピー',
  cloudSave: 'ポリシーをファイルに保存',
  cloudSaved: 'ポリシーをファイルに保存しました。',
  cloudSwitch: 'クラウドエンドポイントに切り替える',
  cloudSwitched: 'クラウドエンドポイントからの転送を待っています。',
  cloudLeaveText:
    '使うのをやめるには、先にngrokのダッシュボードでクラウドエンドポイントを削除してください。同じアドレスは、どちらか一方しか使えません。',
  cloudLeave: 'クラウドエンドポイントを使わずに接続',
  cloudLeft: 'クラウドエンドポイントを使わずに接続しています。',

  setUpTitle: '接続の設定',
  setUpText: {
    none: '公開アドレスはまだありません。',
    ngrok: 'ngrokの公開アドレスを使っています。',
    manual: '自分の公開アドレスを使っています。',
  },
  setUpChange: '変更',
  changeSetUp: '設定を変更',
  setUpOff: '接続を解除…',
  setUpOffText:
    'Mixpanelからこのアドレスに届かなくなり、同期が一時停止されます。あとで再開するつもりなら、受信の一時停止を使ってください。',
  setUpOffTitle: 'Mixpanelとの接続を解除しますか？',
  setUpOffConfirm: '接続を解除',
  setUpIsOff: '接続を解除しました。',
  stillThere: (host) => `変更はありません。引き続き${host}で受信しています。`,
  checking: 'このアドレスがRollcallにつながるか確認しています。',
};
