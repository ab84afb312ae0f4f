import { useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { type Mark, StateMark } from '../../components/StateMark.tsx';
import type { Api } from '../../state/api.ts';
import { useApp } from '../../state/app-context.tsx';
import { FailureNotice } from '../../state/FailureNotice.tsx';
import { useNow } from '../../state/use-now.ts';
import { TroubleText } from './TunnelTrouble.tsx';

type Hops = Awaited<ReturnType<typeof runTest>>['hops'];

const MARKS: Readonly<Record<Hops[number]['outcome'], Mark>> = {
  ok: 'ready',
  failed: 'failure',
  skipped: 'offline',
};

interface Result {
  readonly hops: Hops;
  readonly atMs: number;
}

/** Goes Mixpanel's way once and says where it ends. */
export function SelfTest() {
  const { t, api, snapshot, format } = useApp();
  const nowMs = useNow();
  const [result, setResult] = useState<Result | null>(null);
  const [isRunning, setIsRunning] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const test = async () => {
    setIsRunning(true);
    setError(null);
    try {
      const { hops } = await runTest(api);
      setResult({ hops, atMs: Date.now() });
    } catch (reason) {
      setError(reason);
    } finally {
      setIsRunning(false);
    }
  };
  const isGood = result?.hops.every(({ outcome }) => outcome === 'ok') === true;
  // What was true before the connection changed need not be so now.
  const isOld = result !== null && snapshot.tunnel.sinceMs > result.atMs;
  return (
    <section className="section" aria-labelledby="connect-test">
      <h2 id="connect-test">{t.connect.testTitle}</h2>
      <p className="quiet">{t.connect.testText}</p>
      <div>
        <Button disabled={isRunning} onClick={() => void test()}>
          {isRunning ? t.connect.testing : t.connect.test}
        </Button>
      </div>
      {error !== null && <FailureNotice error={error} />}
      <div role="status">
        {result !== null && !isRunning && (
          <div className={isOld ? 'test-result old' : 'test-result'}>
            <HopList hops={result.hops} />
            {isGood && !isOld && <p className="test-good">{t.connect.testGood}</p>}
          </div>
        )}
      </div>
      {result !== null && !isRunning && (
        <p className="quiet">
          {isOld
            ? t.connect.testOld(format.clock(result.atMs, nowMs))
            : t.connect.testAt(format.clock(result.atMs, nowMs))}
        </p>
      )}
    </section>
  );
}

function HopList({ hops }: { readonly hops: Hops }) {
  const { t, format } = useApp();
  return (
    <ol className="hops">
      {hops.map(({ hop, outcome, ms, trouble }) => (
        <li key={hop}>
          <span>{t.connect.hops[hop]}</span>
          <StateMark mark={MARKS[outcome]} word={t.connect.outcomes[outcome]} />
          <span className="figures quiet">
            {ms !== null && t.connect.ms(format.number(Math.round(ms)))}
          </span>
          {trouble !== null && (
            <p className="hop-trouble">
              <TroubleText trouble={trouble} />
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

function runTest(api: Api) {
  return api.call('tunnel.selfTest', {});
}
