import { useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { useApp } from '../../state/app-context.tsx';
import { useAction } from '../../state/use-action.ts';
import { PolicyButtons } from './PolicyButtons.tsx';

const ENDPOINTS_PAGE = 'https://dashboard.ngrok.com/endpoints';

/** ngrok itself can tell Mixpanel to come back later while this computer is off: leads there, and back. */
export function CloudEndpoint() {
  const { t, snapshot } = useApp();
  const { provider, domain, endpoint } = snapshot.tunnel;
  if (provider !== 'ngrok' || domain === null) return null;
  return (
    <section className="section" aria-labelledby="connect-cloud">
      <h2 id="connect-cloud">{t.connect.cloudTitle}</h2>
      {endpoint === 'cloud' ? <InFront domain={domain} /> : <Way domain={domain} />}
    </section>
  );
}

interface PartProps {
  readonly domain: string;
}

/** How to put a cloud endpoint in front, step by step. */
function Way({ domain }: PartProps) {
  const { t, api } = useApp();
  const { act, isBusy } = useAction();
  const [isOpen, setIsOpen] = useState(false);
  const switchOver = () =>
    void act(() => api.call('tunnel.configure', { endpoint: 'cloud' }), t.connect.cloudSwitched);
  return (
    <>
      <p className="quiet">{t.connect.cloudWithout}</p>
      <div>
        <Button size="small" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? t.connect.cloudHide : t.connect.cloudShow}
        </Button>
      </div>
      {isOpen && (
        <ol className="cloud-steps">
          <li>
            <p>{t.connect.cloudPolicyStep}</p>
            <PolicyButtons />
          </li>
          <li>
            <p>{t.connect.cloudSwitchStep}</p>
            <Button size="small" disabled={isBusy} onClick={switchOver}>
              {t.connect.cloudSwitch}
            </Button>
          </li>
          <li>
            <CreateStep domain={domain} />
          </li>
          <li>
            <p>{t.connect.cloudTestStep}</p>
          </li>
        </ol>
      )}
    </>
  );
}

/** A cloud endpoint is in front, or is to be. */
function InFront({ domain }: PartProps) {
  const { t, api, snapshot } = useApp();
  const { act, isBusy } = useAction();
  const isThere = snapshot.tunnel.state === 'online' || snapshot.tunnel.state === 'paused';
  const leave = () =>
    void act(() => api.call('tunnel.configure', { endpoint: 'agent' }), t.connect.cloudLeft);
  return (
    <>
      {isThere ? (
        <p className="quiet">{t.connect.cloudWith(domain)}</p>
      ) : (
        <CreateStep domain={domain} />
      )}
      <PolicyButtons />
      <p className="quiet">{t.connect.cloudLeaveText}</p>
      <div>
        <Button size="small" disabled={isBusy} onClick={leave}>
          {t.connect.cloudLeave}
        </Button>
      </div>
    </>
  );
}

function CreateStep({ domain }: PartProps) {
  const { t } = useApp();
  return (
    <>
      <p>{t.connect.cloudCreateStep(`https://${domain}`)}</p>
      <p className="links">
        <a href={ENDPOINTS_PAGE} target="_blank" rel="noreferrer">
          {t.connect.cloudPage} ↗
        </a>
      </p>
    </>
  );
}
