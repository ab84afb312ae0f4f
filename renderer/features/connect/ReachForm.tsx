import { useState } from 'react';
import { useApp } from '../../state/app-context.tsx';
import { ManualForm } from './ManualForm.tsx';
import { NgrokForm } from './NgrokForm.tsx';
import { TunnelTrouble } from './TunnelTrouble.tsx';
import { isOfToken } from './use-configure.ts';

const WAYS = ['ngrok', 'manual'] as const;

/** How Mixpanel reaches this computer, and what keeps it from it. */
export function ReachForm() {
  const { t, snapshot } = useApp();
  const { provider, trouble } = snapshot.tunnel;
  const isAtField = trouble !== null && isOfToken(trouble.code);
  const [way, setWay] = useState<(typeof WAYS)[number]>(provider === 'manual' ? provider : 'ngrok');
  return (
    <div className="reach">
      <fieldset className="ways">
        <legend className="visually-hidden">{t.connect.way}</legend>
        {WAYS.map((name) => (
          <label key={name}>
            <input type="radio" name="way" checked={way === name} onChange={() => setWay(name)} />
            {t.connect.ways[name]}
          </label>
        ))}
      </fieldset>
      {way === 'ngrok' ? <NgrokForm /> : <ManualForm />}
      {provider === way && !isAtField && <TunnelTrouble />}
    </div>
  );
}
