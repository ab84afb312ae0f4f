import { CopyButton } from '../components/CopyButton.tsx';
import { useSay } from '../components/use-say.ts';
import { useApp } from './app-context.tsx';
import './hook-url.css';

interface HookUrlProps {
  /** What the connection is called in Mixpanel, as far as the person said. */
  readonly connection?: string;
}

/** The public address, whole, with one big Copy. Nothing without one: Mixpanel can't reach this computer's own. */
export function HookUrl({ connection = '' }: HookUrlProps) {
  const { api, snapshot, t } = useApp();
  const say = useSay();
  const address = snapshot.tunnel.publicHookUrl;
  if (address === null) return null;
  return (
    <div className="hook-url">
      <code>{address}</code>
      <CopyButton
        look="primary"
        size="large"
        text={() => address}
        label={t.connect.copyUrl}
        doneLabel={t.common.copied}
        // Not noted: the guard of addresses knows one less, which is no reason to trouble anybody.
        onCopied={() => void api.call('hook.noteCopied', { address, connection }).catch(() => {})}
        onFailure={() => say(t.common.copyFailed)}
      />
    </div>
  );
}
