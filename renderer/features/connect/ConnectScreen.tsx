import { useState } from 'react';
import { useApp } from '../../state/app-context.tsx';
import { Guide } from './Guide.tsx';
import { StatusPage } from './StatusPage.tsx';
import './connect.css';

/** Leads to the first delivery; from then on it says whether Mixpanel gets through. */
export function ConnectScreen() {
  const { snapshot } = useApp();
  const [wantsGuide, setWantsGuide] = useState(false);
  const isConnected =
    snapshot.tunnel.provider !== 'none' && snapshot.cohorts.some(({ isSample }) => !isSample);
  return isConnected && !wantsGuide ? (
    <StatusPage onGuide={() => setWantsGuide(true)} />
  ) : (
    <Guide onStatus={isConnected ? () => setWantsGuide(false) : null} />
  );
}
