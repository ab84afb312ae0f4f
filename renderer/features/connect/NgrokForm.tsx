import { type FormEvent, useState } from 'react';
import type { Snapshot } from '../../../shared/api/contract.ts';
import { RollcallError } from '../../../shared/errors.ts';
import { errorSentence } from '../../../shared/messages/messages.ts';
import { Button } from '../../components/Button.tsx';
import { Notice } from '../../components/Notice.tsx';
import { TextField } from '../../components/TextField.tsx';
import { type App, useApp } from '../../state/app-context.tsx';
import { FailureNotice } from '../../state/FailureNotice.tsx';
import { troubleSentence } from '../../state/tunnel-words.ts';
import { StillThere } from './StillThere.tsx';
import { isOfToken, useConfigure } from './use-configure.ts';

const SIGN_UP = 'https://dashboard.ngrok.com/signup';
const TOKEN_PAGE = 'https://dashboard.ngrok.com/get-started/your-authtoken';

/** Account, token, online. The token leaves this form once and never comes back to it. */
export function NgrokForm() {
  const { t, snapshot, language } = useApp();
  const { tunnel } = snapshot;
  const [token, setToken] = useState('');
  const [sent, setSent] = useState<string | null>(null);
  // null: as it is. The first session chooses one while this form stands here.
  const [typed, setTyped] = useState<string | null>(null);
  const domain = typed ?? tunnel.domain ?? '';
  const { configure, isBusy, error, isTokenForgotten } = useConfigure();
  const isConnecting = tunnel.provider === 'ngrok' && tunnel.state === 'connecting';
  const refusal = refusedToken(error, tunnel, { t, language });
  // What was refused is not sent a second time.
  const isTyped = token.trim() !== '' && token.trim() !== sent;
  const hasToken = isTyped || (tunnel.hasToken && refusal === null);
  const isDomainWrong = tunnel.trouble?.code.startsWith('TUNNEL_DOMAIN') === true;
  const hint = snapshot.password.obstacle === null ? t.connect.tokenHint : t.connect.tokenHintOpen;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSent(token.trim());
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
        error={isTyped ? null : refusal}
        hint={tunnel.hasToken && refusal === null ? t.connect.tokenThere : hint}
      />
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
      {error !== null && refusal === null && <FailureNotice error={error} />}
      {error !== null && <StillThere />}
      {isTokenForgotten && <Notice look="attention">{t.connect.tokenNotKept}</Notice>}
      <p className="quiet">{t.connect.ngrokReads}</p>
    </form>
  );
}

/** What ngrok says against the token: the one that was just sent, or the one it is kept with. */
function refusedToken(
  error: unknown,
  { provider, trouble }: Snapshot['tunnel'],
  { t, language }: Pick<App, 't' | 'language'>,
): string | null {
  if (error instanceof RollcallError && isOfToken(error.code))
    return errorSentence(error, language);
  if (provider !== 'ngrok' || trouble === null || !isOfToken(trouble.code)) return null;
  const code = t.connect.code(trouble.raw ?? trouble.code);
  return `${troubleSentence(trouble, language)} (${code})`;
}
