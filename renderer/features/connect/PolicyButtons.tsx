import { useEffect, useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { CopyButton } from '../../components/CopyButton.tsx';
import { useSay } from '../../components/use-say.ts';
import { useApp } from '../../state/app-context.tsx';
import { saveText } from '../../state/download.ts';
import { useAction } from '../../state/use-action.ts';

interface Policy {
  readonly fileName: string;
  readonly text: string;
}

/** The traffic policy for the cloud endpoint, to be pasted at ngrok or kept as a file. */
export function PolicyButtons() {
  const { t, api, snapshot, language } = useApp();
  const say = useSay();
  const { act, isBusy } = useAction();
  const [policy, setPolicy] = useState<Policy | null>(null);
  const { domain } = snapshot.tunnel;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the policy names the domain and is written in the language
  useEffect(() => {
    let isGone = false;
    api.call('tunnel.cloudPolicy', {}).then(
      (answer) => {
        if (!isGone) setPolicy(answer);
      },
      () => {},
    );
    return () => {
      isGone = true;
    };
  }, [api, domain, language]);
  const save = () =>
    act(async () => {
      if (snapshot.shell.kind === 'desktop') {
        const { isSaved } = await api.call('tunnel.saveCloudPolicy', {});
        if (isSaved) say(t.connect.cloudSaved);
      } else if (policy !== null) {
        saveText(policy.fileName, policy.text);
      }
    });
  if (policy === null) return null;
  return (
    <div className="row">
      <CopyButton
        size="small"
        text={() => policy.text}
        label={t.connect.cloudCopy}
        doneLabel={t.common.copied}
        onFailure={() => say(t.common.copyFailed)}
      />
      <Button size="small" disabled={isBusy} onClick={() => void save()}>
        {t.connect.cloudSave}
      </Button>
    </div>
  );
}
