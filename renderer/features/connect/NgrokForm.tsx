import { type FormEvent, useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { Notice } from '../../components/Notice.tsx';
import { TextField } from '../../components/TextField.tsx';
import { useApp } from '../../state/app-context.tsx';
import { FailureNotice } from '../../state/FailureNotice.tsx';
import { useConfigure } from './use-configure.ts';

const SIGN_UP = 'https://dashboard.ngrok.com/signup';
const TOKEN_PAGE = 'https://dashboard.ngrok.com/get-started/your-authtoken';

/** Account, token, online. The token leaves this form once and never comes back to it. */
export function NgrokForm() {
  const { t, snapshot } = useApp();
  const { tunnel } = snapshot;
  const [token, setToken] = useState('');
  // null: as it is. The first session chooses one while this form stands here.
  const [typed, setTyped] = useState<string | null>(null);
  const domain = typed ?? tunnel.domain ?? '';
  const { configure, isBusy, error, isTokenForgotten } = useConfigure();
  const isConnecting = tunnel.provider === 'ngrok' && tunnel.state === 'connecting';
  const hasToken = token.trim() !== '' || tunnel.hasToken;
  const isDomainWrong = tunnel.trouble?.code.startsWith('TUNNEL_DOMAIN') === true;
  const hint = snapshot.password.obstacle === null ? t.connect.tokenHint : t.connect.tokenHintOpen;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const isDone = await configure({
      provider: 'ngrok',
      ...(token.trim() !== '' && { token }),
      ...(typed !== null && { domain: typed.trim() || null }),
    });
    if (!isDone) return;
    setToken('');
    setTyped(null);
  };
  return (
    <form className="reach-form" onSubmit={(event) => void submit(event)}>
      <p className="links">
        <a href={SIGN_UP} target="_blank" rel="noreferrer">
          {t.connect.account} ↗
        </a>
        <a href={TOKEN_PAGE} target="_blank" rel="noreferrer">
          {t.connect.tokenPage} ↗
        </a>
      </p>
      <TextField
        label={t.connect.token}
        type="password"
        data-code=""
        value={token}
        onChange={setToken}
      />
      <p className="quiet">{tunnel.hasToken ? t.connect.tokenThere : hint}</p>
      <details className="more" open={isDomainWrong}>
        <summary>{t.connect.ownDomain}</summary>
        <TextField label={t.connect.domain} data-code="" value={domain} onChange={setTyped} />
        <p className="quiet">{t.connect.domainHint}</p>
      </details>
      <div>
        <Button look="primary" type="submit" disabled={!hasToken || isBusy}>
          {isBusy || isConnecting ? t.connect.goingOnline : t.connect.goOnline}
        </Button>
      </div>
      {error !== null && <FailureNotice error={error} />}
      {isTokenForgotten && <Notice look="attention">{t.connect.tokenNotKept}</Notice>}
      <p className="quiet">{t.connect.ngrokReads}</p>
    </form>
  );
}
