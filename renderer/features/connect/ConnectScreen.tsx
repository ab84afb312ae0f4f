import { Notice } from '../../components/Notice.tsx';
import { StateMark } from '../../components/StateMark.tsx';
import { useApp } from '../../state/app-context.tsx';
import { HookUrl } from '../../state/HookUrl.tsx';
import { useNow } from '../../state/use-now.ts';
import './connect.css';

export function ConnectScreen() {
  const { t } = useApp();
  return (
    <div className="screen">
      <header>
        <h1>{t.connect.title}</h1>
        <p className="quiet">{t.connect.lead}</p>
      </header>
      <Address />
      <section className="section" aria-labelledby="connect-guide">
        <h2 id="connect-guide">{t.connect.guideTitle}</h2>
        <ol className="steps">
          {t.connect.steps.map(({ title, text }) => (
            <li key={title}>
              <h3>{title}</h3>
              <p className="quiet">{text}</p>
            </li>
          ))}
        </ol>
      </section>
      <section className="section" aria-labelledby="connect-next">
        <h2 id="connect-next">{t.connect.nextTitle}</h2>
        <ul className="next">
          {t.connect.next.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function Address() {
  const { t, snapshot, format } = useApp();
  const nowMs = useNow();
  const { lastDeliveryAtMs } = snapshot;
  return (
    <section className="address" aria-label={t.connect.hookUrl}>
      <HookUrl />
      <p className="quiet">
        {t.connect.secret} {snapshot.asksPassword && t.connect.password}
      </p>
      <Notice look="attention">
        <strong>{t.connect.publicTitle}</strong>
        <br />
        {t.connect.publicText}
      </Notice>
      <p>
        <StateMark
          mark={lastDeliveryAtMs === null ? 'offline' : 'ready'}
          word={
            lastDeliveryAtMs === null
              ? t.connect.notHeard
              : t.connect.heard(format.ago(lastDeliveryAtMs, nowMs))
          }
        />
      </p>
    </section>
  );
}
