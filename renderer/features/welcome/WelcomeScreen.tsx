import { Button } from '../../components/Button.tsx';
import { useApp } from '../../state/app-context.tsx';
import { HookUrl } from '../../state/HookUrl.tsx';
import type { Route } from '../../state/route.ts';
import { useSample } from '../../state/use-sample.ts';
import './welcome.css';

interface WelcomeScreenProps {
  readonly go: (route: Route) => void;
}

/** The first run: the address or how to get one, the way to Mixpanel, and something to try without it. */
export function WelcomeScreen({ go }: WelcomeScreenProps) {
  const { t, snapshot } = useApp();
  const isReachable = snapshot.tunnel.publicHookUrl !== null;
  const { start, isRunning } = useSample();
  return (
    <div className="welcome">
      <h1>{t.welcome.title}</h1>
      <p className="welcome-lead">{t.welcome.lead}</p>
      <section aria-labelledby="welcome-hook">
        <h2 id="welcome-hook">{isReachable ? t.welcome.hookTitle : t.welcome.connectTitle}</h2>
        <HookUrl />
        <p className="quiet">{isReachable ? t.welcome.hookHint : t.welcome.connectHint}</p>
        <Button
          {...(!isReachable && { look: 'primary', size: 'large' })}
          onClick={() => go({ at: 'connect' })}
        >
          {t.welcome.connect}
        </Button>
      </section>
      <section aria-labelledby="welcome-sample">
        <h2 id="welcome-sample">{t.welcome.sampleTitle}</h2>
        <p>{t.welcome.sampleText}</p>
        <Button disabled={isRunning} onClick={start}>
          {isRunning ? t.welcome.sampleRunning : t.welcome.sample}
        </Button>
      </section>
      <p className="welcome-privacy quiet">{t.welcome.privacy}</p>
    </div>
  );
}
