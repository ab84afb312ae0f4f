import type { TunnelTrouble as Trouble } from '../../../shared/api/tunnel-model.ts';
import { Button } from '../../components/Button.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useApp } from '../../state/app-context.tsx';
import { troubleSentence } from '../../state/tunnel-words.ts';
import { useAction } from '../../state/use-action.ts';

/** Something has to be entered first. */
const NOTHING_TO_TRY: ReadonlySet<Trouble['code']> = new Set([
  'TUNNEL_TOKEN_MISSING',
  'TUNNEL_DOMAIN_MISSING',
  'TUNNEL_URL_MISSING',
]);

/** Why Mixpanel does not get through, and the one thing to do about it. Nothing while it does. */
export function TunnelTrouble() {
  const { t, api, snapshot } = useApp();
  const { act, isBusy } = useAction();
  const { trouble, doubt, state } = snapshot.tunnel;
  const shown = trouble ?? doubt;
  if (shown === null) return null;
  const tryNow = () => void act(() => api.call('tunnel.tryNow', {}));
  return (
    <Notice
      look={state === 'failed' ? 'failure' : 'attention'}
      action={
        !NOTHING_TO_TRY.has(shown.code) && (
          <Button size="small" disabled={isBusy} onClick={tryNow}>
            {t.connect.tryNow}
          </Button>
        )
      }
    >
      {trouble === null && <>{t.connect.doubtful} </>}
      <TroubleText trouble={shown} />
    </Notice>
  );
}

export function TroubleText({ trouble }: { readonly trouble: Trouble }) {
  const { t, language } = useApp();
  return (
    <>
      {troubleSentence(trouble, language)}
      <span className="trouble-code">{t.connect.code(trouble.raw ?? trouble.code)}</span>
    </>
  );
}
