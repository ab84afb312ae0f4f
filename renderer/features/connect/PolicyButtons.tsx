import { Button } from '../../components/Button.tsx';
import { CopyButton } from '../../components/CopyButton.tsx';
import { useSay } from '../../components/use-say.ts';
import { useApp } from '../../state/app-context.tsx';
import { saveText } from '../../state/download.ts';
import { FailureNotice } from '../../state/FailureNotice.tsx';
import { useAction } from '../../state/use-action.ts';
import { useRequest } from '../../state/use-request.ts';

/** The traffic policy for the cloud endpoint, to be pasted at ngrok or kept as a file. */
export function PolicyButtons() {
  const { t, api, snapshot, language } = useApp();
  const say = useSay();
  const { act, isBusy } = useAction();
  const { domain } = snapshot.tunnel;
  // The policy names the domain and is written in the language.
  const { value, error, again } = useRequest(`policy ${domain} ${language}`, () =>
    api.call('tunnel.cloudPolicy', {}),
  );
  const save = () =>
    act(async () => {
      if (snapshot.shell.kind === 'desktop') {
        const { isSaved } = await api.call('tunnel.saveCloudPolicy', {});
        if (isSaved) say(t.connect.cloudSaved);
      } else if (value !== null) {
        saveText(value.fileName, value.text);
      }
    });
  if (error !== null) return <FailureNotice error={error} onAgain={again} />;
  if (value === null) return null;
  return (
    <div className="row">
      <CopyButton
        size="small"
        text={() => value.text}
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
