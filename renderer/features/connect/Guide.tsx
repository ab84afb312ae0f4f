import * as z from 'zod';
import { Button } from '../../components/Button.tsx';
import { TextField } from '../../components/TextField.tsx';
import { useApp } from '../../state/app-context.tsx';
import { useDialog } from '../../state/DialogHost.tsx';
import { HookUrl } from '../../state/HookUrl.tsx';
import { PasswordDialog } from '../../state/PasswordDialog.tsx';
import { hostOf } from '../../state/tunnel-words.ts';
import { useNow } from '../../state/use-now.ts';
import { useStored } from '../../state/use-stored.ts';
import { ReachForm } from './ReachForm.tsx';
import { Step } from './Step.tsx';

interface GuideProps {
  /** null: there is no connection to look at yet. */
  readonly onStatus: (() => void) | null;
}

/** From nothing to the first delivery, for somebody who has never seen a webhook. */
export function Guide({ onStatus }: GuideProps) {
  const { t, snapshot, format } = useApp();
  const nowMs = useNow();
  const [isPasswordRefused, refusePassword] = useStored('connect.noPassword', z.boolean(), false);
  const [connection, nameConnection] = useStored('connect.name', z.string(), 'Rollcall');
  const { tunnel, password, lastDeliveryAtMs } = snapshot;
  const { user, obstacle } = password;
  const show = useDialog();
  const setPassword = () => show((close) => <PasswordDialog user={user} onClose={close} />);
  const host = hostOf(tunnel.publicHookUrl);
  const isReachable = tunnel.state === 'online' || tunnel.state === 'paused';
  const isPasswordDecided = user !== null || isPasswordRefused;
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
          summary={user === null ? t.connect.passwordNot : t.connect.passwordAsked(user)}
        >
          <p>{t.connect.passwordText}</p>
          {obstacle !== null && <p className="quiet">{t.settings.passwordObstacles[obstacle]}</p>}
          <div className="row">
            <Button look="primary" disabled={obstacle !== null} onClick={setPassword}>
              {user === null ? t.connect.passwordSet : t.connect.passwordChange}
            </Button>
            {user === null && (
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
          {user !== null && <p>{t.connect.addressSignIn(user)}</p>}
          <HookUrl connection={connection.trim()} />
          <p className="quiet">{host === null ? t.connect.addressLocal : t.connect.addressStays}</p>
          <p className="quiet">{t.connect.secret}</p>
        </Step>
        <Step
          title={t.connect.cohortTitle}
          state={given}
          summary={
            lastDeliveryAtMs === null ? null : t.connect.heard(format.ago(lastDeliveryAtMs, nowMs))
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
