import { hookAddress } from '../../shared/api/hook-address.ts';
import { CopyButton } from '../components/CopyButton.tsx';
import { useSay } from '../components/use-say.ts';
import { useApp } from './app-context.tsx';
import './hook-url.css';

interface HookUrlProps {
  /** What the connection is called in Mixpanel, as far as the person said. */
  readonly connection?: string;
}

/** The real address, whole, with one big Copy. */
export function HookUrl({ connection = '' }: HookUrlProps) {
  const { api, snapshot, t } = useApp();
  const say = useSay();
  const address = hookAddress(snapshot);
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
