import { useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { StateMark } from '../../components/StateMark.tsx';
import { useApp } from '../../state/app-context.tsx';
import { HookUrl } from '../../state/HookUrl.tsx';
import { isUnproven, tunnelMark } from '../../state/tunnel-words.ts';
import { useAction } from '../../state/use-action.ts';
import { useNow } from '../../state/use-now.ts';
import { AddressGuard } from './AddressGuard.tsx';
import { CloudEndpoint } from './CloudEndpoint.tsx';
import { Forecast } from './Forecast.tsx';
import { SelfTest } from './SelfTest.tsx';
import { SetUp } from './SetUp.tsx';
import { TunnelTrouble } from './TunnelTrouble.tsx';

interface StatusPageProps {
  readonly onGuide: () => void;
}

/** Can Mixpanel reach me, and since when is that known? */
export function StatusPage({ onGuide }: StatusPageProps) {
  const { t, snapshot } = useApp();
  const [isSetUpOpen, setSetUpOpen] = useState(false);
  return (
    <div className="screen">
      <header className="connection">
        <h1>{t.connect.statusTitle}</h1>
        <State onSetUp={() => setSetUpOpen(true)} />
      </header>
      <AddressGuard />
      <Forecast />
      {snapshot.tunnel.publicHookUrl !== null && (
        <section className="address" aria-label={t.connect.hookUrl}>
          <HookUrl />
          <p className="quiet">{t.connect.addressStays}</p>
          <p className="quiet">{t.connect.secret}</p>
        </section>
      )}
      <SelfTest />
      <Pause />
      <CloudEndpoint />
      <SetUp isOpen={isSetUpOpen} onOpen={setSetUpOpen} onGuide={onGuide} />
    </div>
  );
}

function State({ onSetUp }: { readonly onSetUp: () => void }) {
  const { t, snapshot, format } = useApp();
  const nowMs = useNow();
  const { tunnel, lastDeliveryAtMs } = snapshot;
  const isChecking = tunnel.provider === 'manual' && tunnel.state === 'connecting';
  const facts = [
    !isUnproven(tunnel) && (isChecking ? t.connect.checking : t.connect.details[tunnel.state]),
    t.connect.since(format.moment(tunnel.sinceMs)),
    lastDeliveryAtMs === null
      ? t.connect.notHeard
      : t.connect.heard(format.ago(lastDeliveryAtMs, nowMs)),
    // What came through before the connection broke proves nothing of now.
    tunnel.provenAtMs !== null &&
      !isUnproven(tunnel) &&
      (tunnel.state === 'online' || tunnel.state === 'paused') &&
      t.connect.proven(format.ago(tunnel.provenAtMs, nowMs)),
  ];
  const word = isUnproven(tunnel) ? t.connect.doubtState : t.connect.states[tunnel.state];
  return (
    <>
      <p className="connection-state" role="status">
        <StateMark mark={tunnelMark(tunnel)} word={word} />
      </p>
      <ul className="quiet">
        {facts
          .filter((fact) => fact !== false)
          .map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
      </ul>
      <TunnelTrouble onSetUp={onSetUp} />
    </>
  );
}

function Pause() {
  const { t, api, snapshot, format } = useApp();
  const nowMs = useNow();
  const { act, isBusy } = useAction();
  const { settings, pauseSafeUntilMs: safeUntilMs } = snapshot;
  const { paused } = settings;
  const set = () => void act(() => api.call('settings.update', { paused: !paused }));
  return (
    <section className="section" aria-labelledby="connect-pause">
      <h2 id="connect-pause">{t.connect.pauseTitle}</h2>
      <p className="quiet">
        {t.common.sentences([
          t.connect.pauseText,
          ...(safeUntilMs === null ? [] : [t.connect.pauseSafe(format.clock(safeUntilMs, nowMs))]),
        ])}
      </p>
      <div>
        <Button disabled={isBusy} onClick={set}>
          {paused ? t.connect.resume : t.connect.pause}
        </Button>
      </div>
    </section>
  );
}
