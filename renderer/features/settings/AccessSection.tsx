import { useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { useApp } from '../../state/app-context.tsx';
import { ConfirmDialog } from '../../state/ConfirmDialog.tsx';
import { useDialog } from '../../state/DialogHost.tsx';
import { PasswordDialog } from '../../state/PasswordDialog.tsx';
import { useAction } from '../../state/use-action.ts';
import { Field } from './Field.tsx';
import { Section } from './Section.tsx';

/** Who may send, and who may look. */
export function AccessSection() {
  const { snapshot } = useApp();
  return (
    <Section name="access">
      <PasswordField />
      {snapshot.shell.kind === 'browser' && <KeyField />}
    </Section>
  );
}

function PasswordField() {
  const { t, api, snapshot } = useApp();
  const { act, isBusy } = useAction();
  const show = useDialog();
  const [isRemoving, setIsRemoving] = useState(false);
  const { user, obstacle, isLost } = snapshot.password;
  const set = () => show((close) => <PasswordDialog user={user} onClose={close} />);
  const state =
    user === null ? t.settings.passwordNone : isLost ? null : t.settings.passwordSet(user);
  return (
    <Field
      label={t.settings.password}
      hint={
        <>
          {state ?? <span className="field-state">{t.settings.passwordLost}</span>}
          {obstacle !== null && (
            <>
              <br />
              {t.settings.passwordObstacles[obstacle]}
            </>
          )}
        </>
      }
    >
      <div className="row">
        <Button size="small" disabled={obstacle !== null} onClick={set}>
          {user === null ? t.settings.passwordAdd : t.settings.passwordChange}
        </Button>
        {user !== null && obstacle !== 'environment' && (
          <Button size="small" disabled={isBusy} onClick={() => setIsRemoving(true)}>
            {t.settings.passwordRemove}
          </Button>
        )}
      </div>
      {isRemoving && (
        <ConfirmDialog
          title={t.settings.passwordRemoveTitle}
          text={t.settings.passwordRemoveText}
          action={t.settings.passwordRemoveConfirm}
          onConfirm={() =>
            void act(() => api.call('password.remove', {}), t.settings.passwordRemoved)
          }
          onClose={() => setIsRemoving(false)}
        />
      )}
    </Field>
  );
}

function KeyField() {
  const { t, api } = useApp();
  const { act, isBusy } = useAction();
  return (
    <Field label={t.settings.key} hint={t.settings.keyText}>
      <Button
        size="small"
        disabled={isBusy}
        onClick={() => void act(() => api.call('settings.renewKey', {}), t.settings.keyRenewed)}
      >
        {t.settings.keyRenew}
      </Button>
    </Field>
  );
}
