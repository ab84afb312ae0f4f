import { CopyButton } from '../components/CopyButton.tsx';
import { useSay } from '../components/use-say.ts';
import { useApp } from './app-context.tsx';
import './hook-url.css';

/** The real address, whole, with one big Copy. */
export function HookUrl() {
  const { snapshot, t } = useApp();
  const say = useSay();
  return (
    <div className="hook-url">
      <code>{snapshot.hookUrl}</code>
      <CopyButton
        look="primary"
        size="large"
        text={() => snapshot.hookUrl}
        label={t.connect.copyUrl}
        doneLabel={t.common.copied}
        onFailure={() => say(t.common.copyFailed)}
      />
    </div>
  );
}
