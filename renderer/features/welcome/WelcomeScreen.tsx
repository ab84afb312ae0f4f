import { Button } from '../../components/Button.tsx';
import { useApp } from '../../state/app-context.tsx';
import { HookUrl } from '../../state/HookUrl.tsx';
import type { Route } from '../../state/route.ts';
import { useSample } from '../../state/use-sample.ts';
import './welcome.css';

interface WelcomeScreenProps {
  readonly go: (route: Route) => void;
}

/** The first run: the address, the way to Mixpanel, and something to try without it. */
export function WelcomeScreen({ go }: WelcomeScreenProps) {
  const { t } = useApp();
  const { start, isRunning } = useSample();
  return (
    <div className="welcome">
      <h1>{t.welcome.title}</h1>
      <p className="welcome-lead">{t.welcome.lead}</p>
      <section aria-labelledby="welcome-hook">
        <h2 id="welcome-hook">{t.welcome.hookTitle}</h2>
        <HookUrl />
        <p className="quiet">{t.welcome.hookHint}</p>
        <Button onClick={() => go({ at: 'connect' })}>{t.welcome.connect}</Button>
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
