import type { TunnelTrouble as Trouble } from '../../../shared/api/tunnel-model.ts';
import { Button } from '../../components/Button.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useApp } from '../../state/app-context.tsx';
import { isUnproven, troubleSentence } from '../../state/tunnel-words.ts';
import { useAction } from '../../state/use-action.ts';

/** Trying once more changes nothing: something else has to be entered. */
const TO_BE_ENTERED: ReadonlySet<Trouble['code']> = new Set([
  'TUNNEL_TOKEN_MISSING',
  'TUNNEL_TOKEN_WRONG',
  'TUNNEL_DOMAIN_MISSING',
  'TUNNEL_DOMAIN_WRONG',
  'TUNNEL_DOMAIN_NOT_YOURS',
  'TUNNEL_DOMAIN_ELSEWHERE',
  'TUNNEL_URL_MISSING',
]);

interface TunnelTroubleProps {
  /** Leads to where the tunnel is set up; absent where it is set up right here. */
  readonly onSetUp?: () => void;
}

/** Why Mixpanel does not get through, and the one thing to do about it. Nothing while it does. */
export function TunnelTrouble({ onSetUp }: TunnelTroubleProps) {
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
        TO_BE_ENTERED.has(shown.code) ? (
          onSetUp && (
            <Button size="small" onClick={onSetUp}>
              {t.connect.changeSetUp}
            </Button>
          )
        ) : (
          <Button size="small" disabled={isBusy} onClick={tryNow}>
            {t.connect.tryNow}
          </Button>
        )
      }
    >
      <TroubleText
        trouble={shown}
        lead={trouble === null && isUnproven(snapshot.tunnel) ? [t.connect.doubtful] : []}
      />
    </Notice>
  );
}

interface TroubleTextProps {
  readonly trouble: Trouble;
  /** Sentences that go before. */
  readonly lead?: readonly string[];
}

export function TroubleText({ trouble, lead = [] }: TroubleTextProps) {
  const { t, language } = useApp();
  return (
    <>
      {t.common.sentences([...lead, troubleSentence(trouble, language)])}
      <span className="trouble-code">{t.connect.code(trouble.raw ?? trouble.code)}</span>
    </>
  );
}
