import { Button } from '../../components/Button.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useApp } from '../../state/app-context.tsx';
import { deliveriesVersion } from '../../state/deliveries-version.ts';
import { FailureNotice } from '../../state/FailureNotice.tsx';
import { useAction } from '../../state/use-action.ts';
import { useRequest } from '../../state/use-request.ts';
import { Field } from './Field.tsx';
import { Section } from './Section.tsx';

/** Where the data is, what it takes, and what of it leaves this computer. */
export function DataSection() {
  const { t, api, snapshot } = useApp();
  const { act } = useAction();
  return (
    <Section name="data">
      <Field
        label={t.settings.where}
        hint={
          <>
            <code>{snapshot.dataDir}</code>
            <br />
            {t.settings.whereText}
          </>
        }
      >
        {snapshot.shell.kind === 'desktop' && (
          <Button size="small" onClick={() => void act(() => api.call('data.showInFolder', {}))}>
            {t.settings.showInFolder}
          </Button>
        )}
      </Field>
      <Field label={t.settings.space} hint={<Space />} />
      <div>
        <h3>{t.settings.privacyTitle}</h3>
        <ul className="facts">
          {t.settings.privacy.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </div>
    </Section>
  );
}

function Space() {
  const { t, api, snapshot, format } = useApp();
  const { value, error, again } = useRequest(`space ${deliveriesVersion(snapshot)}`, () =>
    api.call('data.space', {}),
  );
  if (error !== null) return <FailureNotice error={error} onAgain={again} />;
  if (value === null) return <Skeleton lines={1} label={t.common.loading} />;
  return (
    <>
      {t.common.sentences([
        t.settings.spaceText({
          members: format.bytes(value.members),
          deliveries: format.bytes(value.deliveries),
        }),
        ...(value.setAside > 0 ? [t.settings.spaceSetAside(format.bytes(value.setAside))] : []),
        t.settings.spaceFree(format.bytes(value.free)),
      ])}
    </>
  );
}
