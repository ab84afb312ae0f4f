import type { turnedAwayEn } from './turned-away-en.ts';

const n0 = (n: number) => new Intl.NumberFormat('ja').format(n);

export const turnedAwayJa: typeof turnedAwayEn = {
  causes: {
    WRONG_PASSWORD: {
      title: 'ユーザー名またはパスワードの誤り',
      todo: '設定でパスワードを設定し、同じユーザー名とパスワードをMixpanelの接続に入力してください。',
    },
    BODY_UNREADABLE: {
      title: '読み取れないデータ',
      todo: '届いたデータはJSONではありません。受信URLに何が送られているか確認してください。',
    },
    BODY_TOO_DEEP: {
      title: '入れ子が深すぎるデータ',
      todo: 'Mixpanelの接続で、入れ子の深いプロパティを書き出しから外してください。',
    },
    BODY_CUT: {
      title: '途中で切れたデータ',
      todo: '途中で終わるデータが続けて届きました。Mixpanelとこのコンピューターの間のプロキシやトンネルを確認してください。書き出すプロパティを減らすと、データは短くなります。',
    },
    ENCODING_UNKNOWN: {
      title: '対応していない圧縮形式',
      todo: 'Mixpanelとこのコンピューターの間で、Rollcallが対応していない形式に圧縮されています。圧縮を無効にしてください。',
    },
    ACTION_MISSING: {
      title: 'コホート同期ではないデータ',
      todo: 'Mixpanelのコホート同期以外が、この受信URLを使っています。別のURLを使わせてください。',
    },
    ACTION_UNKNOWN: {
      title: '不明な種類の同期',
      todo: 'Rollcallが扱うのは、Mixpanelのmembers、add_members、remove_membersです。受信URLに何が送られているか確認してください。',
    },
    COHORT_ID_MISSING: {
      title: 'コホートIDなし',
      todo: 'どのコホートのデータか分かりません。受信URLに何が送られているか確認してください。',
    },
    MEMBERS_MISSING: {
      title: 'メンバーの一覧なし',
      todo: '一覧がないため、何も変更していません。受信URLに何が送られているか確認してください。',
    },
    MIXPANEL_ALERT: {
      title: 'Mixpanelのアラート',
      todo: 'Mixpanelのアラートがこの受信URLを使っています。Mixpanelで、そのアラートに別のURLを設定してください。',
    },
    AMPLITUDE_COHORT: {
      title: 'Amplitudeのコホート',
      todo: 'AmplitudeのWebhookがこのURLを使っています。Rollcallが受信するのはMixpanelのコホート同期です。Amplitudeには別のURLを設定してください。',
    },
  },
  tooLarge: '大きすぎるデータ',
  headline: (title, when) => `${when}にMixpanelからの受信を拒否しました：${title}`,
  ofCohort: (cohort, title, when) => `${when}に「${cohort}」の受信を拒否しました：${title}`,
  times: (n, since) => `${since}から${n0(n)}回。`,
  resume:
    'Mixpanelは同期を一時停止したと考えられます。原因を直したら、MixpanelでData > Destinationsを開き、同期をいったん切断してつなぎ直してください。',
  setPassword: 'パスワードを設定',
  see: '届いた内容を見る',
  dismiss: '閉じる',
  otherAddress: (n, when) =>
    `現在とは別の受信URLに${n0(n)}件届きました（最後は${when}）。Mixpanelの接続に古いURLが残っているかもしれません。`,
};
