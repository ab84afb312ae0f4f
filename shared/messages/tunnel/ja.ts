import type { TunnelSentences } from './en.ts';

export const tunnelJa: TunnelSentences = {
  TUNNEL_TOKEN_MISSING: () =>
    'ngrokのAuthtokenが必要です。dashboard.ngrok.comのYour Authtokenからコピーして、Rollcallに入力してください。',
  TUNNEL_TOKEN_WRONG: () =>
    'ngrokがAuthtokenを受け付けません。再発行または取り消されたか、コピーが途中で切れています。dashboard.ngrok.comのYour Authtokenからコピーし直してください。',
  TUNNEL_TOKEN_NOT_ALLOWED: () =>
    'このAuthtokenでは、このドメインを使えません。同じアカウントの別のAuthtokenを使うか、ngrokのダッシュボードでACLを変更してください。',
  TUNNEL_DOMAIN_WRONG: () =>
    'ngrokで使えるドメインではありません。dashboard.ngrok.comのDomainsから、https://やパスを付けずにコピーしてください。',
  TUNNEL_DOMAIN_NOT_YOURS: (d) =>
    `ドメイン${d.domain}は別のngrokアカウントのものです。そのアカウントのAuthtokenを入力するか、ご自分のドメインを選んでください。`,
  TUNNEL_DOMAIN_NOT_RESERVED: (d) =>
    `このngrokアカウントにドメイン${d.domain}はありません。dashboard.ngrok.comのDomainsを開き、そこにあるドメインをRollcallに入力してください。`,
  TUNNEL_DOMAIN_ELSEWHERE: (d) =>
    `ドメイン${d.domain}はngrokの別のリージョン用です。どこでも使えるドメインを選んでください。`,
  TUNNEL_DOMAIN_MISSING: () =>
    'ngrokのクラウドエンドポイントのドメインを入力してください。Mixpanelの送信先を知るために必要です。',
  TUNNEL_URL_MISSING: () =>
    'お使いのトンネルの公開アドレスを入力してください（例：https://hooks.example.com）。',
  TUNNEL_URL_WRONG: () =>
    '公開アドレスとして使えません。https://で始まり、パスワードや「?」を含まないアドレスを入力してください。',
  TUNNEL_URL_OWN: () =>
    'このアドレスはこのコンピューターの中でしか使えないため、Mixpanelからは届きません。トンネルまたはプロキシの公開アドレスを入力してください。',
  TUNNEL_URL_PRIVATE: (d) =>
    `${d.host}はこのコンピューターまたは社内ネットワークからしか接続できないため、Mixpanelからは届きません。トンネルまたはプロキシの公開アドレスを入力してください。`,
  TUNNEL_FILE_UNREADABLE: (d) =>
    `ngrokサーバーの証明書ファイル${d.path}を読み込めません。ROLLCALL_NGROK_CAを確認してください。`,
  TUNNEL_DOMAIN_IN_USE: (d) =>
    `ドメイン${d.domain}は、別のngrokまたはRollcallが使っています。そちらを終了してください。空くとすぐにRollcallが引き継ぎます。`,
  TUNNEL_DOMAIN_HELD: (d) =>
    `切れた接続のために、ngrokがまだ${d.domain}を確保しています。1分以内に解放されるのを待っています。`,
  TUNNEL_TOO_MANY_SESSIONS: () =>
    'このngrokアカウントでは、これ以上接続できません。別のコンピューターのngrokを終了するか、dashboard.ngrok.comのAgentsで接続を切ってください。',
  TUNNEL_TOO_OFTEN: () =>
    '短い時間に接続や通信が集中したため、ngrokが待つよう求めています。Rollcallが自動でやり直します。',
  TUNNEL_MONTH_USED_UP: () =>
    'ngrokアカウントの今月の利用枠を使い切りました。dashboard.ngrok.comのBillingでプランを変更するか、来月までお待ちください。',
  TUNNEL_ACCOUNT_UNPAID: () =>
    '支払いができなかったため、ngrokアカウントが停止されています。dashboard.ngrok.comのBillingで支払い方法を更新してください。',
  TUNNEL_ACCOUNT_SUSPENDED: () =>
    'このngrokアカウントは停止されています。support@ngrok.comに問い合わせるか、別のアカウントを使ってください。',
  TUNNEL_EMAIL_UNVERIFIED: () =>
    'ngrokでメールアドレスの確認が済んでいません。届いたメールのリンクを開くか、dashboard.ngrok.comのSettingsから送り直してください。',
  TUNNEL_ADDRESS_NOT_ALLOWED: () =>
    'このngrokアカウントは、今のネットワークからの接続を許可していません。アカウントの管理者に、IP RestrictionsへのIPアドレスの追加を依頼してください。',
  TUNNEL_SERVER_NOT_ALLOWED: () =>
    'このngrokアカウントでは、指定されたngrokサーバーを使えません。ROLLCALL_NGROK_SERVERを外すか、サーバーの管理者に確認してください。',
  TUNNEL_TOO_OLD: () =>
    'このRollcallに含まれるngrokは古く、接続できなくなりました。最新のRollcallをインストールしてください。',
  TUNNEL_REFUSED: (d) =>
    `ngrokが接続を拒否しました（${d.raw}）。意味はngrok.com/docs/errorsで確認できます。`,
  TUNNEL_DOMAIN_CHANGED: (d) =>
    `ngrokが示したアドレスは${d.given}ですが、Mixpanelに渡したのは${d.domain}です。新しいアドレスは使っていません。アカウントのドメインを確認してください。`,
  TUNNEL_STOPPED_THERE: () =>
    'トンネルがngrok側で停止されました（ダッシュボードまたは管理者による操作）。再び開いています。',
  TUNNEL_OFFLINE: () =>
    'このコンピューターはインターネットに接続していません。つながると自動で再開します。',
  TUNNEL_NAME_UNKNOWN: (d) =>
    `${d.host}の名前を解決できません。インターネット接続を確認してください。社内ネットワークで制限されている場合もあります。`,
  TUNNEL_BLOCKED: (d) =>
    `${d.host}に接続できません。ネットワークまたはファイアウォールで遮断されています。このアドレスの許可を依頼するか、別のネットワークでお試しください。`,
  TUNNEL_INTERCEPTED: (d) =>
    `${d.host}の代わりに、途中の機器が応答しています。暗号化通信を検査する社内プロキシか、ログインが必要なWi-Fiです。ログインするか、このアドレスを検査の対象から外してください。`,
  TUNNEL_CLOCK_WRONG: () =>
    'このコンピューターの時計がずれているため、暗号化された接続ができません。日付と時刻を自動設定にしてください。',
  TUNNEL_TOO_SLOW: (d) =>
    `${d.host}から時間内に応答がありません。自動でやり直します。続く場合は、別のネットワークでお試しください。`,
  TUNNEL_LOST: () => 'ngrokとの接続が切れました。接続し直しています。',
  TUNNEL_SILENT: () => 'ngrokから応答がなくなりました。接続し直しています。',
  TUNNEL_WOKE: () => 'コンピューターがスリープから復帰しました。接続し直しています。',
  TUNNEL_HELPER_FAILED: () =>
    'ngrokと通信する部品が、このコンピューターで動きません。Rollcallをインストールし直してください。WindowsではMicrosoft Visual C++再頒布可能パッケージも必要です。',
  TUNNEL_NOT_ONLINE: () => 'トンネルが接続されていないため、何も届きません。',
  TUNNEL_ENDPOINT_OFFLINE: () =>
    'ngrokによると、このアドレスには何も接続されていません。「今すぐ試す」を選び、ドメインがご自分のアカウントのものか確認してください。',
  TUNNEL_LEADS_ELSEWHERE: (d) =>
    `公開アドレスから応答（${d.status}）がありましたが、このRollcallからではありません。トンネルやプロキシの転送先を受信URLのアドレスとパスに合わせ、手前でログインを求めないようにしてください。`,
  TUNNEL_NGROK_ELSEWHERE: (d) =>
    `${d.host}から応答（${d.status}）がありましたが、このRollcallからではありません。ngrokのダッシュボードのEndpointsで、このドメインがほかで使われていないか、手前にトラフィックポリシーがないか確認してください。`,
  TUNNEL_CLOUD_MISSING: (d) =>
    `ngrokに${d.domain}のクラウドエンドポイントがまだありません。ngrokのダッシュボードで、Rollcallのポリシーを使って作成し、「今すぐ試す」を選んでください。`,
  TUNNEL_CLOUD_ELSEWHERE: (d) =>
    `ngrokのクラウドエンドポイント${d.domain}から応答（${d.status}）がありましたが、このRollcallにつながっていません。Rollcallのポリシーをもう一度貼り付け、「今すぐ試す」を選んでください。`,
  TUNNEL_CLOUD_OUTDATED: (d) =>
    `ngrokに設定されている${d.domain}のトラフィックポリシーが古く、本来受信できるものまで拒否しています。「接続」からポリシーをコピーして、クラウドエンドポイントにもう一度貼り付けてください。`,
  TUNNEL_RECEIVER_SILENT: () =>
    'このコンピューター上のRollcallの受信口が応答しません。Rollcallを終了して、開き直してください。',
};
