import { z } from 'zod';
import { Button } from '../../components/Button.tsx';
import { TextField } from '../../components/TextField.tsx';
import { useApp } from '../../state/app-context.tsx';
import { HookUrl } from '../../state/HookUrl.tsx';
import type { Route } from '../../state/route.ts';
import { hostOf } from '../../state/tunnel-words.ts';
import { useNow } from '../../state/use-now.ts';
import { useStored } from '../../state/use-stored.ts';
import { ReachForm } from './ReachForm.tsx';
import { Step } from './Step.tsx';

interface GuideProps {
  readonly go: (route: Route) => void;
  /** null: there is no connection to look at yet. */
  readonly onStatus: (() => void) | null;
}

/** From nothing to the first delivery, for somebody who has never seen a webhook. */
export function Guide({ go, onStatus }: GuideProps) {
  const { t, snapshot, format } = useApp();
  const nowMs = useNow();
  const [isPasswordRefused, refusePassword] = useStored('connect.noPassword', z.boolean(), false);
  const [connection, nameConnection] = useStored('connect.name', z.string(), 'Rollcall');
  const { tunnel, asksPassword, lastDeliveryAtMs } = snapshot;
  const host = hostOf(tunnel.publicHookUrl);
  const isReachable = tunnel.state === 'online' || tunnel.state === 'paused';
  const isPasswordDecided = asksPassword || isPasswordRefused;
  const hasArrived = snapshot.cohorts.some(({ isSample }) => !isSample);
  const isReady = isReachable && isPasswordDecided;
  const given = !isReady ? 'later' : hasArrived ? 'done' : 'now';
  return (
    <div className="screen">
      <header>
        <h1>{t.connect.title}</h1>
        <p className="quiet">{t.connect.lead}</p>
        {onStatus !== null && (
          <p>
            <Button size="small" onClick={onStatus}>
              {t.connect.toStatus}
            </Button>
          </p>
        )}
      </header>
      <ol className="steps">
        <Step
          title={t.connect.reachTitle}
          state={isReachable ? 'done' : 'now'}
          summary={host === null ? null : t.connect.onlineAs(host)}
        >
          <p>{t.connect.reachText}</p>
          <ReachForm />
        </Step>
        <Step
          title={t.connect.passwordTitle}
          state={isPasswordDecided ? 'done' : isReachable ? 'now' : 'later'}
          summary={asksPassword ? null : t.connect.passwordNot}
        >
          <p>{t.connect.passwordText}</p>
          <div className="row">
            <Button look="primary" onClick={() => go({ at: 'settings' })}>
              {t.connect.passwordSet}
            </Button>
            {!asksPassword && (
              <Button onClick={() => refusePassword(true)}>{t.connect.passwordSkip}</Button>
            )}
          </div>
        </Step>
        <Step title={t.connect.addressTitle} state={given} summary={host}>
          <p>{t.connect.addressText}</p>
          <TextField
            label={t.connect.connection}
            value={connection}
            maxLength={100}
            onChange={nameConnection}
          />
          <p className="quiet">{t.connect.connectionHint}</p>
          <HookUrl connection={connection.trim()} />
          <p className="quiet">{host === null ? t.connect.addressLocal : t.connect.addressStays}</p>
          <p className="quiet">{t.connect.secret}</p>
        </Step>
        <Step
          title={t.connect.cohortTitle}
          state={given}
          summary={
            lastDeliveryAtMs === null
              ? null
              : t.connect.arrived(format.ago(lastDeliveryAtMs, nowMs))
          }
        >
          <p>{t.connect.cohortText}</p>
          <p className="waiting" role="status">
            {t.connect.waiting}
          </p>
        </Step>
      </ol>
    </div>
  );
}
