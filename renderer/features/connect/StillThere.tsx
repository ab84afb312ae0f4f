import { useApp } from '../../state/app-context.tsx';
import { hostOf } from '../../state/tunnel-words.ts';

/** After a change that did not work: the address that does is still the one in use. Nothing where there is none. */
export function StillThere() {
  const { t, snapshot } = useApp();
  const { state, publicHookUrl } = snapshot.tunnel;
  const host = hostOf(publicHookUrl);
  if (host === null || (state !== 'online' && state !== 'paused')) return null;
  return <p role="status">{t.connect.stillThere(host)}</p>;
}
